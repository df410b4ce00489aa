"""Tries questions on what would be published, beside what is published now."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any

from assistant.answers import Answer
from assistant.ask import Stages, ask
from assistant.audit import Record, Trail
from assistant.decide import calibration_of
from assistant.question import Question
from assistant.snapshot.build import build_draft
from assistant.snapshot.pointer import snapshots_folder
from assistant.snapshot.snapshot import Snapshot, open_snapshot
from corpus.errors import AssistantError, SnapshotError
from corpus.life import check_dates
from corpus.versions import Version, in_force


class Effect(StrEnum):
    """What publishing would do to an answer, the gravest first."""

    FAILS = "cannot be asked any more"
    REFUSED = "answered now, refused then"
    ANSWERED = "refused now, answered then"
    STATEMENTS = "other statements"
    CAUTIONS = "other cautions"
    REASON = "refused for another reason"
    SOURCES = "the same words from other sources"
    NOTICES = "other notices"
    SAME = "the same"

    @property
    def gravity(self) -> int:
        """0 for the gravest."""
        return list(Effect).index(self)


@dataclass(frozen=True)
class Trial:
    """One question, asked of what is published and of what would be."""

    question: Question
    now: Answer | AssistantError
    then: Answer | AssistantError

    @property
    def effect(self) -> Effect:
        """The gravest difference between the two."""
        now, then = self.now, self.then
        if not isinstance(then, Answer):
            return Effect.SAME if not isinstance(now, Answer) else Effect.FAILS
        if not isinstance(now, Answer):
            return Effect.ANSWERED if then.statements else Effect.REASON
        if now.status != then.status:
            return Effect.REFUSED if then.refusal else Effect.ANSWERED
        for effect, of in _COMPARED:
            if of(now) != of(then):
                return effect
        return Effect.SAME

    @property
    def changed(self) -> bool:
        """Whether anything a clinician sees would differ."""
        return self.effect is not Effect.SAME

    def sides(self) -> tuple[list[str], list[str]]:
        """Both outcomes as lines for a curator."""
        return _lines(self.now), _lines(self.then)

    def lines(self) -> list[tuple[str, str]]:
        """What would go (`-`) and what would come (`+`), one line each."""
        before, after = self.sides()
        gone = [("-", line) for line in before if line not in after]
        return gone + [("+", line) for line in after if line not in before]

    def to_json(self) -> dict[str, Any]:
        """The two outcomes with what sets them apart."""
        asked = self.then if isinstance(self.then, Answer) else self.now
        return {
            # Redacted, as it was answered; a question that could not be asked is not repeated.
            "question": asked.question if isinstance(asked, Answer) else None,
            "effect": self.effect.value,
            "now": _outcome(self.now),
            "then": _outcome(self.then),
        }


class Rehearsal:
    """The catalogue as it would stand with some drafts in force."""

    def __init__(self, versions: Iterable[Version], drafts: Sequence[Version], on: date) -> None:
        taken = {draft.key: as_if_approved(draft, on) for draft in drafts}
        self._versions = tuple(taken.get(version.key, version) for version in versions)

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version, the drafts as if they were approved."""
        return self._versions

    def in_force(self, on: date) -> Mapping[str, Version]:
        """What could be retrieved and cited on that day."""
        return in_force(self._versions, on)


