"""Reads plain text: paragraphs between empty lines, list items, and the headings that are sure."""

import re

from corpus.readers.builder import TextBuilder
from corpus.readers.omissions import Omissions
from corpus.readers.reading import Reading
from corpus.text import BlockKind

_ITEM = re.compile(r"^([ \t]*)(?:[-*•▪●◦–][ \t]+|(?=\d{1,3}[.)][ \t]+\S)|(?=[a-z]\)[ \t]+\S))")
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,4}\.?[ \t]+[A-Z][^.!?;]*$")
_UNDERLINE = re.compile(r"^[ \t]*(=|-|~|\*|_)\1{2,}[ \t]*$")


def read_plain(source: str) -> Reading:
    """Read plain text that is already decoded; form feeds part the pages."""
    omissions = Omissions()
    builder = TextBuilder()
    source = source.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    pages = source.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    for number, page in enumerate(pages, 1):
        if len(pages) > 1:
            builder.start_page(number)
        _Page(builder).read([omissions.strip_hidden(line) for line in page.split("\n")])
    return Reading(builder.build(), {}, omissions.problems())


class _Page:
    """Gathers the lines of a block until something ends it."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._lines: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._indents: list[int] = []

    def read(self, lines: list[str]) -> None:
        """Add the blocks of one page."""
        for position, line in enumerate(lines):
            after = lines[position + 1] if position + 1 < len(lines) else ""
            alone = (position == 0 or not lines[position - 1].strip()) and not after.strip()
            if not line.strip():
                self._end()
            elif _UNDERLINE.match(line):
                self._underline(line.strip()[0])
            elif item := _ITEM.match(line):
                if alone and _NUMBERED.match(line) and len(line) <= 80:
                    self._heading(line)
                else:
                    self._item(line, item)
            elif alone and len(line) <= 80 and (_is_capitals(line) or _NUMBERED.match(line)):
                self._heading(line)
            else:
                self._lines.append(line)
        self._end()

    def _underline(self, sign: str) -> None:
        """A line of signs makes the one line above it a heading; elsewhere it is decoration."""
        if len(self._lines) == 1 and self._kind is BlockKind.PARAGRAPH:
            self._kind, self._level = BlockKind.HEADING, 1 if sign == "=" else 2
        self._end()

    def _heading(self, line: str) -> None:
        self._end()
        number = re.match(r"\s*(\d+(?:\.\d+)*)", line)
        level = number[1].count(".") + 2 if number else 2
        self._builder.add(BlockKind.HEADING, line, level=min(level, 6))
        self._indents.clear()

    def _item(self, line: str, item: re.Match[str]) -> None:
        self._end()
        indent = len(item[1].expandtabs(4))
        self._indents = [i for i in self._indents if i < indent] + [indent]
        self._kind, self._level = BlockKind.LIST_ITEM, len(self._indents)
        self._lines.append(line[item.end() :])

    def _end(self) -> None:
        self._builder.add(self._kind, " ".join(self._lines), level=self._level)
        if self._lines and self._kind is not BlockKind.LIST_ITEM:
            self._indents.clear()
        self._lines.clear()
        self._kind, self._level = BlockKind.PARAGRAPH, 0


def _is_capitals(line: str) -> bool:
    """A short line in capitals that holds words rather than a dose."""
    words = re.findall(r"[A-Za-z]{3,}", line)
    return bool(words) and line.upper() == line and not re.search(r"\d\s*(MG|ML|G|%)\b|[.!]$", line)
