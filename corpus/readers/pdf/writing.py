"""Writes the blocks of all pages into the text builder: hyphens undone, tables numbered."""

import re
from collections.abc import Iterator, Sequence

from corpus.readers.builder import Line, TextBuilder
from corpus.readers.pdf.hyphens import Vocabulary, join_hyphens, vocabulary
from corpus.readers.pdf.lines import PrintedLine
from corpus.readers.pdf.pages import Corners, PageWords, Word
from corpus.readers.pdf.paragraphs import Draft, Typography
from corpus.readers.pdf.tables import Cell, RuledTable
from corpus.text import BlockKind, Text

_NOTE = re.compile(r"[*†‡§¶#⁰¹²³⁴-⁹]|sources?:|notes?:|abbreviations:", re.IGNORECASE)
_MOST_NOTES = 8
"""Small paragraphs below a table that can be its notes; more are the rest of the page."""
_SAME_COLUMN = 4.0
"""Points by which the columns of a table may differ from page to page."""


def write(
    pages: Sequence[PageWords], drafts: Sequence[list[Draft | RuledTable]], typography: Typography
) -> Text:
    """The canonical text; every line keeps its box on the page as it is displayed."""
    known = vocabulary(_printed(drafts))
    writer = _Writer(TextBuilder(), typography, known)
    for page, blocks in zip(pages, drafts, strict=True):
        writer.page(page, blocks)
    return writer.builder.build()


def _printed(drafts: Sequence[list[Draft | RuledTable]]) -> Iterator[str]:
    for page in drafts:
        for draft in page:
            if isinstance(draft, Draft):
                yield from (line.text for line in draft.lines)
            else:
                for row in draft.rows:
                    for cell in row.cells:
                        yield from (line.text for line in cell.lines)


class _Writer:
    def __init__(self, builder: TextBuilder, typography: Typography, known: Vocabulary) -> None:
        self.builder = builder
        self.typography = typography
        self.known = known
        self.open: RuledTable | None = None
        """The table that ended the page before, if one did."""
        self.header: list[str] = []
        self.number = self.notes = 0
        """The table that was written last."""

    def page(self, page: PageWords, blocks: list[Draft | RuledTable]) -> None:
        self.builder.start_page(page.number, page.label)
        last: Draft | RuledTable | None = None
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(block, RuledTable):
                self._table(page, block, last)
            else:
                self._block(page, block, last, following)
            last = block
        if blocks:
            self.open = last if isinstance(last, RuledTable) else None
        for group in _turned(page.turned):
            box = (
                min(word.left for word in group),
                min(word.top for word in group),
                max(word.right for word in group),
                max(word.bottom for word in group),
            )
            text = " ".join(word.text for word in group)
            self.builder.add_lines(BlockKind.PARAGRAPH, [Line(text, page.on_page(box))])

    def _block(
        self,
        page: PageWords,
        draft: Draft,
        last: Draft | RuledTable | None,
        following: Draft | RuledTable | None,
    ) -> None:
        lines = [
            Line(text, page.on_page(line.box))
            for text, line in zip(join_hyphens(draft.lines, self.known), draft.lines, strict=True)
        ]
        kind, table = draft.kind, 0
        if kind is BlockKind.CAPTION and isinstance(following, RuledTable):
            table = self.number = self.builder.start_table()
            self.open, self.header = None, []
        elif self._is_note(draft, last):
            kind, table = BlockKind.NOTE, self.number
            draft.kind = BlockKind.NOTE
        level = draft.level if kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) else 0
        self.builder.add_lines(kind, lines, level=level, table=table)

    def _is_note(self, draft: Draft, last: Draft | RuledTable | None) -> bool:
        if draft.kind is not BlockKind.PARAGRAPH or len(draft.text) < 3:
            return False
        after = isinstance(last, RuledTable) or (
            isinstance(last, Draft) and last.kind is BlockKind.NOTE
        )
        small = draft.lines[0].size < 0.93 * self.typography.size
        if not after:
            self.notes = 0
        self.notes += 1
        return after and self.notes <= _MOST_NOTES and (small or bool(_NOTE.match(draft.text)))

    def _table(self, page: PageWords, table: RuledTable, last: Draft | RuledTable | None) -> None:
        captioned = isinstance(last, Draft) and last.kind is BlockKind.CAPTION
        continued = last is None and self.open is not None and _alike(self.open, table)
        if not captioned and not continued:
            self.number = self.builder.start_table()
            self.header = []
        for row in table.rows:
            texts = [self._cell(cell) for cell in row.cells]
            header = row.header and (not continued or texts == self.header)
            if header:
                self.header = texts
            boxes = [_box(page, cell) for cell in row.cells]
            self.builder.add_row(texts, table=self.number, header=header, boxes=boxes)

    def _cell(self, cell: Cell) -> str:
        text = ""
        for part in join_hyphens(cell.lines, self.known):
            text = text[:-1] + part if text.endswith("\u00ad") else f"{text} {part}"
        return text.removesuffix("\u00ad").strip()


def _alike(one: RuledTable, two: RuledTable) -> bool:
    return len(one.columns) == len(two.columns) and all(
        abs(a - b) <= _SAME_COLUMN for a, b in zip(one.columns, two.columns, strict=True)
    )


def _box(page: PageWords, cell: Cell) -> Corners | None:
    """Where the words of a cell stand."""
    lines: tuple[PrintedLine, ...] = cell.lines
    if not lines:
        return None
    return page.on_page(
        (
            min(line.left for line in lines),
            min(line.top for line in lines),
            max(line.right for line in lines),
            max(line.bottom for line in lines),
        )
    )


def _turned(words: Sequence[Word]) -> list[list[Word]]:
    """Runs of words at an angle that follow each other in the file and on the page."""
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        if last and abs(word.left - last.left) < 80 and abs(word.top - last.top) < 80:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups
