"""Printed lines become blocks: paragraphs, headings, list items and captions of one page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from corpus.readers.pdf.columns import Item
from corpus.readers.pdf.lines import PrintedLine
from corpus.readers.pdf.tables import RuledTable
from corpus.text import BlockKind

_BULLET = re.compile(r"(?:[•▪■●○◦‣·–—»➢➔❖✓◆♦⚫□∙⁃›\ufffd-]|o(?=\s+\S))(?:\s+|(?=[A-Z])|$)")
_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,4})\.)(?=\s)"
)
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|box|exhibit|annex table)\s+[A-Z]{0,2}[\dIVX][\w.\-–]*\s*(.?)",
    re.IGNORECASE,
)
_SECTION_NUMBER = re.compile(r"(?:chapter\s+)?\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d]", re.IGNORECASE)
_REMARK = re.compile(
    r"\W*(?:notes?|n\.?b\.?|caution|warning|important|or|and|plus|if|then)\b\W*", re.IGNORECASE
)
_LEADERS = re.compile(r"(?:\.\s?){5,}|(?:…\s?){2,}")
"""What leads to the page number in a table of contents."""
_UNFINISHED = re.compile(
    r"(?:\b(?:an?|the|of|to|in|at|by|for|with|or|and|than|below|above|from|is|are|per)|\w,)$"
)
"""A line end at which no sentence stops."""
_SHORTEST_UNFINISHED = 25
"""Letters: "or" on a line of its own parts two treatments."""
_CONTROL_WORD = (
    r"(?:version|revision|issued?|document|reference|owner|author|approved|effective|in force"
    r"|(?:next )?review(?:ed)?|valid|published|updated|status|expires)"
)
_CONTROL = re.compile(
    rf"{_CONTROL_WORD}\b[^·•|;]+[·•|;]\s(?:[^·•|;]+[·•|;]\s)*?{_CONTROL_WORD}\b", re.IGNORECASE
)
"""The line of document control that stands under a title."""
_MOST_HEADING_LINES = 5
_LONGEST_HEADING = 220


@dataclass(slots=True)
class Draft:
    """A block before it is written: its level is given once the whole document is known."""

    kind: BlockKind
    lines: list[PrintedLine]
    level: int = 0
    inset: float = 0.0
    """Where the text of a list item begins."""

    @property
    def text(self) -> str:
        """The lines as one string, line-end hyphens as printed."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Typography:
    """How the document sets its running text."""

    size: float
    bold: bool
    leading: dict[float, float] = field(default_factory=dict)
    """The usual distance between baselines, by size of the text."""

    def is_display(self, line: PrintedLine) -> bool:
        """Whether a line is set apart from running text, as headings are."""
        if line.size >= 1.12 * self.size:
            return True
        if line.text[:1].islower():
            return False  # a bold line within a sentence
        return line.bold and not self.bold and line.size >= 0.93 * self.size


def measure(pages: Iterable[Sequence[Item]]) -> Typography:
    """The typography of a document, from the lines of all its pages."""
    sizes: Counter[tuple[float, bool]] = Counter()
    steps: dict[float, list[float]] = defaultdict(list)
    for items in pages:
        previous: PrintedLine | None = None
        for item in items:
            if isinstance(item, RuledTable):
                previous = None
                continue
            sizes[round(item.size * 2) / 2, item.bold] += len(item.text)
            if previous is not None and previous.size == item.size:
                step = item.base - previous.base
                if 0.8 * item.size < step < 2.2 * item.size:
                    steps[item.size].append(step)
            previous = item
    if not sizes:
        return Typography(10.0, False)
    by_size: Counter[float] = Counter()
    for (size, _), count in sizes.items():
        by_size[size] += count
    body = by_size.most_common(1)[0][0]
    bold = sizes[body, True] > sizes[body, False]
    return Typography(body, bold, {size: median(found) for size, found in steps.items()})


def draft_page(items: Sequence[Item], typography: Typography) -> list[Draft | RuledTable]:
    """The blocks of one page, in order; tables stay as they are."""
    drafts: list[Draft | RuledTable] = []
    for column in _columns(items):
        if isinstance(column, RuledTable):
            drafts.append(column)
        else:
            found = _Column(column, typography).drafts()
            last = drafts[-1] if drafts else None
            if isinstance(last, Draft) and found and _runs_on(last, found[0]):
                last.lines += found.pop(0).lines
            drafts += found
    return drafts


def _runs_on(last: Draft, first: Draft) -> bool:
    """Whether a paragraph goes on at the head of the next column."""
    return (
        last.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and first.kind is BlockKind.PARAGRAPH
        and first.text[:1].islower()
        and last.text[-1:] not in ".:;?!"
        and last.lines[-1].size == first.lines[0].size
    )


def _columns(items: Sequence[Item]) -> list[list[PrintedLine] | RuledTable]:
    """Runs of lines that go down the page."""
    runs: list[list[PrintedLine] | RuledTable] = []
    for item in items:
        if isinstance(item, RuledTable):
            runs.append(item)
            continue
        last = runs[-1] if runs else None
        if isinstance(last, list) and item.base > last[-1].base - 0.5 * item.size:
            last.append(item)
        else:
            runs.append([item])
    return runs