class OneSnapshot:
    """Hands out one snapshot, whatever is published."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def get(self, identity: str | None = None) -> Snapshot:
        """The snapshot; SnapshotError when another one is named."""
        if identity not in (None, self._snapshot.identity):
            raise SnapshotError(f"a rehearsal knows no snapshot {identity!r} but its own")
        return self._snapshot


def as_if_approved(draft: Version, on: date) -> Version:
    """The draft as in force from `on`, marked so that it is cited as a draft.

    Raises MetadataError when its review is due before: nobody could approve it for that day.
    """
    check_dates(draft, on)
    return replace(
        draft,
        metadata=replace(draft.metadata, effective=on),
        approved_at=datetime.now(UTC),
        approved_by="nobody: a rehearsal",
        rehearsed=True,
    )


def open_rehearsal(
    home: Path,
    stages: Stages,
    catalogue: Rehearsal,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Stages, Stages]:
    """The stages as they answer now, and as they would: nothing is published.

    `progress` is told how many versions are built, of how many.
    What they answer is recorded apart from the trail of answers that someone was shown. Raises
    CatalogueError when nothing would be approved, SnapshotError, StorageError.
    """
    trail = Trail(home, "rehearsals")
    total, done = sum(bool(version.approved_at) for version in catalogue.versions), count(1)
    built = build_draft(
        home,
        catalogue.versions,
        stages.library,
        stages.embedder,
        progress=lambda version: progress(next(done), total),
        calibration=calibration_of(home, stages.judged_by),
    )
    snapshot = open_snapshot(snapshots_folder(home) / built.snapshot, stages.embedder.identity)
    then = replace(stages, catalogue=catalogue, current=OneSnapshot(snapshot), trail=trail)
    return replace(stages, trail=trail), then


def rehearse(questions: Iterable[Question], now: Stages, then: Stages) -> Iterator[Trial]:
    """Ask every question of both; a question that one of them cannot take is no reason to stop."""
    for question in questions:
        yield Trial(question, _ask(question, now), _ask(question, then))


def to_json(
    snapshot: str, drafts: Sequence[Version], trials: Sequence[Trial], whole: int
) -> dict[str, Any]:
    """What came of a rehearsal: the first `whole` trials, and those that changed, gravest first."""
    changed = sorted((one for one in trials if one.changed), key=lambda one: one.effect.gravity)
    return {
        "snapshot": snapshot,
        "drafts": [version.key for version in drafts],
        "asked": len(trials),
        "failed": sum(isinstance(one.then, AssistantError) for one in trials),
        "questions": [one.to_json() for one in trials[:whole]],
        "changed": [one.to_json() for one in changed],
    }


def recent_questions(records: Iterable[Record], count: int, today: date) -> tuple[Question, ...]:
    """The last `count` different questions of the trail, replays left out, the latest first.

    A question about its own day is asked about today; one about another day about that day again.
    """
    found: dict[Question, None] = {}
    for record in records:
        if record.event is not None:
            continue
        asked = record.content["asked"]
        if asked.get("replay_of"):
            continue
        question = Question.recorded(record.content["answer"]["question"], asked)
        # Asked about today where it was asked, which may be another day in UTC.
        own_day = datetime.fromisoformat(record.at).astimezone().date()
        if question.as_of == own_day:
            question = replace(question, as_of=today)
        # Asked again, it moves to the end.
        found.pop(question, None)
        found[question] = None
    return tuple(reversed(found))[:count]


def _ask(question: Question, stages: Stages) -> Answer | AssistantError:
    try:
        return ask(question, stages)
    except AssistantError as error:
        return error


def _lines(outcome: Answer | AssistantError) -> list[str]:
    """An outcome as lines for a curator: statements with their first source, reason, notices."""
    if not isinstance(outcome, Answer):
        return [f"Error: {outcome}"]
    citations = {citation.number: citation for citation in outcome.citations}
    lines = [
        f"{'Caution: ' if one.caution else ''}{one.text} "
        f"({(cited := citations[one.citations[0]]).document}@{cited.version})"
        for one in outcome.statements
    ]
    if outcome.refusal:
        lines.append(f"No answer ({outcome.refusal.reason})")
    return lines + [f"Notice: {notice.message}" for notice in outcome.notices]


def _cautions(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements if statement.caution]


def _statements(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements if not statement.caution]


def _reason(answer: Answer) -> str:
    return answer.refusal.reason if answer.refusal else ""


def _sources(answer: Answer) -> list[tuple[str, str, int, int]]:
    return [(c.document, c.version, c.start, c.end) for c in answer.citations]


def _notices(answer: Answer) -> list[tuple[str, str]]:
    return [(notice.kind, notice.message) for notice in answer.notices]


_COMPARED = (
    (Effect.STATEMENTS, _statements),
    (Effect.CAUTIONS, _cautions),
    (Effect.REASON, _reason),
    (Effect.SOURCES, _sources),
    (Effect.NOTICES, _notices),
)


def _outcome(outcome: Answer | AssistantError) -> dict[str, Any]:
    if isinstance(outcome, Answer):
        return outcome.to_json()
    return {"error": {"message": str(outcome), "exit_code": outcome.exit_code}}
