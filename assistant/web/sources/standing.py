"""Whether a version may be relied on today, in words that nobody overlooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.versions import Stage, Version, place

NOT_IN_FORCE = frozenset({Stage.DRAFT, Stage.APPROVED, Stage.SUPERSEDED, Stage.RETIRED})


@dataclass(frozen=True)
class Standing:
    """What is said above a source."""

    stage: Stage
    message: str
    """Empty for a version in force whose review is not overdue."""
    instead: Version | None = None
    """The version of the same document that is in force, where this one is not."""

    @property
    def label(self) -> str:
        """In two words."""
        return "In force" if self.stage.in_force else str(self.stage.value).capitalize()


def standing(
    version: Version, stage: Stage, others: Sequence[tuple[Version, Stage]] = ()
) -> Standing:
    """What to say of a version at `stage`; `others` are the versions of the same document."""
    current = max(
        (one for one, at in others if at.in_force and one.key != version.key),
        key=place,
        default=None,
    )
    return Standing(stage, _message(version, stage), None if stage.in_force else current)


def _message(version: Version, stage: Stage) -> str:
    match stage:
        case Stage.DRAFT:
            return "A draft that nobody has approved. Do not act on it."
        case Stage.APPROVED:
            return f"Not in force yet: approved to begin on {in_words(version.effective)}."
        case Stage.REVIEW_DUE:
            due = in_words(version.metadata.review)
            return f"In force, but its review was due on {due}: check with the owner."
        case Stage.SUPERSEDED:
            return "Superseded: no longer in force. Do not act on it."
        case Stage.RETIRED:
            on, why = in_words(version.retired_on), version.retired_reason
            return f"Withdrawn on {on}: no longer in force. Do not act on it. Reason given: {why}"
    return ""


def in_words(day: date | None) -> str:
    """A date that no country reads the other way round, such as 3 Nov 2025."""
    return "an unknown day" if day is None else f"{day.day} {day:%b %Y}"
