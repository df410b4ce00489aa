"""A question as asked, with what the asker chose beside it."""

from dataclasses import dataclass, field
from datetime import date

from corpus.metadata import Population


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
