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
_TABLE_TITLE = re.compile(r"(?:\w+ ){0,3}Table\b[^.:]{0,20}[.:]")  # "Table 2: …"
_MAX_HEADING = 200  # longer "headings" are paragraphs that were marked up for their looks


class Flow:
    """Adds blocks to a builder; a line that may be a heading or caption waits for the next one."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._level = 0  # of the last real heading
        self._waiting = ""
        self._bold = False
        self._untitled = 0  # number of the table just added, while it has no caption

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
        """Add a paragraph, unless it proves to be a heading, a note or the caption of a table."""
        titles_table = bool(_TABLE_TITLE.match(text)) and len(text) <= _MAX_HEADING
        if titles_table or (bold and _is_label(text)) or _is_capitals(text):
            self._settle(followed=True)
            self._waiting, self._bold = text, bold and not titles_table
        elif _FOOTNOTE.match(text):
            self.add(BlockKind.NOTE, text)
        else:
            self.add(BlockKind.PARAGRAPH, text)

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Add any other block that is not a table; nothing when there is no text."""
        if clean(text):
            self._settle(followed=True)
            self._untitled = 0
            self._builder.add(kind, text, level=level)

    def table(self, rows: Sequence[Sequence[str]], *, headers: int, caption: str) -> None:
        """Add a table whose merged cells are already repeated.

        A line in capitals above a table names the drug that its rows are about.
        """
        if any(any(row) for row in rows):
            if not caption and not self._bold:
                caption, self._waiting = self._waiting, ""
            self._settle(followed=True)
            self._untitled = add_table(self._builder, rows, headers=headers, caption=caption)

    def finish(self) -> None:
        """No more text follows under the last bold line."""
        self._settle(followed=False)
        self._untitled = 0

    def _settle(self, *, followed: bool) -> None:
        """Add the line that waits, now that it is known what comes after it."""
        text, self._waiting = self._waiting, ""
        if not text:
            return
        if self._bold and followed:
            self._builder.add(BlockKind.HEADING, text, level=min(self._level + 1, 6))
        elif self._untitled and _TABLE_TITLE.match(text):
            self._builder.add(BlockKind.CAPTION, text, table=self._untitled)
        else:
            self._builder.add(BlockKind.PARAGRAPH, text)
        self._untitled, self._bold = 0, False


def _is_capitals(text: str) -> bool:
    """A short line in capitals, such as the name of a drug above its dose table."""
    letters = [character for character in text if character.isalpha()]
    return (
        len(text) <= 80
        and len(letters) >= 4
        and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
        and not text.endswith((".", "!"))
    )


def _is_label(text: str) -> bool:
    """Whether a line in bold names what follows rather than saying something itself."""
    return (
        len(text) <= 80
        and len(text.split()) <= 10
        and not text.endswith((".", "!", ";", ","))
        and not _INSTRUCTION.search(text)
    )
