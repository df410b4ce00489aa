"""Reads the values of a suite's fields, naming each mistake with its line."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from evals.suites.mistakes import Mistakes, near
from evals.suites.nodes import Items, Keyed, Node, Scalar
from evals.suites.pattern import Pattern

Reader = Callable[[Node, str, Mistakes], Any]
"""From a node and the name it goes by to its value; None after a mistake."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping that was read."""

    line: int
    values: dict[str, Any]
    lines: dict[str, int]
    """Of the keys that were stated, right or wrong."""


def text(node: Node, name: str, mistakes: Mistakes) -> str | None:
    """A text that is not blank; a number is the text as it is written."""
    if isinstance(node, Scalar) and node.text.strip() and not node.empty:
        return node.text
    if isinstance(node, Scalar):
        hint = "" if not node.text else f"; if {node.text!r} is meant, write it in quotes"
        mistakes.add(node.line, f"{name} is empty: give it a value or leave it out{hint}")
    else:
        kind = "a list" if isinstance(node, Items) else "a mapping"
        mistakes.add(
            node.line, f"{name} is {kind}, not a text: write text that holds ': ' in quotes"
        )
    return None


def identity(node: Node, name: str, mistakes: Mistakes) -> str | None:
    """A name that can be part of a key and of a file's name."""
    value = text(node, name, mistakes)
    if value is None or (_NAME.fullmatch(value) and len(value) <= _LONGEST_NAME):
        return value
    mistakes.add(
        node.line, f"{name} {value[:_LONGEST_NAME]!r} is no name: use up to {_LONGEST_NAME} of "
        "a-z, 0-9 and single hyphens between them",
    )  # fmt: skip
    return None


def day(node: Node, name: str, mistakes: Mistakes) -> date | None:
    """A day as in 2026-01-31."""
    value = text(node, name, mistakes)
    if value is None:
        return None
    try:
        if len(value) == len("2026-01-31"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    mistakes.add(node.line, f"{name} {value[:40]!r} is no day: write it as in 2026-01-31")
    return None


def one_of(kind: type[StrEnum]) -> Reader:
    """A reader of a member of `kind`."""

    def read(node: Node, name: str, mistakes: Mistakes) -> StrEnum | None:
        value = text(node, name, mistakes)
        if value is None or value in set(kind):
            return value and kind(value)  # type: ignore[return-value]
        hint = near(value, kind) or f": it is one of {', '.join(kind)}"
        mistakes.add(node.line, f"{name} {value[:60]!r} is unknown{hint}")
        return None

    return read


def listed(read: Reader, *, or_one: bool = False) -> Reader:
    """A reader of lists, whose items `read` reads; of a single item too when `or_one`."""

    def read_list(node: Node, name: str, mistakes: Mistakes) -> tuple[Any, ...] | None:
        if or_one and not isinstance(node, Items):
            value = read(node, name, mistakes)
            return None if value is None else (value,)
        if not isinstance(node, Items):
            mistakes.add(node.line, f"{name} is no list: write it as [one, another]")
            return None
        values = [read(item, f"an item of {name}", mistakes) for item in node.items]
        return None if None in values else tuple(values)

    return read_list


def record(readers: Mapping[str, Reader], required: Iterable[str]) -> Reader:
    """A reader of mappings with the keys of `readers`."""

    def read(node: Node, name: str, mistakes: Mistakes) -> Record | None:
        if not isinstance(node, Keyed):
            mistakes.add(node.line, f"{name} is no mapping: it has the keys {', '.join(readers)}")
            return None
        values = {}
        for key, value in node.values.items():
            if reader := readers.get(key):
                values[key] = reader(value, key, mistakes)
            else:
                hint = near(key, readers) or f": it can have {', '.join(readers)}"
                mistakes.add(node.lines[key], f"{name} has an unknown key {key[:60]!r}{hint}")
        for key in required:
            if key not in node.values:
                mistakes.add(node.line, f"{name} has no {key}: give it one")
        lines = {key: line for key, line in node.lines.items() if key in readers}
        return Record(node.line, values, lines)

    return read


def tags(node: Node, name: str, mistakes: Mistakes) -> dict[str, str] | None:
    """A mapping of texts to texts."""
    if not isinstance(node, Keyed):
        mistakes.add(node.line, f"{name} is no mapping: write it as {{kind: direct}}")
        return None
    values = {key: text(value, f"the tag {key}", mistakes) for key, value in node.values.items()}
    for key in values:
        if not key.strip() or "=" in key:
            mistakes.add(
                node.lines[key], f"the tag {key[:60]!r} is no name: tags are picked as name=value"
            )
    return {key: value for key, value in values.items() if value is not None}


def pattern(node: Node, name: str, mistakes: Mistakes) -> Pattern | None:
    """Words, or {regex: "…"}."""
    expression = isinstance(node, Keyed)
    if isinstance(node, Keyed):
        read = _REGEX(node, name, mistakes)
        value = read.values.get("regex")
    else:
        value = text(node, name, mistakes)
    if value is None:
        return None
    try:
        return Pattern(value, regex=expression)
    except ValueError as error:
        mistakes.add(node.line, f"{name}: {error}")
        return None


def wordings(node: Node, name: str, mistakes: Mistakes) -> tuple[Pattern, ...] | None:
    """One pattern, or a list of them of which any will do."""
    if isinstance(node, Items) and not node.items:
        mistakes.add(node.line, f"{name} is an empty list: give it a wording or leave it out")
        return None
    return _WORDINGS(node, name, mistakes)  # type: ignore[no-any-return]


_WORDINGS = listed(pattern, or_one=True)
_REGEX = record({"regex": text}, ["regex"])
