"""What narrows a question: for whom, where, of which specialty, and on which day in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.question import Question
from assistant.web.service import Overview
from corpus.errors import QuestionError
from corpus.metadata import Population

ANY = ""
"""What a filter holds when nothing is chosen."""
LABELS = (
    ("Patient group", "Any group"),
    ("Site", "Any site"),
    ("Specialty", "Any specialty"),
)
GROUPS = {
    Population.ADULT: "Adult",
    Population.PAEDIATRIC: "Child",
    Population.NEONATAL: "Newborn",
    Population.OBSTETRIC: "Pregnancy",
}
"""What a reader calls them."""


@dataclass(frozen=True)
class Narrowing:
    """What was chosen, as the controls hold it."""

    population: str = ANY
    site: str = ANY
    specialty: str = ANY
    as_of: str = ANY
    """A date such as 2026-01-31; empty for today."""

    def question(self, text: str, earlier: tuple[str, ...]) -> Question:
        """The question to be asked; QuestionError when the date is none."""
        return Question(
            text,
            Population(self.population) if self.population else None,
            self.site or None,
            self.specialty or None,
            _day(self.as_of),
            earlier,
        )

    @property
    def named(self) -> tuple[str, ...]:
        """Each choice in words; empty when everything is searched."""
        group = GROUPS.get(Population(self.population)) if self.population else None
        day = f"in force on {self.as_of.strip()}" if self.as_of.strip() else None
        site = _site(self.site) if self.site else None
        return tuple(filter(None, (group or self.population, site, self.specialty, day)))


def choices(overview: Overview) -> Sequence[list[tuple[str, str]]]:
    """Label and value of what each filter offers, in the order of `LABELS`."""
    offered = (
        [(GROUPS[one], one.value) for one in groups(overview)],
        [(_site(site), site) for site in overview.sites],
        [(name, name) for name in overview.specialties],
    )
    return [[(every, ANY), *found] for (_, every), found in zip(LABELS, offered, strict=True)]


def groups(overview: Overview) -> tuple[Population, ...]:
    """For whom there are documents, everybody aside."""
    return tuple(one for one in overview.populations if one in GROUPS)


def _site(written: str) -> str:
    words = written.replace("-", " ")
    return words[:1].upper() + words[1:]


def _day(written: str) -> date:
    if not written.strip():
        return date.today()
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise QuestionError(
            "“In force on” is not a date such as 2026-01-31: correct it, or leave it empty"
        ) from None
