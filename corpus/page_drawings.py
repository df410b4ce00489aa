"""Finds the pages of a PDF that show much more than the text that was read from them.

A flow chart drawn as lines and shapes leaves no image and no text: only the picture tells.
"""

from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from corpus.text import Box, Text

_SCALE = 0.75
"""Pixels a point: enough to see lines and letters, and a few milliseconds a page."""
_EDGE = 60
"""Difference of two neighbouring pixels, of 255, that draws a line. Plain areas have none."""
_MUCH = 0.06
"""Share of the page's pixels that are edges outside its text; a page of rules has less."""
_MUCH_ALONE = 0.03
"""The same for a page without any text."""
_TIMES = 2.0
"""How much more is drawn outside the text than inside."""
_MARGIN = 2
"""Pixels around a line of text that belong to it."""


def drawn_pages(pdf: Path, text: Text, pages: Collection[int]) -> frozenset[int]:
    """Those of `pages` that show much that is not in `text`; none when it is not a PDF.

    The limits come from the 443 pages of a primary care formulary of 2008, where 16 pages of flow
    charts and graphs have 0.06 to 0.22, and all other pages less than 0.03 or twice that in text.
    """
    import pypdfium2

    boxes: dict[int, list[Box]] = defaultdict(list)
    for box in text.boxes:
        boxes[box.page].append(box)
    try:
        document = pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, OSError):
        return frozenset()
    try:
        return frozenset(
            number
            for number in pages
            if number <= len(document) and _is_drawn(document[number - 1], boxes[number])
        )
    finally:
        document.close()


def _is_drawn(page: object, boxes: Collection[Box]) -> bool:
    import numpy as np

    picture = page.render(scale=_SCALE, grayscale=True).to_numpy().squeeze().astype(np.int16)  # type: ignore[attr-defined]
    edges = np.zeros(picture.shape, bool)
    edges[:, 1:] |= np.abs(np.diff(picture, axis=1)) > _EDGE
    edges[1:] |= np.abs(np.diff(picture, axis=0)) > _EDGE
    inside = np.zeros(picture.shape, bool)
    for box in boxes:
        left, top = (max(0, int(edge * _SCALE) - _MARGIN) for edge in (box.left, box.top))
        right, bottom = (int(edge * _SCALE) + _MARGIN + 1 for edge in (box.right, box.bottom))
        inside[top:bottom, left:right] = True
    outside = float((edges & ~inside).sum() / edges.size)
    within = float((edges & inside).sum() / edges.size)
    return outside > (_MUCH if boxes else _MUCH_ALONE) and outside > _TIMES * within
