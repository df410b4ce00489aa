"""The canonical text of a document version: one NFC string, with pages and blocks as spans over it.

Everything that is ever retrieved, shown or cited is a slice `content[start:end]` of this string;
offsets count Unicode code points. A text is made once, by a reader, and never changed.
"""

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points of the canonical text."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block is to a reader of the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    """The title of a table or figure."""
    NOTE = "note"
    """A footnote of a table or page."""


TABLE_KINDS = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """1–6 for headings, nesting from 1 for list items, otherwise 0."""
    table: int = 0
    """Number of the table, from 1 in each document, that a row, caption or note belongs to."""
    cells: tuple[Span, ...] = ()
    """The cells of a table row or header, in column order; an empty cell is an empty span."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a block must hold text, not [{self.start}:{self.end}]")
        if self.kind in TABLE_KINDS and (self.table < 1 or not self.cells):
            raise ValueError("a table row needs its table's number and its cells")
        if self.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) and self.level < 1:
            raise ValueError(f"a {self.kind} needs a level of at least 1")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the source, as a span over the text."""

    number: int
    """Position in the file, from 1."""
    start: int
    end: int
    label: str = ""
    """What is printed on the page, such as "iv" or "12"; empty when the file does not say."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a run of the text stands on its page, so that a citation can be highlighted."""

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    """Points from the page's upper left corner."""


@dataclass(frozen=True, eq=False)
class Text:
    """The canonical text of one document version; equal only to itself, so that it can key a cache.

    `sha256` tells whether two texts say the same.
    """

    content: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    """Empty for formats without pages."""
    boxes: tuple[Box, ...] = field(default=(), repr=False)
    """Line positions, for formats that have them."""

    def __post_init__(self) -> None:
        if not unicodedata.is_normalized("NFC", self.content):
            raise ValueError("canonical text must be in Unicode normal form C")
        previous = 0
        for block in self.blocks:
            if block.start < previous or block.end > len(self.content):
                raise ValueError(f"block [{block.start}:{block.end}] overlaps or leaves the text")
            previous = block.end

    def __getitem__(self, span: Span | Block | Page) -> str:
        return self.content[span.start : span.end]

    @property
    def sha256(self) -> str:
        """Digest of the content alone, in UTF-8: the identity of what can be quoted."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds `offset`; None for formats without pages."""
        for page in self.pages:
            if page.start <= offset < page.end:
                return page.number
        return None

    def to_json(self) -> str:
        """Compact JSON, the same bytes for the same text."""
        return json.dumps(
            {
                "content": self.content,
                "blocks": [
                    [b.kind.value, b.start, b.end, b.level, b.table, b.cells] for b in self.blocks
                ],
                "pages": [[p.number, p.start, p.end, p.label] for p in self.pages],
                "boxes": [
                    [b.start, b.end, b.page, b.left, b.top, b.right, b.bottom] for b in self.boxes
                ],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, data: str | bytes) -> "Text":
        """Read what `to_json` wrote; ValueError or KeyError when it is something else."""
        record = json.loads(data)
        return cls(
            content=record["content"],
            blocks=tuple(
                Block(
                    BlockKind(kind), start, end, level, table, tuple(Span(*cell) for cell in cells)
                )
                for kind, start, end, level, table, cells in record["blocks"]
            ),
            pages=tuple(Page(*page) for page in record["pages"]),
            boxes=tuple(Box(*box) for box in record["boxes"]),
        )
