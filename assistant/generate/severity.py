"""Which severity of a disease words are for, by how they begin."""

import re
from collections.abc import Set

_SEVERITY = re.compile(
    r"(?<!non-)(?<!not )\b(?P<mild>mild)\b|\b(?P<moderate>moderate)\b"
    r"|(?<!non-)(?<!not )\b(?P<severe>severe)\b|\b(?P<threatening>life[- ]threatening)\b",
    re.IGNORECASE,
)


def severities_in(text: str) -> frozenset[str]:
    """The severities a text names; empty for none."""
    return frozenset(match.lastgroup or "" for match in _SEVERITY.finditer(text))


def is_for_another(asked: Set[str], kind: str, words: str) -> bool:
    """Whether a sentence of that kind begins with severities and none of those `asked`.

    It begins with its lead-in or label, a row with its first cell, and a lead-in is nothing else;
    further on "severe" may be said of a complication.
    """
    if not asked:
        return False
    label, mark, _ = words.partition("; " if kind == "table_row" else ": ")
    named = severities_in(label) if mark or kind == "intro" else frozenset[str]()
    return bool(named) and not named & asked
