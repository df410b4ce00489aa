"""Running text inside an HTML block: what shows, on one line, without its markup."""

import re
from typing import Any

from corpus.readers.lines import BREAK, ITEM, subscript, superscript
from corpus.readers.omissions import Omissions
from corpus.readers.ordinals import ordinal


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre search section summary table tbody td tfoot th thead tr ul"
)
INLINE = _words(
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img input ins kbd label mark q s "
    "samp small span strike strong sub sup time tt u var wbr"
)
SKIPPED = _words(
    "script style template noscript head title svg canvas object embed iframe audio video select "
    "textarea button datalist img picture map col colgroup link meta"
)
_PICTURES = _words("svg canvas object embed iframe audio video img picture")
_STRUCK = frozenset({"del", "s", "strike"})
_BOLD = frozenset({"b", "strong"})
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0(\.0*)?\s*(;|$|!)"
    r"|font-size\s*:\s*0(\.0*)?\s*(px|pt|em|rem|%)?\s*(;|$|!)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[\s\v]+")
PICTURES_LEFT_OUT = "a picture, drawing or embedded object is not in the text"
HIDDEN_LEFT_OUT = "hidden text was left out"
STRUCK_LEFT_OUT = "struck-through text was left out"


def is_hidden(element: Any) -> bool:
    """Whether the element says, in its own tag, that it is not to be shown."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDING.search(style))


def is_block(element: Any) -> bool:
    """Whether the element stands on lines of its own, itself or by what it holds."""
    if element.tag in BLOCKS:
        return True
    if len(element) == 0:
        return False
    return any(child.tag in BLOCKS for child in element.iter() if isinstance(child.tag, str))


class InlineText:
    """Gathers running text; line breaks inside it are kept as marks for `corpus.readers.lines`."""

    def __init__(self, omissions: Omissions) -> None:
        self._omissions = omissions
        self._parts: list[str] = []
        self._bold = self._plain = False
        self._item: tuple[str, int] | None = None
        self._open_items = 0

    def add(self, text: str | None, *, bold: bool = False) -> None:
        """Add source text, its line ends as spaces."""
        if text:
            text = self._omissions.strip_hidden(_SPACE.sub(" ", text))
            self._parts.append(text)
            if text.strip():
                self._bold |= bold
                self._plain |= not bold

    def skip(self, element: Any) -> None:
        """Pass over an element that shows no text, reporting pictures."""
        if element.tag in _PICTURES:
            self._omissions.note(PICTURES_LEFT_OUT)

    def add_element(self, element: Any, *, bold: bool = False) -> None:
        """Add one inline element with all it holds."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            self.skip(element)
        elif is_hidden(element):
            self._omissions.note(HIDDEN_LEFT_OUT)
        elif tag in _STRUCK:
            if "".join(element.itertext()).strip():
                self._omissions.note(STRUCK_LEFT_OUT)
        elif tag == "br":
            self._parts.append(BREAK)
        elif tag in ("sup", "sub"):
            before = "".join(self._parts)[-1:]
            inner = InlineText(self._omissions)
            inner.add_contents(element)
            text = inner.take()
            self.add(superscript(text) if tag == "sup" else subscript(text, before), bold=bold)
        elif tag in BLOCKS:
            self._parts.append(ITEM)
            if tag == "li":
                self._parts.append(_mark(element))
            self.add_contents(element, bold=bold)
            self._parts.append(ITEM)
        else:
            self.add_contents(element, bold=bold or tag in _BOLD)

    def add_contents(self, element: Any, *, bold: bool = False) -> None:
        """Add what an element holds, without regard to the element itself."""
        self.add(element.text, bold=bold)
        for child in element:
            self.add_element(child, bold=bold)
            self.add(child.tail, bold=bold)

    def keep_lines(self, element: Any) -> None:
        """Add preformatted text, line by line."""
        lines = "".join(element.itertext()).split("\n")
        self._parts.append("\n".join(self._omissions.strip_hidden(line) for line in lines))

    def take(self) -> str:
        """The text gathered so far, which is thereby forgotten."""
        text = "".join(self._parts)
        self._parts.clear()
        self._bold = self._plain = False
        return text

    @property
    def all_bold(self) -> bool:
        """Whether all text gathered so far is bold."""
        return self._bold and not self._plain

    @property
    def in_item(self) -> bool:
        """Whether a list item is open around the text."""
        return self._open_items > 0

    def open_item(self, mark: str, level: int) -> None:
        """The next text is a list item, to be printed after its mark."""
        self._item = (mark, level)
        self._open_items += 1

    def close_item(self) -> None:
        """The list item ends, whether or not it held text."""
        self._item = None
        self._open_items -= 1

    def take_item(self) -> tuple[str, int] | None:
        """Mark and level of the list item that the gathered text begins, if it begins one."""
        item, self._item = self._item, None
        return item

    def restore_item(self, item: tuple[str, int] | None) -> None:
        """The item has not begun after all: only white space was gathered."""
        self._item = item


def _mark(element: Any) -> str:
    """The number printed before an item of an ordered list inside running text."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    position = 1 + sum(1 for sibling in element.itersiblings("li", preceding=True))
    start = parent.get("start", "1")
    first = int(start) if start.isdecimal() and len(start) < 7 else 1
    return f"{ordinal(first + position - 1, parent.get('type', '1'))}. "
