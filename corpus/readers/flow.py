"""Running blocks in document order, deciding which bold lines are headings."""

import re
from collections.abc import Sequence

from corpus.readers.builder import TextBuilder, clean
from corpus.readers.tables import add_table
from corpus.text import BlockKind

# A bold line that tells the reader to do something is a warning to be quoted, not a heading.
_INSTRUCTION = re.compile(
    r"\b(not|never|no|avoid|stop|must|should|always|only|if|unless|caution|warning|contraindicated"
    r"|give|call|do|don't|maximum|max)\b|\d\s*(mg|g|mcg|µg|μg|ml|units?|%|mmol|kg|iu)\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:")  # as Markdown writes them
_MAX_HEADING = 200  # longer "headings" are paragraphs that were marked up for their looks


class Flow:
    """Adds blocks to a builder; a bold line waits until it is known whether text follows it."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._level = 0  # of the last real heading
        self._bold = ""

    def heading(self, text: str, level: int) -> None:
        """Add a heading the source marks as one."""
        if not clean(text):
            return
        if len(text) > _MAX_HEADING:
            self.add(BlockKind.PARAGRAPH, text)
            return
        self.finish()
        self._level = min(level, 6)
        self._builder.add(BlockKind.HEADING, text, level=self._level)

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        """Add a paragraph; one that is all bold and only names what follows becomes a heading."""
        if bold and _is_label(text):
            self._settle(followed=True)
            self._bold = text
        elif _FOOTNOTE.match(text):
            self.add(BlockKind.NOTE, text)
        else:
            self.add(BlockKind.PARAGRAPH, text)

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Add any other block that is not a table; nothing when there is no text."""
        if clean(text):
            self._settle(followed=True)
            self._builder.add(kind, text, level=level)

    def table(self, rows: Sequence[Sequence[str]], *, headers: int, caption: str) -> None:
        """Add a table whose merged cells are already repeated."""
        if any(any(row) for row in rows):
            self._settle(followed=True)
            add_table(self._builder, rows, headers=headers, caption=caption)

    def finish(self) -> None:
        """No more text follows under the last bold line."""
        self._settle(followed=False)

    def _settle(self, *, followed: bool) -> None:
        if self._bold and followed:
            self._builder.add(BlockKind.HEADING, self._bold, level=min(self._level + 1, 6))
        elif self._bold:
            self._builder.add(BlockKind.PARAGRAPH, self._bold)
        self._bold = ""


def _is_label(text: str) -> bool:
    """Whether a line in bold names what follows rather than saying something itself."""
    return (
        len(text) <= 80
        and len(text.split()) <= 10
        and not text.endswith((".", "!", ";", ","))
        and not _INSTRUCTION.search(text)
    )
