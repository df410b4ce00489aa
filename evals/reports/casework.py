"""One case as a reader needs it: what was asked, what was expected, what came, what was wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.measures.forbidden import says
from evals.measures.found_wordings import shown_texts
from evals.measures.score import Graded
from evals.measures.statements import statements_of
from evals.reports.ordering import SUMMING_UP, gravest_first
from evals.reports.reading import ScoredRun
from evals.reports.sourcing import GoldPassage, SourceText, gold_passages, source_texts
from evals.runs.outcome import Outcome
from evals.runs.sources import Sources
from evals.suites.case import Case
from evals.suites.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that must, or must not, be in the answer."""

    words: str
    found: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What measures found wrong."""

    measures: tuple[str, ...]
    """Those that say the same, the gravest first."""
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class CaseView:
    """All that the report says of a case."""

    number: int
    """In the report; begins the ids of its citations."""
    case: Case
    score: Mapping[str, Any]
    outcome: Outcome
    question: str
    """With identifiers redacted."""
    day: str
    facts: tuple[Wanted, ...]
    cautions: tuple[Wanted, ...]
    forbidden: tuple[Wanted, ...]
    gold: tuple[GoldPassage, ...]
    sources: tuple[SourceText, ...]
    faults: tuple[Fault, ...]
    """The gravest first."""

    @property
    def anchor(self) -> str:
        """Where it is in the page."""
        return anchor(self.case.key)


def view(run: ScoredRun, score: Mapping[str, Any], number: int) -> CaseView:
    """What there is to say of one scored case, the `number`th of the report."""
    case, outcome = run.cases[score["case"]], run.outcomes[score["case"]]
    day = case.as_of.isoformat() if case.as_of else str(run.manifest.inputs["as_of"])
    sources = run.sources.get(case.corpus)
    gold = gold_passages(case.evidence, sources, day, outcome)
    facts, cautions, forbidden = _wanted(case, outcome, sources, day)
    return CaseView(
        number=number,
        case=case,
        score=score,
        outcome=outcome,
        question=asked(case, outcome),
        day=day,
        facts=facts,
        cautions=cautions,
        forbidden=forbidden,
        gold=gold,
        sources=tuple(source_texts(outcome.answer or {}, gold, sources)),
        faults=tuple(_faults(score["faults"])),
    )


def anchor(key: str) -> str:
    """Where a case is in the page: the same in every report, for links from elsewhere."""
    return "case-" + re.sub(r"[^\w-]", lambda found: f".{ord(found[0]):x}.", key, flags=re.ASCII)


def asked(case: Case, outcome: Outcome) -> str:
    """The question as it was redacted; after an error, without the identifiers the case lists."""
    if outcome.answer is not None:
        return str(outcome.answer["question"])
    question = case.question
    for one in sorted(case.identifiers, key=lambda one: len(one.text), reverse=True):
        question = question.replace(one.text, f"[{one.type or 'REDACTED'}]")
    return question


def _faults(found: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """What was found wrong, each once: `correct` repeats what other measures say."""
    said = [sentence for name, ones in found.items() if name != SUMMING_UP for sentence in ones]
    by_sentences: dict[tuple[str, ...], list[str]] = {}
    for name in gravest_first(found):
        sentences = tuple(
            one
            for one in found[name]
            if name != SUMMING_UP or not any(one.endswith(other) for other in said)
        )
        by_sentences.setdefault(sentences, []).append(name)
    return (Fault(tuple(names), ones) for ones, names in by_sentences.items() if ones)


def _wanted(
    case: Case, outcome: Outcome, sources: Sources | None, day: str
) -> tuple[tuple[Wanted, ...], tuple[Wanted, ...], tuple[Wanted, ...]]:
    """Facts, cautions and forbidden wordings, found as the measures find them."""
    graded = Graded(case, outcome, sources, day) if sources is not None else None
    texts = shown_texts(graded) if graded else ()
    statements = statements_of(graded) if graded else ()

    def found(wordings: tuple[Pattern, ...]) -> Wanted:
        hit = any(one.found_in(text) for one in wordings for text in texts)
        return Wanted(" or ".join(map(_quoted, wordings)), hit)

    return (
        tuple(map(found, case.facts)),
        tuple(map(found, case.cautions)),
        tuple(
            Wanted(_quoted(one), any(says(one, said.text) for said in statements))
            for one in case.forbid
        ),
    )


def _quoted(pattern: Pattern) -> str:
    return f"/{pattern.text}/" if pattern.regex else f"“{pattern.text}”"
