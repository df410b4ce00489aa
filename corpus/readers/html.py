"""Reads HTML: the visible text of the body in document order."""

import re
from typing import Any

from corpus.errors import DocumentError
from corpus.readers.builder import TextBuilder, clean
from corpus.readers.flow import Flow
from corpus.readers.html_inline import HIDDEN_LEFT_OUT, SKIPPED, InlineText, is_block, is_hidden
from corpus.readers.lines import join_cell, join_lines, strip_bullet
from corpus.readers.omissions import Omissions
from corpus.readers.ordinals import ordinal
from corpus.readers.reading import Reading
from corpus.text import BlockKind

_HEADING = re.compile(r"h[1-6]")
_MAX_SPAN = 100  # columns or rows one cell may cover; more is a mistake or an attack
_MAX_CELLS = 200_000


def read_html(source: str, omissions: Omissions | None = None) -> Reading:
    """Read an HTML document or fragment that is already decoded.

    Raises DocumentError when it is nested too deeply to be read whole.
    """
    from lxml import etree

    omissions = omissions or Omissions()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    # An XML declaration would contradict the encoding given above.
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\0", "\ufffd")
    root = etree.fromstring(source.encode("utf-8", "replace"), parser) if source.strip() else None
    too_deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    builder = TextBuilder()
    title = ""
    if root is not None:
        try:
            walker = _Walker(builder, omissions)
            walker.walk(root)
            walker.finish()
        except RecursionError:
            too_deep = True
        stated = root.find(".//head/title")
        title = clean(omissions.strip_hidden(stated.text or "")) if stated is not None else ""
    if too_deep:
        raise DocumentError(
            "the HTML is nested too deeply to be read: simplify or convert the file"
        )
    metadata = {"title": title} if title else {}
    return Reading(builder.build(), metadata, omissions.problems())


