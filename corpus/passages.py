"""Sections, sentences and passages: what is retrieved and what can be quoted.

The types stand here; `corpus.sections`, `corpus.sentences` and `corpus.splitting` make them.
"""

from dataclasses import dataclass

from corpus.text import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest quotable span: a sentence, a list item, or a table row."""

    start: int
    end: int
    kind: str
    """`sentence`, `list_item` or `table_row`."""
    context: tuple[Span, ...] = ()
    """Other spans needed to read it alone, in source order: the lines that introduce a list
    (outermost first), or the header row of a table."""
    reading: str = ""
    """How it reads alone, without its headings: "Drug: Adrenaline; Dose: 0.5 mg IM" for a table
    row, "Give in this order: – oxygen" for a list item; empty when that is the sentence itself."""


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
