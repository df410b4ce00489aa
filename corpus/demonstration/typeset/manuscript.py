"""Reads the Markdown source of a typeset document into blocks that a PDF or a DOCX can set."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

KEYS = (
    "id", "title", "version", "owner", "type", "specialty", "population", "site", "effective",
    "review", "source", "licence", "supersedes",
)  # fmt: skip
"""Of the metadata contract, in order; the last one may be left out."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


Inline = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table.

    Also a comment that directs the layout: all before `columns` stands over the full width of page
    one, and all after `wide` on new pages without columns.
    """

    kind: str
    runs: Inline = ()
    level: int = 1
    number: int = 0
    """The printed number of an ordered list's item; 0 for a bullet."""
    rows: tuple[tuple[Inline, ...], ...] = ()
    """Of a table, its header first."""


@dataclass(frozen=True)
class Manuscript:
    """One source file: metadata, how it is to be laid out, and its blocks, the title first."""

    name: str
    metadata: dict[str, str]
    layout: dict[str, Any]
    blocks: tuple[Block, ...]

    @property
    def file(self) -> str:
        """The name of the typeset file."""
        return f"{self.name}.{self.layout['format']}"


def read(source: Path) -> Manuscript:
    """Parse `source`; ValueError when its front matter is not that of the metadata contract."""
    _, front, body = source.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(front)
    layout = fields.pop("typeset", {})
    if tuple(fields) not in (KEYS, KEYS[:-1]) or "format" not in layout:
        raise ValueError(f"{source.name}: front matter must be {KEYS} and typeset, not {fields}")
    metadata = {key: str(fields.get(key) or "") for key in KEYS}
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(body))
    return Manuscript(source.stem, metadata, layout, tuple(_blocks(tree)))


def _blocks(tree: SyntaxTreeNode, level: int = 0, number: int = 0) -> Iterator[Block]:
    """The blocks of a document, a list item (with its `level` and `number`) or anything within."""
    for node in tree.children:
        match node.type:
            case "html_block":
                yield Block(node.content.strip().strip("<!->").strip())
            case "heading":
                yield Block("heading", tuple(_runs(node)), level=int(node.tag[1]))
            case "paragraph" if level:
                yield Block("item", tuple(_runs(node)), level=level, number=number)
            case "paragraph":
                yield Block("paragraph", tuple(_runs(node)))
            case "bullet_list" | "ordered_list":
                for position, item in enumerate(node.children, 1):
                    ordered = node.type == "ordered_list"
                    yield from _blocks(item, level + 1, position if ordered else 0)
            case "table":
                rows = [row for part in node.children for row in part.children]
                yield Block(
                    "table",
                    rows=tuple(tuple(tuple(_runs(cell)) for cell in row.children) for row in rows),
                )


def _runs(node: SyntaxTreeNode, bold: bool = False, italic: bool = False) -> Iterator[Run]:
    for child in node.children:
        if child.type == "softbreak":
            yield Run(" ", bold, italic)
        elif child.type == "text":
            yield Run(child.content, bold, italic)
        else:
            yield from _runs(child, bold or child.type == "strong", italic or child.type == "em")
