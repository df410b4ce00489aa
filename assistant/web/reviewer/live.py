"""Answers that people were given, as a reviewer looks at them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assistant.answers import NoticeKind
from assistant.audit import AnswerSummary, Record, TrailIndex
from assistant.feedback import Report, reports
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, StorageError
from corpus.library import Library
from corpus.versions import Version
from evals.measures.score import Graded
from evals.reports.sourcing import SourceText, source_texts
from evals.reports.statement_verdicts import StatementVerdict, statement_verdicts
from evals.runs.outcome import Outcome
from evals.runs.sources import Source, Sources
from evals.suites.case import Case, Expect
from evals.use import Stratum, sample, stratum

SAMPLED_FROM = 28
"""Days back."""
_OPEN = frozenset({"id", "timings_ms"})


@dataclass(frozen=True)
class LiveAnswer:
    """One recorded answer with the words it quotes, as they stand in the documents."""

    summary: AnswerSummary
    record: Record
    answer: Mapping[str, Any]
    asked: Mapping[str, Any]
    verdicts: tuple[StatementVerdict, ...]
    sources: tuple[SourceText, ...]
    reports: Sequence[Report]
    high_risk: bool


def high_risk(answer: AnswerSummary) -> bool:
    """Whether a mistake would weigh most: as its reader was told, and as its record says."""
    return NoticeKind.HIGH_RISK in answer.notices


def kind_of(answer: AnswerSummary) -> Stratum:
    """The stratum it is sampled in."""
    return stratum(answer, high_risk=high_risk(answer))


def sampled(index: TrailIndex, count: int, seed: int) -> Sequence[tuple[Stratum, AnswerSummary]]:
    """About so many answers of the last weeks, the same for the same seed."""
    since = (date.today() - timedelta(days=SAMPLED_FROM)).isoformat()
    recent = [one for one in index.answers() if one.at[:10] >= since]
    return sample(recent, count, seed, kind_of)


def find_summary(index: TrailIndex, answer: str) -> AnswerSummary | None:
    """The summary of an answer; None for one that is not in the trail."""
    return next((one for one in reversed(index.answers()) if one.id == answer), None)


def live_answer(index: TrailIndex, settings: Settings, answer: str) -> LiveAnswer:
    """One recorded answer, looked at as a case is; AuditError when there is none."""
    record = index.record(answer)
    summary = find_summary(index, answer)
    given = record.content["answer"]
    if summary is None:
        raise CatalogueError(f"the answer {answer[:40]} repeats another: look at that one")
    kept = {name: value for name, value in given.items() if name not in _OPEN}
    day = str(record.content["asked"].get("as_of") or record.at[:10])
    case = Case("live", answer, given["question"] or "–", Expect.ANSWER)
    sources = _sources(settings, kept, day)
    graded = Graded(case, Outcome(case.key, kept), sources, day)
    return LiveAnswer(
        summary,
        record,
        given,
        record.content["asked"],
        statement_verdicts(graded),
        tuple(source_texts(kept, (), sources)),
        reports(index, answer),
        high_risk(summary),
    )


def _sources(settings: Settings, answer: Mapping[str, Any], day: str) -> Sources:
    """The versions that the answer cites, as the catalogue has them."""
    catalogue = Catalogue(settings.home, settings.catalogue)
    versions = {}
    for citation in answer["citations"]:
        try:
            version = catalogue.version(citation["document"], citation["version"])
        except (CatalogueError, StorageError):
            continue  # It is shown as not there, which is what a reviewer has to see.
        versions[version.key] = _source(version)
    return Sources(versions, {day: frozenset(versions)}, Library(settings.home))


def _source(version: Version) -> Source:
    return Source(
        version.document, version.metadata.version, version.metadata.title, version.text_sha256
    )
