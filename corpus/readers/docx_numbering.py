"""The numbers that Word prints before list items and headings, counted as Word counts them."""

import re
from typing import Any

from corpus.readers.docx_runs import W
from corpus.readers.ordinals import ordinal

_STYLES = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}


class Numbering:
    """Counts every list of one document; ask for each paragraph once, in order."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, str] = {}  # number id → abstract list
        self._restarts: dict[tuple[str, int], int] = {}
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}  # format, text, start
        self._counts: dict[str, dict[int, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.findall(W + "abstractNum"):
            name = abstract.get(W + "abstractNumId", "")
            for level in abstract.findall(W + "lvl"):
                depth = int(level.get(W + "ilvl", "0"))
                self._levels[name, depth] = (
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    int(_value(level, "start", "1")),
                )
        for number in root.findall(W + "num"):
            identity = number.get(W + "numId", "")
            self._lists[identity] = _value(number, "abstractNumId", "")
            for override in number.findall(W + "lvlOverride"):
                start = _value(override, "startOverride", "")
                if start:
                    self._restarts[identity, int(override.get(W + "ilvl", "0"))] = int(start)

    def mark(self, paragraph: Any, style: Any) -> tuple[str, int]:
        """The printed number with a space ("2. "), and the nesting from 1; ("", 0) if no list."""
        identity, depth = _list_of(paragraph, style)
        if identity in ("", "0") or identity not in self._lists:
            return "", 0
        name = self._lists[identity]
        kind, text, start = self._levels.get((name, depth), ("bullet", "", 1))
        counts = self._counts.setdefault(name, {})
        restart = self._restarts.pop((identity, depth), None)
        counts[depth] = counts.get(depth, start - 1) + 1 if restart is None else restart
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if kind in ("bullet", "none"):
            return "", depth + 1

        def number(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            shown, _, first = self._levels.get((name, level), ("decimal", "", 1))
            return ordinal(counts.get(level, first), _STYLES.get(shown, "1"))

        printed = re.sub(r"%(\d)", number, text).strip()
        return (f"{printed} " if printed else ""), depth + 1


def _list_of(paragraph: Any, style: Any) -> tuple[str, int]:
    """The list a paragraph belongs to, by itself or by its style, and the level in it."""
    properties = paragraph.find(f"{W}pPr/{W}numPr")
    own = properties
    seen = 0
    while properties is None and style is not None and seen < 10:
        properties = style.element.find(f"{W}pPr/{W}numPr")
        style, seen = style.base_style, seen + 1
    if properties is None:
        return "", 0
    identity = _value(properties, "numId", "")
    depth = _value(own if own is not None else properties, "ilvl", "0")
    return identity, min(int(depth), 8) if depth.isdecimal() else 0


def _value(element: Any, name: str, default: str) -> str:
    child = element.find(W + name)
    return default if child is None else str(child.get(W + "val", default))
