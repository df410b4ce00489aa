"""Assembles canonical text block by block, so that every reader lays it out the same way."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text import Block, BlockKind, Box, Page, Span, Text

CELL_SEPARATOR = " | "
_SPACES = re.compile(r"\s+")
_TIGHT = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line with its place: (left, top, right, bottom) in points."""

    text: str
    box: tuple[float, float, float, float]


def clean(text: str) -> str:
    """NFC, with every run of white space as one space and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


class TextBuilder:
    """Appends blocks in reading order and keeps their spans.

    Blocks are separated by an empty line; list items and rows of one table by a line end.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[Page] = []
        self._boxes: list[Box] = []
        self._page: tuple[int, int, str] | None = None
        self._tables = 0

    def start_page(self, number: int, label: str = "") -> None:
        """Everything added from here on stands on page `number`."""
        self._end_page()
        self._page = (number, self._length, label)

    def start_table(self) -> int:
        """The number of a new table, to be given to its rows, caption and notes."""
        self._tables += 1
        return self._tables

    def add(self, kind: BlockKind, text: str, *, level: int = 0, table: int = 0) -> None:
        """Append one block that is not a table row; text without content is passed over."""
        cleaned = clean(text)
        if cleaned:
            start = self._append(kind, cleaned, table)
            self._blocks.append(Block(kind, start, self._length, level=level, table=table))

    def add_lines(
        self, kind: BlockKind, lines: Sequence[Line], *, level: int = 0, table: int = 0
    ) -> None:
        """Append one block made of printed lines on the current page, keeping each line's box.

        The reader has already undone line-end hyphens: a line that ends in U+00AD is joined to
        the next one without a space, and the U+00AD goes.
        """
        if self._page is None:
            raise ValueError("printed lines need a page: call start_page first")
        placed: list[tuple[int, int, Line]] = []
        text = ""
        for line in lines:
            cleaned = clean(line.text)
            if not cleaned:
                continue
            if text.endswith("\u00ad"):
                text = text[:-1]
            elif text:
                text += " "
            begin = len(text)
            text += cleaned
            placed.append((begin, len(text) - cleaned.endswith("\u00ad"), line))
        text = text.removesuffix("\u00ad")
        if not text:
            return
        if not unicodedata.is_normalized("NFC", text):
            # Composition across a line end would shift offsets; keep the words, drop the boxes.
            text, placed = clean(text), []
        start = self._append(kind, text, table)
        self._blocks.append(Block(kind, start, self._length, level=level, table=table))
        number = self._page[0]
        self._boxes += [
            Box(start + begin, start + end, number, *line.box)
            for begin, end, line in placed
            if end > begin
        ]

    def add_row(
        self,
        cells: Sequence[str],
        *,
        table: int,
        header: bool = False,
        boxes: Sequence[tuple[float, float, float, float] | None] = (),
    ) -> None:
        """Append one table row; `boxes`, if given, holds one place or None for every cell."""
        cleaned = [clean(cell).replace("|", "¦") for cell in cells]
        if not any(cleaned):
            return
        kind = BlockKind.TABLE_HEADER if header else BlockKind.TABLE_ROW
        row = CELL_SEPARATOR.join(cleaned)
        start = self._append(kind, row, table)
        spans: list[Span] = []
        offset = start
        for cell in cleaned:
            spans.append(Span(offset, offset + len(cell)))
            offset += len(cell) + len(CELL_SEPARATOR)
        self._blocks.append(Block(kind, start, self._length, table=table, cells=tuple(spans)))
        if self._page is not None:
            self._boxes += [
                Box(span.start, span.end, self._page[0], *box)
                for span, box in zip(spans, boxes, strict=bool(boxes))
                if box is not None and span.end > span.start
            ]

    def build(self) -> Text:
        """The finished text; it may be empty."""
        self._end_page()
        self._page = None
        return Text(
            "".join(self._parts), tuple(self._blocks), tuple(self._pages), tuple(self._boxes)
        )

    def _append(self, kind: BlockKind, text: str, table: int) -> int:
        if self._blocks:
            last = self._blocks[-1]
            tight = kind in _TIGHT and last.kind in _TIGHT and last.table == table
            self._write("\n" if tight else "\n\n")
        start = self._length
        self._write(text)
        return start

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _end_page(self) -> None:
        if self._page is not None:
            number, start, label = self._page
            self._pages.append(Page(number, start, self._length, label))
