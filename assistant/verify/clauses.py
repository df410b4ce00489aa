"""Cuts what is said into segments, clauses and phrases: what belongs together is compared so."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.quantities import quantities_in
from corpus.text import Span

_VERBS = (
    "give|use|start|stop|continue|repeat|consider|offer|refer|monitor|check|add|increase|reduce"
    "|decrease|switch|change|take|administer|measure|prescribe|treat|seek|call|discontinue|titrate"
    "|infuse|inject|apply|perform|assess|review|admit|transfer|arrange|obtain|send|ensure|maintain"
    "|keep|insert|remove|begin|commence|withhold|avoid|omit|advise|encourage|observe|record|resume"
    "|escalate|double|halve|restart|dilute|flush|deliver|provide|screen|test|request|inform"
)
_DENIALS = r"do\snot|don['’]t|never|must\snot|should\snot|cannot|not|no|without"
_CONDITIONS = (
    r"unless|except|only\sif|only\swhen|if|when|whenever|until|while|whereas|although|provided"
    r"|as\slong\sas|in\scase|but|otherwise|instead"
)
BEGINS = re.compile(rf"(?:{_VERBS})(?!\w)", re.IGNORECASE)
"""An instruction, as one begins after "and"."""
_STOP = r"(?<!\b[^\W\d])(?<!\bmax)(?<!\bmin)(?<!\bapprox)(?<!\bvs)[.!?…](?=[\s\"”)]|$)"
_SEGMENT_END = re.compile(rf"{_STOP}|;(?=\s|$)")
_JOINT = rf"{_STOP}|[;:](?=\s|$)|\s[–—-]\s|[›|()…]"
_CLAUSE_END = re.compile(
    rf"{_JOINT}"
    rf"|,?\s(?=(?:{_CONDITIONS})(?!\w))"
    rf"|,?\s(?=(?:and|then|or)\s(?:then\s)?(?:{_DENIALS})(?!\w))"
    rf"|,?\s(?=(?:and|then)\s(?:then\s)?(?:{_VERBS}|must|should|may|can|will|is|are)(?!\w))"
    rf"|,\s(?=(?:{_DENIALS}|{_VERBS}|then|and|which|who)(?!\w))",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(
    rf"{_JOINT}|/(?=[^\W\d_]{{5}})|,(?=\s)|\s(?=(?:and|or|then|but|plus|followed\sby|{_CONDITIONS})(?!\w))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def segments_of(text: str) -> tuple[Span, ...]:
    """What stands between full stops and semicolons."""
    return tuple(_between(_SEGMENT_END, text))


@lru_cache(maxsize=4096)
def clauses_of(text: str) -> tuple[Span, ...]:
    """Instructions and conditions: "Give X, unless pregnant" are two, "X, Y or Z" is one."""
    return tuple(_between(_CLAUSE_END, text))


@lru_cache(maxsize=4096)
def phrases_of(text: str) -> tuple[Span, ...]:
    """The smallest stretches in which one thing goes with another: cut at every comma and "and"."""
    return tuple(_between(_PHRASE_END, text))


@lru_cache(maxsize=4096)
def without_quantities(text: str) -> str:
    """The text with a nought for each character of its quantities, limits included."""
    blank = list(text)
    for one in quantities_in(text):
        for at in range(one.start, one.end):
            blank[at] = blank[at] if blank[at].isspace() else "0"
    return "".join(blank)


def _between(end: re.Pattern[str], text: str) -> Iterator[Span]:
    at = 0
    for match in end.finditer(text):
        yield from _stripped(text, at, match.start())
        at = match.end()
    yield from _stripped(text, at, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end].strip(" ,")
    if words:
        begin = text.index(words, start, end)
        yield Span(begin, begin + len(words))
