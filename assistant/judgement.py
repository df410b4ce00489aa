"""What an evidence model reads, and what it says of it."""

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as an evidence model reads it beside a question."""

    heading: str
    """Its title and heading path in one line; may be empty."""
    sentences: tuple[str, ...]
    """As each reads alone, in the order of the source."""

    def __post_init__(self) -> None:
        if not self.sentences:
            raise ValueError("a reading holds at least one sentence")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well one text answers one question; all numbers are logits, the higher the better."""

    relevance: float
    """Ranks the texts of one question; means nothing between questions."""
    answers: float
    """That the text answers the question."""
    sentences: tuple[float, ...]
    """That each of its sentences is what answers, in the order of the reading."""

    def __post_init__(self) -> None:
        if not all(map(isfinite, (self.relevance, self.answers, *self.sentences))):
            raise ValueError(f"a judgement is made of numbers, not {self.relevance, self.answers}")
