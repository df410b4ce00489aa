"""Words become printed lines: same baseline, left to right, raised digits as superscripts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.pdf.glyphs import raised
from corpus.readers.pdf.pages import Corners, Word

_LIGATURES = ("ff", "fi", "fl")


@dataclass(slots=True)
class PrintedLine:
    """One line of one column."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    """Of most of its characters, in points."""
    bold: bool
    """Whether all of its letters are bold."""
    lead_bold: bool = False
    """Whether its first word is bold."""
    inset: float = 0.0
    """Where the text after its first word begins, for hanging list items."""
    gaps: int = 0
    """How many wide gaps part its words, as between the cells of a table without rules."""
    last_cell: str = ""
    """What follows its last wide gap, when a word and no bullet stands before that."""
    margin: float = 0.0
    """The right edge of its column; 0 where no column was looked for."""

    @property
    def box(self) -> Corners:
        """left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom


def group_rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words that share a baseline, top to bottom, each row from left to right."""
    rows: list[list[Word]] = []
    reference: Word | None = None
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        if reference is not None and word.base - reference.base <= _tolerance(word, reference):
            rows[-1].append(word)
            if word.size > reference.size:
                reference = word
        else:
            rows.append([word])
            reference = word
    for row in rows:
        row.sort(key=lambda word: word.left)
    return rows


def _tolerance(one: Word, two: Word) -> float:
    small, large = sorted((one.size, two.size))
    # A raised or lowered figure stands up to a third of the line's size off its baseline.
    return max(0.4 * small, min(0.4 * large, 5.0))


def set_line(row: Sequence[Word]) -> PrintedLine:
    """The words of one row as a line; `row` holds at least one word."""
    sizes: Counter[float] = Counter()
    for word in row:
        sizes[word.size] += len(word.text)
    size = sizes.most_common(1)[0][0]
    bases = sorted(word.base for word in row if word.size == size)
    base = bases[len(bases) // 2]
    parts: list[str] = []
    previous: Word | None = None
    for word in row:
        if previous is not None and _is_double(word, previous):
            continue  # printed twice to look bold
        text = word.text
        if word.size < 0.85 * size and word.base < base - 0.12 * size:
            text = raised(text)
        if previous is not None and not _touches(word, previous, size):
            parts.append(" ")
        parts.append(text)
        previous = word
    letters = [word for word in row if any(c.isalpha() for c in word.text)]
    return PrintedLine(
        "".join(parts),
        min(word.left for word in row),
        min(word.top for word in row),
        max(word.right for word in row),
        max(word.bottom for word in row),
        base,
        size,
        bool(letters) and all(word.bold for word in letters),
        row[0].bold,
        row[1].left if len(row) > 1 else row[0].left,
        sum(two.left - one.right > 2 * size for one, two in pairwise(row[1:])),
        _last_cell(row, size),
    )


def _last_cell(row: Sequence[Word], size: float) -> str:
    for index in range(len(row) - 1, 0, -1):
        if row[index].left - row[index - 1].right > 2 * size:
            worded = any(len(word.text) > 3 for word in row[:index])
            return " ".join(word.text for word in row[index:]) if worded else ""
    return ""


def _touches(word: Word, previous: Word, size: float) -> bool:
    gap = word.left - previous.right
    if gap < 0.03 * size and previous.text.endswith(_LIGATURES) and word.text[0].islower():
        return True  # a space that the width of a ligature swallowed, as in "fi nger"
    if gap < 0.02 * size and len(word.text) == 1 and word.text.islower() and word.text != "a":
        return True  # the last letter, set apart to fill the line
    if gap >= 0.06 * size:
        return word.glued and gap < 0.5 * size
    closes = previous.size < 0.85 * word.size and not word.text[0].isalnum()
    return word.glued or closes or word.size < 0.85 * previous.size


def _is_double(word: Word, previous: Word) -> bool:
    return (
        word.text == previous.text
        and abs(word.left - previous.left) < 1.5
        and abs(word.base - previous.base) < 1.5
    )
