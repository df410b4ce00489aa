"""A recorded answer as a page of its own: as it was given, and what has changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from assistant.answers import Answer, Citation
from assistant.audit import Record
from assistant.recalling import recalled
from assistant.replaying import Replay
from assistant.web.sources.source import Versions
from assistant.web.sources.standing import Standing, standing
from corpus.errors import CatalogueError
from corpus.metadata import Population

_PLACES = {
    "status": "Whether it was answered",
    "statements": "Statements",
    "citations": "Citations",
    "refusal": "The refusal",
    "confidence": "Confidence",
    "provenance": "What it was answered with",
}


@dataclass(frozen=True)
class CitedVersion:
    """A document version that an answer cites, and how it stands today."""

    title: str
    version: str
    standing: Standing | None
    """None when the catalogue knows it no longer."""


@dataclass(frozen=True)
class Recorded:
    """What the page shows."""

    record: Record
    answer: Answer
    given: datetime
    """In UTC."""
    asked_for: date | None
    """The day whose documents were asked about, where that was another one."""
    narrowed: tuple[str, ...]
    """What was chosen beside the question, in words."""
    cited: tuple[CitedVersion, ...]

    @property
    def holds(self) -> bool:
        """Whether every version cited is in force, none of them with an overdue review."""
        return all(
            one.standing and one.standing.stage.in_force and not one.standing.message
            for one in self.cited
        )


@dataclass(frozen=True)
class Change:
    """Something that came out differently when the question was asked again."""

    what: str
    before: str
    after: str


def recorded(record: Record, catalogue: Versions) -> Recorded:
    """What is shown of a record. Raises AuditError for one that holds no answer."""
    answer = recalled(record)
    given = datetime.fromisoformat(record.at).astimezone(UTC)
    asked = record.content.get("asked", {})
    day = date.fromisoformat(asked["as_of"]) if "as_of" in asked else given.date()
    return Recorded(
        record,
        answer,
        given,
        day if abs((day - given.date()).days) > 1 else None,  # Days begin elsewhere earlier.
        _narrowed(asked),
        tuple(_cited(answer.citations, catalogue)),
    )


def changes(replay: Replay) -> Sequence[Change]:
    """What differs, review dates left out; each field of the answer is named in words."""
    return [
        Change(_named(one.place), _shown(one.before), _shown(one.after))
        for one in replay.differences
        if not one.dated
    ]


def _cited(citations: Iterable[Citation], catalogue: Versions) -> Iterable[CitedVersion]:
    today = date.today()
    first = {(one.document, one.version): one for one in reversed(tuple(citations))}
    for (document, name), citation in reversed(first.items()):
        try:
            same = catalogue.versions(document)
        except CatalogueError:
            same = ()
        found = next((one for one in same if one.metadata.version == name), None)
        if found is None:
            yield CitedVersion(citation.title, name, None)
            continue
        others = [(one, catalogue.stage(one, today)) for one in same if one.approved_at]
        state = standing(found, catalogue.stage(found, today), others)
        yield CitedVersion(citation.title, name, state)


def _narrowed(asked: Mapping[str, Any]) -> tuple[str, ...]:
    population = asked.get("population")
    chosen = [
        Population(population).capitalize() if population in set(Population) else None,
        asked.get("site"),
        asked.get("specialty"),
    ]
    return tuple(one for one in chosen if one)


def _named(place: str) -> str:
    field, _, rest = place.replace("[", ".[", 1).partition(".")
    return f"{_PLACES.get(field, field)} {rest}".strip()


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
