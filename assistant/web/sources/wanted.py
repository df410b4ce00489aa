"""What a request for a source asks for, and the address that asks for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from corpus.errors import QuestionError
from corpus.text import Span

_NUMBER = re.compile(r"[0-9]{1,9}")
_MOST_ALSO = 40
"""Context citations of one source; a table row has its title, headings, caption and header."""
_REPAIR = "open the citation again from the answer"


class Query(Protocol):
    """The parameters of an address."""

    def getlist(self, key: str) -> list[str]:
        """Every value of one name."""
        ...


@dataclass(frozen=True)
class Wanted:
    """A place in a document version."""

    document: str
    version: str
    cited: Span | None = None
    """The words to highlight."""
    also: tuple[Span, ...] = ()
    """Their context, highlighted more lightly."""
    page: int | None = None
    """From 1; None for the pages of the cited words, or the first."""

    def address(self, page: int | None = None, path: str = "/source") -> str:
        """Where this is shown, or another page of it with the same words highlighted."""
        values: list[tuple[str, str | int]] = [
            ("document", self.document),
            ("version", self.version),
        ]
        if self.cited is not None:
            values += [("start", self.cited.start), ("end", self.cited.end)]
        values += [("also", f"{one.start}-{one.end}") for one in self.also]
        if page is not None:
            values.append(("page", page))
        return f"{path}?{urlencode(values)}"

    def picture(self, page: int) -> str:
        """The address of the picture of a page."""
        return Wanted(self.document, self.version).address(page, "/source/page.png")


def wanted(query: Query) -> Wanted:
    """What the parameters ask for; QuestionError names the first that is missing or wrong."""
    start, end, page = (_number(query, name) for name in ("start", "end", "page"))
    if (start is None) != (end is None):
        raise QuestionError(f"the start and the end of the cited words go together: {_REPAIR}")
    if page == 0:
        raise QuestionError("page 0 was asked for, and pages are counted from 1: correct it")
    return Wanted(
        _text(query, "document"),
        _text(query, "version"),
        None if start is None or end is None else _span(start, end),
        tuple(_context(query.getlist("also"))),
        page,
    )


def _text(query: Query, name: str) -> str:
    match query.getlist(name):
        case [one] if one:
            return one
    raise QuestionError(f"the address has to name one {name}: {_REPAIR}")


def _number(query: Query, name: str) -> int | None:
    match query.getlist(name):
        case []:
            return None
        case [one] if _NUMBER.fullmatch(one):
            return int(one)
    raise QuestionError(f"“{name}” in the address is not one whole number: {_REPAIR}")


def _context(values: Iterable[str]) -> Iterable[Span]:
    for count, value in enumerate(values):
        start, dash, end = value.partition("-")
        numbers = _NUMBER.fullmatch(start) and _NUMBER.fullmatch(end)
        if not dash or not numbers or count == _MOST_ALSO:
            raise QuestionError(
                f"“also” in the address is a start and an end such as 10-25: {_REPAIR}"
            )
        yield _span(int(start), int(end))


def _span(start: int, end: int) -> Span:
    if start >= end:
        raise QuestionError(f"the cited words end at {end}, before they begin: {_REPAIR}")
    return Span(start, end)
