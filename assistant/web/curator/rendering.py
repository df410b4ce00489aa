"""The curator's views as HTML in which every value is escaped."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from assistant.curate.edits import Edit
from assistant.web.curator.address import Place, Queue, Tab, View, version_at
from assistant.web.shell import templates

_PAGE = re.compile(r"page (\d{1,6}): (?:page \d+ )?(.+)", re.DOTALL)
FOLDER = Path(__file__).parent / "templates"


def render(template: str, **values: Any) -> str:
    """One template with its values."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = templates(FOLDER)
    environment.globals |= {
        "Place": Place, "View": View, "Queue": Queue, "Tab": Tab, "version_at": version_at,
    }  # fmt: skip
    environment.filters |= {
        "day": day, "moment": moment, "counted": counted, "pieces": pieces, "size": size,
        "sentence": sentence, "of_page": of_page,
    }  # fmt: skip
    return environment


def day(value: date | str | None) -> str:
    """A day as every country reads it: 3 Nov 2025; a dash for none."""
    if not value:
        return "–"
    at = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{at.day} {at:%b %Y}"


def moment(value: datetime | str | None) -> str:
    """A time to the minute, in UTC."""
    if not value:
        return "–"
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    at = at.astimezone(UTC)
    return f"{day(at.date())}, {at:%H:%M} UTC"


def counted(number: int, thing: str) -> str:
    """The number with what it counts: 1 version, 2 versions, 1,200 passages."""
    return f"1 {thing}" if number == 1 else f"{number:,} {thing}s"


def size(count: int) -> str:
    """Bytes as people say them."""
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{max(1, count // 1000):,} kB"


def sentence(words: str) -> str:
    """The words with a capital letter first."""
    return words[:1].upper() + words[1:]


def of_page(problem: str) -> tuple[int, str]:
    """The page that a problem names first, 0 for none, and the rest of it."""
    named = _PAGE.match(problem)
    return (int(named[1]), named[2]) if named else (0, problem)


def pieces(reading: str, edits: Iterable[Edit], side: str) -> list[tuple[str, bool]]:
    """A reading cut where edits begin and end; of each piece whether it differs."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for edit in edits:
        start, end = edit.before if side == "before" else edit.after
        if start < end:
            cut += [(reading[at:start], False), (reading[start:end], True)]
            at = end
    return [(words, differs) for words, differs in (*cut, (reading[at:], False)) if words]