class _Column:
    def __init__(self, lines: list[PrintedLine], typography: Typography) -> None:
        self.lines = lines
        self.typography = typography
        self.right = max(line.right for line in lines)
        self.found: list[Draft] = []
        self.bullets: list[float] = []

    def drafts(self) -> list[Draft]:
        previous: PrintedLine | None = None
        for index, line in enumerate(self.lines):
            following = self.lines[index + 1] if index + 1 < len(self.lines) else None
            self._place(line, previous, following)
            previous = line
        for draft in self.found:
            if draft.kind is BlockKind.HEADING and not _can_be_heading(draft):
                draft.kind = BlockKind.PARAGRAPH
        return self.found

    def _place(
        self, line: PrintedLine, previous: PrintedLine | None, following: PrintedLine | None
    ) -> None:
        current = self.found[-1] if self.found else None
        near = previous is not None and self._follows(line, previous)
        if current and current.kind is BlockKind.LIST_ITEM and not current.text:
            current.lines.append(line)  # the bullet stood on a line of its own
            current.inset = line.left
            return
        kind = self._kind(line, following)
        if kind is BlockKind.LIST_ITEM:
            self._start_item(line)
            return
        if current and previous and near and self._continues(current, line, previous, kind):
            current.lines.append(line)
            return
        if kind is BlockKind.HEADING:
            self.bullets.clear()
        self.found.append(Draft(kind, [line]))

    def _kind(self, line: PrintedLine, following: PrintedLine | None) -> BlockKind:
        if _LEADERS.search(line.text) or _CONTROL.match(line.text):
            return BlockKind.PARAGRAPH
        display = self.typography.is_display(line)
        caption = _CAPTION.match(line.text)
        if caption and (line.lead_bold or display or (caption[1] in ".:—–" and caption[1])):
            return BlockKind.CAPTION
        if _BULLET.match(line.text):
            return BlockKind.LIST_ITEM
        if (
            display
            and not _REMARK.fullmatch(line.text)
            and not (
                following
                and following.text[:1].islower()
                and not self.typography.is_display(following)
                and self._follows(following, line)
            )
        ):
            numbered = _NUMBER.match(line.text) and not _SECTION_NUMBER.match(line.text)
            return (
                BlockKind.LIST_ITEM
                if numbered
                and line.size < 1.12 * self.typography.size
                and (line.text.endswith((".", ";", ",")))
                else BlockKind.HEADING
            )
        return BlockKind.LIST_ITEM if _NUMBER.match(line.text) else BlockKind.PARAGRAPH

    def _start_item(self, line: PrintedLine) -> None:
        while self.bullets and self.bullets[-1] > line.left + 4:
            self.bullets.pop()
        if not self.bullets or self.bullets[-1] < line.left - 4:
            self.bullets.append(line.left)
        inset = line.inset
        bullet = _BULLET.match(line.text)
        if bullet:
            line.text = line.text[bullet.end() :]
        self.found.append(
            Draft(BlockKind.LIST_ITEM, [line], level=min(len(self.bullets), 6), inset=inset)
        )

    def _follows(self, line: PrintedLine, previous: PrintedLine) -> bool:
        usual = self.typography.leading.get(line.size, 1.25 * line.size)
        step = line.base - previous.base
        return step <= max(1.3 * usual, 1.15 * min(line.size, previous.size))

    def _continues(  # noqa: PLR0911 – one rule a line reads best
        self, current: Draft, line: PrintedLine, previous: PrintedLine, kind: BlockKind
    ) -> bool:
        if current.kind is BlockKind.HEADING:
            if kind is not BlockKind.HEADING or _SECTION_NUMBER.match(line.text):
                return False
            alike = abs(line.size - previous.size) < 0.6 and line.bold == previous.bold
            return alike and not self._broke(line, previous)
        if kind is BlockKind.HEADING or kind is BlockKind.CAPTION:
            return False
        if current.kind is BlockKind.CAPTION:
            return abs(line.size - previous.size) < 0.6 and line.bold == previous.bold
        if (_REMARK.fullmatch(line.text) and line.bold) or _LEADERS.search(previous.text):
            return False
        if _CONTROL.match(line.text):
            return False
        if _CONTROL.match(current.text):
            return line.size == previous.size and not self._broke(line, previous)
        if abs(line.size - previous.size) > 0.25 * self.typography.size:
            return False
        if (
            current.kind is BlockKind.LIST_ITEM
            and line.left < current.inset - 3
            and line.text[:1].isupper()
            and previous.text.endswith((".", ":", ";", "!", "?"))
        ):
            return False  # back at the margin: the list is over
        if (
            previous.text.endswith(("-", "‐"))
            or (_UNFINISHED.search(previous.text) and len(previous.text) > _SHORTEST_UNFINISHED)
            or not self._broke(line, previous)
        ):
            return True
        starts = line.text[:1].isupper() or line.text[:1].isdigit() or line.text[:1] in "“\"('"
        if current.kind is BlockKind.LIST_ITEM and line.left >= current.inset - 3:
            # A hanging line belongs to its item even when the line before it is short.
            return not (starts and previous.text.endswith((".", "!", "?", ":")))
        return not starts and not previous.text.endswith((".", "!", "?", ":"))

    def _broke(self, line: PrintedLine, previous: PrintedLine) -> bool:
        """Whether the line before ended early: the first word of this one had room on it."""
        first = (line.right - line.left) * len(line.text.split(" ", 1)[0]) / max(len(line.text), 1)
        # Rows of a table without rules end where their last cell does.
        loose = previous.gaps or line.gaps
        margin = self.right if loose else min(previous.margin or self.right, self.right)
        return previous.right + first + 0.5 * line.size < margin


def _can_be_heading(draft: Draft) -> bool:
    text = draft.text.strip()
    letters = sum(character.isalpha() for character in text)
    if letters < 3 or len(draft.lines) > _MOST_HEADING_LINES or len(text) > _LONGEST_HEADING:
        return False
    if text[0].islower() or text[0] in "([" or (text.endswith((".", ";", ",")) and len(text) > 60):
        return False
    return letters >= 0.4 * len(text.replace(" ", "").replace(".", ""))
