"""The quantities of a sentence set apart, so that a dose is seen at once and never broken."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.quantities import quantities_in

UNBROKEN = 26
"""Characters of a quantity that still fit on one line of a phone."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the words of a sentence; all of them in order are the sentence."""

    words: str
    quantity: bool = False
    """Whether it is a number with its unit and what limits it."""
    differs: bool = False
    """Of a quantity: whether what it was held against does not say it."""

    @property
    def unbroken(self) -> bool:
        """Whether it has to stay on one line: "500" alone is another dose than "500 micrograms"."""
        return self.quantity and len(self.words) <= UNBROKEN


def emphasised(text: str, beside: Iterable[str] = ()) -> tuple[Part, ...]:
    """The text in parts; numbers without a unit, such as those of steps, are not set apart.

    `beside` are the other sides of a conflict: what none of them says differs.
    """
    others = [_quantities(other) for other in beside]
    parts, done = [], 0
    for found in quantities_in(text):
        if not found.unit:
            continue
        if found.start > done:
            parts.append(Part(text[done : found.start]))
        words = text[found.start : found.end]
        differs = bool(others) and not any(words in said for said in others)
        parts.append(Part(words, quantity=True, differs=differs))
        done = found.end
    if done < len(text):
        parts.append(Part(text[done:]))
    return tuple(parts)


def _quantities(text: str) -> set[str]:
    return {text[one.start : one.end] for one in quantities_in(text) if one.unit}
