"""Finds where the sentences of prose end, as exact spans.

Punkt (nupunkt's trained model) proposes; a proposal is dropped wherever clinical writing makes it
doubtful, because half a dose is worse than a long sentence.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from corpus.text import Span


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Abbreviations are compared in lower case and without their full stops.
_OPENS = _words(
    "eg ie vs approx fig figs dr drs mr mrs ms prof cf incl ca resp st ref refs vol pp viz al "
    "tab tabs cap caps inj susp syr sol wt temp ht esp"
)
"""Always followed by what they belong to, so no sentence ends after them."""
_COUNTS = _words(
    "no nos nr max min mins etc iv im sc po pr pv sl io in ng td tds bd od om on qds qid tid bid "
    "prn stat ac pc hs sp spp mg mcg ug µg μg g kg l ml dl iu u mmol meq cm mm hr hrs h sec secs s "
    "wk wks d mth mths yr yrs doz amp amps p para sect chap art eq"
)
"""May end a sentence, but a number after them belongs to them."""

_STOP = re.compile(r"[.?!…]\S*\s")
_LAST_WORD = re.compile(r"[^\s(\[/,;]+$")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,4}|[A-Za-z])[.)]")
_NUMBERED = re.compile(r"\(?(\d{1,2})[.)]\s.*\s\(?(\d{1,2})[.)]$", re.DOTALL)
_MARKS = re.compile(r"((?:\[[\d\s,–-]+\]\s*)*\[[\d\s,–-]+\])\s+(?=\S)")
_REFERENCE = re.compile(r"(?<=[^\W\d_]{3})[.?!)]{1,2}\d{1,3}(?:[,–-]\s?\d{1,3})*\s+(?=[A-Z])")
"""The numbers of a bibliography set directly behind a full stop, as in "mortality.12,13 The"."""


def sentence_spans(content: str, start: int, end: int) -> list[Span]:
    """The sentences of the prose in `content[start:end]`, stripped, as spans over `content`."""
    while start < end and content[start].isspace():
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    prose = content[start:end]
    if not _STOP.search(prose):
        return [Span(start, end)] if prose else []
    joined: list[Span] = []
    for proposed in _proposals(prose):
        proposal = proposed
        if joined and _continues(prose, joined[-1], proposal):
            joined[-1] = Span(joined[-1].start, proposal.end)
        else:
            if joined:
                joined[-1], proposal = _with_references(prose, joined[-1], proposal)
            joined.append(proposal)
    return [Span(start + span.start, start + span.end) for span in joined]


@lru_cache(maxsize=1)
def _punkt() -> Any:
    from nupunkt import load

    return load("default")


def _proposals(prose: str) -> Iterable[Span]:
    for start, end in _punkt().iter_spans(prose):
        begin = start
        for reference in _REFERENCE.finditer(prose, begin, end):
            stop = begin + len(prose[begin : reference.end()].rstrip())
            if _abbreviation(prose[begin : reference.start()]) not in _OPENS | _COUNTS:
                yield Span(begin, stop)
                begin = reference.end()
        yield Span(begin, end)


def _with_references(prose: str, before: Span, after: Span) -> tuple[Span, Span]:
    """Gives "[2]" back to the sentence it follows: "Offer fluids. [2] See below."."""
    marks = _MARKS.match(prose, after.start, after.end)
    if marks is None:
        return before, after
    return Span(before.start, marks.end(1)), Span(marks.end(), after.end)


def _abbreviation(left: str) -> str:
    word = _LAST_WORD.search(left)
    return word.group().replace(".", "").lower() if word else ""


def _continues(prose: str, before: Span, after: Span) -> bool:
    """Whether `after` is, or may well be, part of the sentence `before`."""
    left, right = prose[before.start : before.end], prose[after.start : after.end]
    first = right.lstrip("([\"'“‘*_")[:1]
    return (
        first.islower()
        or right[0] in ",;:)]}%/"
        or not (any(map(str.isalpha, right)) or _ENUMERATOR.fullmatch(right))
        or _ENUMERATOR.fullmatch(left) is not None
        or _in_brackets(left, right)
        or _ends_in_next_number(left)
        or (left.endswith(".") and _needs_more(left, first))
    )


def _in_brackets(left: str, right: str) -> bool:
    closing = right.find(")")
    return left.count("(") > left.count(")") and 0 <= closing < (right + "(").find("(")


def _ends_in_next_number(left: str) -> bool:
    """Whether the next item's number was taken for the end: "1. Give oxygen 2."."""
    numbers = _NUMBERED.match(left)
    return numbers is not None and int(numbers[2]) == int(numbers[1]) + 1


def _needs_more(left: str, first: str) -> bool:
    """Whether a full stop before a word with this first character belongs to an abbreviation."""
    words, word, number = left.count(" ") + 1, _abbreviation(left), left[-2:-1].isdigit()
    return (
        words == 1
        or (words == 2 and number)  # "Table 2."
        or word in _OPENS
        or (len(word) == 1 and left[-3] in " (" and left[-2].isupper())  # "N. Gonorrhoeae"
        or (first.isdigit() and (number or word in _COUNTS))
    )
