"""Harmful changes that need no new word: what limits a sentence left out, or put together anew.

A model that may only copy words of its source can still make these.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.vocabulary import drugs_in
from corpus.quantities import quantities_in

_CONDITION = re.compile(
    r",?\s(?:unless|except|only\s(?:if|when|after)|if|until|provided|as\slong\sas)\b[^,.;:]*",
    re.IGNORECASE,
)
_FIRST_CONDITION = re.compile(r"^(?:if|when|unless|only\s(?:if|when))\b[^,.;:]*,\s", re.IGNORECASE)
_LIMIT = re.compile(
    r"[,;(]?\s?\b(?:up\sto\s(?:a\s)?|to\sa\s)?(?:maximum|max\.?|not\sexceeding|not\sto\sexceed)\b"
    r"[^,.;)\d]*\d[^,.;)]*\)?",
    re.IGNORECASE,
)
_ROUTE = re.compile(
    r",?\s(?:by\smouth|orally|intravenous(?:ly)?|intramuscular(?:ly)?|subcutaneous(?:ly)?|IV|IM|SC)\b"
)
_OFTEN = re.compile(
    r",?\s(?:(?:once|twice|three\stimes|four\stimes)\s(?:daily|a\sday)|every\s\d+\shours"
    r"|\d+[- ]hourly|daily)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r",?\s?\b(?:in|for|to)\s(?:the\s)?(?:pregnant|children|adults|infants|neonates|women|pregnancy"
    r"|elderly|adolescents|patients\swith\srenal)\b[^,.;:]*,?",
    re.IGNORECASE,
)
_GROUP_WORD = re.compile(
    r"\b(?:adults|children|infants|neonates|women|men|pregnancy|elderly)\b", re.I
)
_WORD = re.compile(r"[^\W\d_]{4,}")


def condition_left_out(text: str) -> Iterator[str]:
    """Each condition or exception left out: "unless pregnant", "if septic, …"."""
    yield from _without(_CONDITION, text)
    yield from _without(_FIRST_CONDITION, text)


def limit_left_out(text: str) -> Iterator[str]:
    """Each maximum left out."""
    yield from _without(_LIMIT, text)


def route_left_out(text: str) -> Iterator[str]:
    """Each route left out of a sentence that states an amount."""
    if _amounts(text):
        yield from _without(_ROUTE, text)


def interval_left_out(text: str) -> Iterator[str]:
    """Each frequency left out of a sentence that states an amount."""
    if _amounts(text):
        yield from _without(_OFTEN, text)


def population_left_out(text: str) -> Iterator[str]:
    """Each phrase that says for whom left out."""
    yield from _without(_GROUP, text)


def quantities_exchanged(text: str) -> Iterator[str]:
    """Two amounts of one unit in each other's place, so that every number is still a true one."""
    found = _amounts(text)
    for (start, end, unit), (begin, stop, other) in pairwise(found):
        if unit == other and text[start:end].lower() != text[begin:stop].lower():
            yield _exchanged(text, (start, end), (begin, stop))


def drugs_exchanged(text: str) -> Iterator[str]:
    """Two drugs in each other's place, where amounts go with them."""
    found = [(m.span(), drugs_in(m[0])) for m in _WORD.finditer(text) if drugs_in(m[0])]
    for (one, drugs), (two, others) in pairwise(found):
        # Between the two an amount has to stand, or they are a list that has no order.
        between = any(one[1] <= start and end <= two[0] for start, end, _ in _amounts(text))
        if drugs != others and between and len(_amounts(text)) > 1:
            yield _exchanged(text, one, two)


def populations_exchanged(text: str) -> Iterator[str]:
    """Two patient groups in each other's place, where amounts go with them."""
    found = [(m.span(), m[0].lower()) for m in _GROUP_WORD.finditer(text)]
    for (one, group), (two, other) in pairwise(found):
        between = any(one[1] <= start and end <= two[0] for start, end, _ in _amounts(text))
        if group != other and between and len(_amounts(text)) > 1:
            yield _exchanged(text, one, two)


def _amounts(text: str) -> list[tuple[int, int, str]]:
    return [
        (one.start, one.end, "/".join((one.unit, *one.per)))
        for one in quantities_in(text)
        if one.unit and one.unit not in ("times", "year", "month", "week", "day", "hour", "minute")
    ]


def _without(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        rest = (text[: match.start()] + text[match.end() :]).strip(" ,;")
        if len(rest.split()) > 1:
            yield rest


def _exchanged(text: str, one: tuple[int, int], two: tuple[int, int]) -> str:
    first, second = text[slice(*one)], text[slice(*two)]
    return text[: one[0]] + second + text[one[1] : two[0]] + first + text[two[1] :]