class _Walker:
    """Walks the tree once, adding a block whenever running text ends."""

    def __init__(self, builder: TextBuilder, omissions: Omissions) -> None:
        self._flow = Flow(builder)
        self._omissions = omissions
        self._text = InlineText(omissions)

    def finish(self) -> None:
        """End the running text."""
        self._end_text()
        self._flow.finish()

    def walk(self, element: Any, depth: int = 0) -> None:
        """Add the contents of a block; `depth` is the nesting of lists around it."""
        self._text.add(element.text)
        for child in element:
            if not isinstance(child.tag, str) or child.tag in SKIPPED:
                self._text.skip(child)
            elif is_hidden(child):
                self._omissions.note(HIDDEN_LEFT_OUT)
            elif child.tag == "nav":
                self._omissions.note("navigation links were left out")
            elif is_block(child):
                self._end_text()
                self._block(child, depth)
                self._end_text()
            else:
                self._text.add_element(child)
            self._text.add(child.tail)

    def _block(self, element: Any, depth: int) -> None:
        tag = element.tag
        if _HEADING.fullmatch(tag):
            self._flow.heading(self._flat(element), int(tag[1]))
        elif tag in ("ul", "ol", "menu", "dir"):
            self._add_list(element, depth + 1)
        elif tag == "table":
            self._add_table(element, depth)
        elif tag == "pre":
            self._text.keep_lines(element)
            for line in self._text.take().split("\n"):
                self._flow.add(BlockKind.PARAGRAPH, line)
        elif tag == "dl":
            self._add_definitions(element, depth)
        elif tag in ("figcaption", "caption"):
            self._flow.add(BlockKind.CAPTION, self._flat(element))
        else:
            self.walk(element, depth)

    def _add_list(self, element: Any, depth: int) -> None:
        number = _number(element.get("start"), 1)
        for child in element:
            if child.tag != "li":
                if isinstance(child.tag, str) and not is_hidden(child):
                    self._block(child, depth) if is_block(child) else self._text.add_element(child)
                    self._end_text(depth)
                continue
            number = _number(child.get("value"), number)
            if is_hidden(child):
                self._omissions.note(HIDDEN_LEFT_OUT)
            else:
                mark = (
                    f"{ordinal(number, element.get('type', '1'))}. " if element.tag == "ol" else ""
                )
                self._add_item(child, depth, mark)
            number += 1

    def _add_item(self, element: Any, depth: int, mark: str) -> None:
        """The first run of text is the item; what stands in blocks after it follows as it is."""
        self._text.open_item(mark, depth)
        self.walk(element, depth)
        self._end_text()
        self._text.close_item()

    def _add_definitions(self, element: Any, depth: int) -> None:
        term = ""
        for child in element.xpath("./dt | ./dd | ./div/dt | ./div/dd"):
            text = self._flat(child)
            if child.tag == "dt":
                if term:
                    self._flow.add(BlockKind.LIST_ITEM, term, depth + 1)
                term = text
            elif text:
                self._flow.add(BlockKind.LIST_ITEM, f"{term}: {text}" if term else text, depth + 1)
                term = ""
        if term:
            self._flow.add(BlockKind.LIST_ITEM, term, depth + 1)

    def _add_table(self, element: Any, depth: int) -> None:
        rows, headers = self._grid(element)
        if not rows:
            return
        if sum(map(len, rows)) <= 1:  # a box drawn around text
            for cell in element.iter("td", "th"):
                self.walk(cell, depth)
                self._end_text()
                return
        caption = element.find("caption")
        text = "" if caption is None else self._flat(caption)
        self._flow.table(rows, headers=headers, caption=text)

    def _grid(self, table: Any) -> tuple[list[list[str]], int]:
        """The cells with merged ones repeated, and how many rows lead as header."""
        grid: list[list[str]] = []
        pending: dict[int, tuple[str, int]] = {}  # column → text and rows it still covers
        headers, in_head, total = 0, True, 0
        for row in table.iter("tr"):
            if next(row.iterancestors("table")) is not table:
                continue
            if is_hidden(row):
                self._omissions.note(HIDDEN_LEFT_OUT)
                continue
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            line: list[str] = []
            for cell in cells:
                self._fill(line, pending)
                text = self._flat(cell, cell=True)
                columns = min(_number(cell.get("colspan"), 1), _MAX_SPAN)
                rows = min(_number(cell.get("rowspan"), 1), _MAX_SPAN)
                for _ in range(max(columns, 1)):
                    if rows > 1:
                        pending[len(line)] = (text, rows - 1)
                    line.append(text)
            self._fill(line, pending)
            total += len(line)
            if total > _MAX_CELLS:
                raise DocumentError(f"a table has more than {_MAX_CELLS} cells: split the file")
            marked = row.getparent().tag == "thead" or _is_header(cells, first=not headers)
            in_head = in_head and bool(cells) and marked
            headers += in_head and any(line)
            grid.append(line)
        return grid, headers

    @staticmethod
    def _fill(line: list[str], pending: dict[int, tuple[str, int]]) -> None:
        """Repeat the cells from rows above that reach down to the next column."""
        while len(line) in pending:
            column = len(line)
            text, left = pending.pop(column)
            if left > 1:
                pending[column] = (text, left - 1)
            line.append(text)

    def _flat(self, element: Any, *, cell: bool = False) -> str:
        """All visible text of an element on one line."""
        if is_hidden(element):
            self._omissions.note(HIDDEN_LEFT_OUT)
            return ""
        flat = InlineText(self._omissions)
        flat.add_contents(element)
        return join_cell(flat.take()) if cell else join_lines(flat.take())

    def _end_text(self, depth: int = 0) -> None:
        item = self._text.take_item()
        bold = self._text.all_bold
        text = join_lines(self._text.take())
        if not text:
            self._text.restore_item(item)
            return
        if item is not None:
            mark, level = item
            self._flow.add(BlockKind.LIST_ITEM, mark + strip_bullet(text), level)
        elif depth:
            self._flow.add(BlockKind.LIST_ITEM, strip_bullet(text), depth)
        else:
            self._flow.paragraph(text, bold=bold and not self._text.in_item)


def _is_header(cells: list[Any], *, first: bool) -> bool:
    """Whether every cell with text is a header cell or, in the first row, printed bold.

    Further bold rows only head a group of rows.
    """
    filled = [cell for cell in cells if _shown(cell)]
    return bool(filled) and all(
        cell.tag == "th"
        or (first and _shown(cell) == "".join(map(_shown, cell.iter("b", "strong"))))
        for cell in filled
    )


def _shown(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _number(value: str | None, default: int) -> int:
    """An attribute that should be a small whole number."""
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else default
