"""A question as asked, with what the asker chose beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.errors import QuestionError
from corpus.metadata import Population

REMEMBERED = 5
"""Earlier questions that a follow-up may lean on."""


@dataclass(frozen=True, slots=True)
class Question:
    """The words and the filters; nothing here has been redacted yet."""

    text: str
    population: Population | None = None
    """Only documents for this group, or for all."""
    site: str | None = None
    """Only documents of this site, or of all sites."""
    specialty: str | None = None
    as_of: date = field(default_factory=date.today)
    """Documents in force on this day."""
    earlier: tuple[str, ...] = ()
    """What the same person asked before in this conversation, the oldest first."""

    def __post_init__(self) -> None:
        if len(self.earlier) > REMEMBERED:
            raise QuestionError(
                f"{len(self.earlier)} earlier questions were given and at most {REMEMBERED} are "
                "read; give the last ones"
            )

    @classmethod
    def recorded(cls, words: str, asked: Mapping[str, Any]) -> "Question":
        """The question that an audit record holds: its redacted words, and `chosen` beside them."""
        population = asked["population"]
        return cls(
            words,
            Population(population) if population else None,
            asked["site"],
            asked["specialty"],
            date.fromisoformat(asked["as_of"]),
            tuple(
                asked.get("earlier", ())
            ),  # Records of before there were conversations have none.
        )

    @property
    def chosen(self) -> dict[str, str | None]:
        """What was chosen beside the words, as it is recorded; `earlier` is not yet redacted."""
        return {
            "as_of": self.as_of.isoformat(),
            "population": self.population,
            "site": self.site,
            "specialty": self.specialty,
        }
