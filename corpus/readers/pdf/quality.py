"""What on a page could not be read, said to the curator; unreadable words are taken away."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.pdf.columns import Item
from corpus.readers.pdf.glyphs import LOST
from corpus.readers.pdf.lines import PrintedLine, group_rows
from corpus.readers.pdf.pages import PageWords
from corpus.readers.reading import Problem

_SCAN_SHARE = 0.35
"""Share of the page one image must cover for a page without text to look scanned."""
_LITTLE = 60
"""Characters: less on a page that is mostly an image is far too little."""
_UNMAPPED_SHARE = 0.2
_LOOSE_ROWS = 4
"""Lines of three cells or more that make a table."""
_LOOSE_DOSES = 3
_DOSE = re.compile(
    r"[<>≤≥]?\s?\d[\d.,]*(?:\s?(?:to|–|-)\s?\d[\d.,]*)?\s?"
    r"(?:mg|mcg|micrograms?|µg|g|ml|litres?|units?|mmol|mEq|tablets?)\b",
    re.IGNORECASE,
)


def find_problems(page: PageWords) -> list[Problem]:
    """The problems of one page; a page of meaningless glyphs loses its words."""
    problems: list[Problem] = []

    def report(reason: str) -> None:
        problems.append(Problem(f"page {page.number} {reason}", page.number))

    words = page.words + page.turned
    amount = sum(len(word.text) for word in words)
    page.unmapped += _lost_symbols(page)
    if page.unmapped > _UNMAPPED_SHARE * len(words):
        page.words, page.turned = [], []
        report(
            f"is set in a font that does not say what its characters mean ({page.unmapped} of "
            f"{len(words)} words) and was left out; get a copy with embedded Unicode text"
        )
        return problems
    if page.unmapped:
        report(
            f"holds {page.unmapped} words with characters the file gives no meaning for; "
            "compare them with the page by eye"
        )
    if amount == 0 and page.image_share >= _SCAN_SHARE:
        hint = " (its invisible text, probably from OCR, was left out)" if page.hidden else ""
        report(
            f"has no text layer: it looks scanned{hint}; run OCR and check it by eye before "
            "adding it again"
        )
    elif 0 < amount < _LITTLE and page.image_share >= 2 * _SCAN_SHARE:
        report(
            f"has far too little text ({amount} characters) and is mostly an image; what the "
            "image says is not in the text"
        )
    elif page.hidden:
        report(
            f"held hidden text ({page.hidden} characters, white, invisible, tiny or off the "
            "page), which was left out"
        )
    return problems


def find_loose_tables(page: int, items: Sequence[Item]) -> list[Problem]:
    """A table without rules is read line by line, which mixes cells of several lines."""
    lines = [item for item in items if isinstance(item, PrintedLine)]
    rows = sum(line.gaps > 1 for line in lines)
    if rows < _LOOSE_ROWS:
        rows = _loose_doses(lines)
    if not rows:
        return []
    reason = (
        f"page {page} seems to hold a table without rules ({rows} rows), which was read line by "
        "line; compare its figures with the page by eye"
    )
    return [Problem(reason, page)]


def _loose_doses(lines: Sequence[PrintedLine]) -> int:
    """How many rows of a word and a dose there are, or 0 when no cell can be mixed with another.

    Rows of one line each are read right; a line that goes on below its row may be either cell's.
    """
    doses = [bool(_DOSE.match(line.last_cell)) for line in lines]
    runs_on = any(
        dose and not next_dose and 0 < below.base - line.base < 1.5 * line.size
        for (dose, next_dose), (line, below) in zip(pairwise(doses), pairwise(lines), strict=True)
    )
    return sum(doses) if runs_on and sum(doses) >= _LOOSE_DOSES else 0


def _lost_symbols(page: PageWords) -> int:
    """Unknown symbols within lines; at the head of a line such a symbol is a bullet."""
    if not any(word.text == LOST for word in page.words):
        return 0
    rows = group_rows(page.words)
    return sum(
        word.text == LOST and word.left - before.right < 2 * word.size
        for row in rows
        for before, word in pairwise(row)
    )
