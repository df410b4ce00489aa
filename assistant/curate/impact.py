"""Which past answers cited a version that is no longer in force, for those who must be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.audit import Record, Trail
from assistant.curate.recorded import shown
from corpus.errors import CatalogueError
from corpus.versions import Stage, Version, place, stages

UNKNOWN = "not in the catalogue"
"""What is said of a version that the trail names and the catalogue does not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a cited version stands today."""

    document: str
    version: str
    stage: Stage | None
    """None for a version that the trail names and the catalogue does not."""
    since: date | None = None
    """First day of that stage, where the catalogue says."""
    by: str = ""
    """Who withdrew it, or approved what replaced it."""
    why: str = ""

    @property
    def key(self) -> str:
        """`document@version`."""
        return f"{self.document}@{self.version}"

    @property
    def in_force(self) -> bool:
        """Whether it may still be quoted."""
        return self.stage is not None and self.stage.in_force

    def to_json(self) -> dict[str, Any]:
        """With the date as ISO 8601."""
        return {
            "version": self.version,
            "status": self.stage.status.value if self.stage else UNKNOWN,
            "stage": self.stage.value if self.stage else UNKNOWN,
            "in_force": self.in_force,
            "since": self.since and self.since.isoformat(),
            "by": self.by,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement that stands on the version."""

    text: str
    caution: bool


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One answer that cited the version."""

    at: str
    """UTC, ISO 8601."""
    id: str
    question: str
    """With identifiers redacted."""
    statements: tuple[Quoted, ...]

    def to_json(self) -> dict[str, Any]:
        """The object of the contract's words."""
        return {
            "at": self.at,
            "id": self.id,
            "question": self.question,
            "statements": [{"text": s.text, "caution": s.caution} for s in self.statements],
        }


@dataclass(frozen=True)
class Impact:
    """Past answers by the version they cited, in the order those were first cited."""

    document: str
    found: tuple[tuple[Standing, tuple[PastAnswer, ...]], ...]

    @property
    def answers(self) -> int:
        """How many answers, each counted once whatever it cited."""
        return len({answer.id for _, answers in self.found for answer in answers})

    @property
    def days(self) -> tuple[str, str] | None:
        """The first and the last day of an answer; None without any."""
        days = [answer.at[:10] for _, answers in self.found for answer in answers]
        return (min(days), max(days)) if days else None

    def to_json(self) -> dict[str, Any]:
        """One object, its versions each with their standing and answers."""
        first, last = self.days or (None, None)
        return {
            "document": self.document,
            "answers": self.answers,
            "first": first,
            "last": last,
            "versions": [
                standing.to_json() | {"answers": [answer.to_json() for answer in answers]}
                for standing, answers in self.found
            ],
        }


def impact(
    trail: Trail,
    versions: Iterable[Version],
    document: str,
    version: str | None = None,
    *,
    on: date,
    since: date | None = None,
) -> Impact:
    """The answers shown from `since` on that cited versions of `document` not in force on `on`.

    With `version`, those that cited it, whatever its status. `versions` is the whole catalogue.
    The chain of the trail is checked first: a list that lacks a removed record would say that
    nobody need be told. Raises CatalogueError when neither catalogue nor trail knows what is
    asked about, AuditError when the trail is damaged.
    """
    trail.verify()
    return impact_of(shown(trail, since), versions, document, version, on=on)


def impact_of(
    records: Iterable[Record],
    versions: Iterable[Version],
    document: str,
    version: str | None = None,
    *,
    on: date,
) -> Impact:
    """The same of records that are at hand, such as `assistant.curate.recorded.citing` finds.

    Nothing is said of the chain they are of. Raises CatalogueError.
    """
    standings = _standings(tuple(versions), document, on)
    found: dict[str, list[PastAnswer]] = {}
    for record in records:
        for name, answer in _cited(record, document).items():
            known = standings.setdefault(name, Standing(document, name, None))
            if name == version or (version is None and not known.in_force):
                found.setdefault(name, []).append(answer)
    if not standings:
        raise CatalogueError(
            f"there is no document {document!r}: `assistant corpus list` shows what there is"
        )
    if version is not None and version not in standings:
        raise CatalogueError(
            f"{document} has no version {version!r}: it has {', '.join(standings)}"
        )
    if version is not None:
        found.setdefault(version, [])
    return Impact(document, tuple((standings[name], tuple(found[name])) for name in found))


def _cited(record: Record, document: str) -> Mapping[str, PastAnswer]:
    """The answer as far as it stands on the document, by cited version; mostly empty."""
    answer = record.content["answer"]
    numbers: dict[str, set[int]] = {}
    for citation in answer["citations"]:
        if citation["document"] == document:
            numbers.setdefault(citation["version"], set()).add(citation["number"])
    return {
        version: PastAnswer(
            record.at,
            answer["id"],
            answer["question"],
            tuple(
                Quoted(statement["text"], statement["caution"])
                for statement in answer["statements"]
                if cited.intersection(statement["citations"])
            ),
        )
        for version, cited in numbers.items()
    }


def _standings(versions: Sequence[Version], document: str, on: date) -> dict[str, Standing]:
    """Where each version of a document stands, by its name, in the order they were added."""
    stage = stages(versions, on)
    return {
        version.metadata.version: _standing(version, stage[version.key], versions, on)
        for version in versions
        if version.document == document
    }


def _standing(version: Version, stage: Stage, every: Sequence[Version], on: date) -> Standing:
    since, by, why = version.metadata.effective, version.approved_by, ""
    if stage is Stage.RETIRED:
        since, by, why = version.retired_on, version.retired_by, version.retired_reason
    elif stage is Stage.REVIEW_DUE:
        why = f"in force, to be reviewed by {version.metadata.review}"
    elif stage is Stage.DRAFT:
        since, why = version.added_at.date(), "not approved"
    elif stage is Stage.SUPERSEDED:
        successor = _successor(version, every, on)
        if successor is None:
            return Standing(version.document, version.metadata.version, stage)
        since = max(version.effective, successor.effective)
        by, why = successor.approved_by, f"replaced by {successor.key}"
    return Standing(version.document, version.metadata.version, stage, since, by, why)


def _successor(version: Version, every: Sequence[Version], on: date) -> Version | None:
    """The first approved version in force by `on` that replaced this one."""

    def replaces(other: Version) -> bool:
        named = other.metadata.superseded
        if other.document == version.document:
            return place(other) > place(version) or version.key in named
        return version.document in named or version.key in named

    # What replaces what is decided in `corpus.versions`; here only who did it is looked up.
    others = [v for v in every if v is not version and not v.never_in_force and v.effective <= on]
    return min(filter(replaces, others), key=place, default=None)
