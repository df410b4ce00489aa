"""The parsed text of a page or section, arranged as headings, paragraphs, lists and tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.text import TABLE_KINDS, Block, BlockKind, Span, Text


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that is marked in one way."""

    text: str
    mark: str = ""
    """`cited`, `also` for its context, or nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a list item, or the cells of a table row."""

    cells: tuple[tuple[Piece, ...], ...]
    level: int = 0
    """Of a heading or list item, from 1."""
    header: bool = False
    """Of a table row."""


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks in a row that are shown as one: a list, a table, or one block of another kind."""

    kind: str
    """`list`, `table`, or the value of a `BlockKind`."""
    lines: tuple[Line, ...]


def arranged(
    text: Text, span: Span, cited: Span | None = None, also: Sequence[Span] = ()
) -> tuple[Part, ...]:
    """The blocks of `text` that begin within `span`, the words of `cited` and `also` marked."""
    parts: list[tuple[tuple[str, int], list[Line]]] = []
    for block in text.blocks:
        if not span.start <= block.start < span.end:
            continue
        key = _shown_as(block)
        if not parts or parts[-1][0] != key or key[0] not in ("list", "table"):
            parts.append((key, []))
        spans = block.cells or (Span(block.start, block.end),)
        cells = tuple(tuple(_pieces(text, one, cited, also)) for one in spans)
        parts[-1][1].append(Line(cells, block.level, block.kind is BlockKind.TABLE_HEADER))
    return tuple(Part(kind, tuple(lines)) for (kind, _), lines in parts)


def _shown_as(block: Block) -> tuple[str, int]:
    if block.kind in TABLE_KINDS:
        return "table", block.table
    if block.kind is BlockKind.LIST_ITEM:
        return "list", 0
    return block.kind.value, 0


def _pieces(text: Text, span: Span, cited: Span | None, also: Sequence[Span]) -> Iterable[Piece]:
    """The characters of `span`, cut where a mark begins or ends; cited words outdo context."""
    marked = [one for one in (cited, *also) if one is not None]
    inside = {edge for one in marked for edge in one if span.start < edge < span.end}
    for start, end in pairwise(sorted({span.start, span.end, *inside})):
        mark = ""
        if cited is not None and cited.start <= start < cited.end:
            mark = "cited"
        elif any(one.start <= start < one.end for one in also):
            mark = "also"
        yield Piece(text.content[start:end], mark)
