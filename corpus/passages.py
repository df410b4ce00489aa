"""Sections, sentences and passages: what is retrieved and what can be quoted.

The types stand here; `corpus.sections`, `corpus.sentences` and `corpus.splitting` make them.
"""

from dataclasses import dataclass

from corpus.text import Block, BlockKind, Span


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks that stand under one heading, up to the next heading of any level."""

    headings: tuple[Span, ...]
    """The heading path, outermost first; empty before a document's first heading."""
    blocks: tuple[Block, ...]
    """In source order, headings left out; may be empty when headings follow one another."""

    def __post_init__(self) -> None:
        if not self.headings and not self.blocks:
            raise ValueError("a section holds a heading or a block")
        if any(block.kind is BlockKind.HEADING for block in self.blocks):
            raise ValueError("a heading belongs to the path of a section, not to its blocks")

    @property
    def start(self) -> int:
        """Where the section's own heading begins, or its first block when it has none."""
        return self.headings[-1].start if self.headings else self.blocks[0].start

    @property
    def end(self) -> int:
        """Where its last block ends."""
        return self.blocks[-1].end if self.blocks else self.headings[-1].end


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest quotable span: a sentence, a list item, or a table row."""

    start: int
    end: int
    kind: str
    """`sentence`, `list_item`, `table_row`, or `intro`: a line that only introduces the list,
    the table or the group of rows after it, and answers nothing by itself."""
    context: tuple[Span, ...] = ()
    """Other spans needed to read it alone, in source order: the lines that introduce a list
    (outermost first); or the introduction, caption, header rows and group row of a table."""
    reading: str = ""
    """How it reads alone, without its headings: "Drug: Adrenaline; Dose: 0.5 mg IM" for a table
    row, "Give in this order: oxygen" for a list item, one line for a sentence that runs over a
    page; empty when that is the sentence itself."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a sentence must hold text, not [{self.start}:{self.end}]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences of one section that fits the embedder's window."""

    start: int
    end: int
    headings: tuple[Span, ...]
    """The heading path, outermost first."""
    page: int | None
    sentences: tuple[Sentence, ...]
    reading: str
    """What is embedded and indexed: the title and heading path on the first line, then the
    sentences as they read, table rows with their header."""

    def __post_init__(self) -> None:
        if not self.sentences:
            raise ValueError("a passage holds at least one sentence")
        if self.start != self.sentences[0].start or self.end != self.sentences[-1].end:
            raise ValueError("a passage begins and ends with its sentences")
