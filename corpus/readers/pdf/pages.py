"""A page as words with their places and styles, before reading order."""

from dataclasses import dataclass, field
from typing import NamedTuple

Corners = tuple[float, float, float, float]
"""left, top, right, bottom in points, y downwards."""


class Word(NamedTuple):
    """A run of characters without white space, in one style."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    """The baseline; like the box in points from the upper left corner of the upright page."""
    size: float
    bold: bool
    glued: bool = False
    """Whether it follows the word before it without white space."""

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class PageWords:
    """One page as it was set, turned so that most of its words are upright."""

    number: int
    label: str
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    """Upright words, in the order of the file."""
    turned: list[Word] = field(default_factory=list)
    """Words at an angle to most of the page: side notes, axis labels, watermarks."""
    rules: list[Corners] = field(default_factory=list)
    """Ruled lines, in the same frame as the words."""
    hidden: int = 0
    """Characters left out because nobody can see them."""
    unmapped: int = 0
    """Words with characters the file gives no meaning for."""
    image_share: float = 0.0
    """How much of the page the largest image covers, 0–1."""
    turns: int = 0
    """Clockwise quarter turns from the frame of the words to the page as it is displayed."""

    def on_page(self, box: Corners) -> Corners:
        """A box of the upright words back on the page as it is displayed."""
        return turn(box, self.turns, self.width, self.height)


def turn(box: Corners, turns: int, width: float, height: float) -> Corners:
    """`box` after its page of `width` and `height` was turned clockwise by quarter turns."""
    for _ in range(turns % 4):
        left, top, right, bottom = box
        box = (height - bottom, left, height - top, right)
        width, height = height, width
    return box
