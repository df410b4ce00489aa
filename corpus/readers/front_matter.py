"""The YAML block at the head of a Markdown file, as keys of the metadata contract."""

import re
from collections.abc import Mapping

from corpus.errors import DocumentError
from corpus.metadata import KEYS
from corpus.readers.reading import Problem

_BLOCK = re.compile(
    r"\A\s*?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
# A value that begins like YAML's own syntax is YAML gone wrong, not a plain value.
_ENTRY = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+([^\s\[{\"'&*|>!%@`#][^#]*))?[ \t]*")
_MAX_CHARACTERS = 200_000
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def split_front_matter(source: str) -> tuple[dict[str, str], str, tuple[Problem, ...]]:
    """What the front matter states under contract keys, the text after it, and problems.

    Other keys are ignored, since every publishing tool adds its own. Values stay as they are
    typed (a version 1.10 is not the number 1.1); lists are joined with "; ".
    Raises DocumentError when the block is neither YAML nor plain `key: value` lines.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    block = _BLOCK.match(source)
    if block is None:
        return {}, source, ()
    first_line = source[: block.start(1)].count("\n") + 1
    problems: tuple[Problem, ...] = ()
    lines = _read_lines(block[1])
    values: object = lines
    try:
        values = _parse(block[1], first_line)
    except DocumentError as error:
        if lines is None:
            raise
        problems = (Problem(f"front matter was read line by line: {error}"),)
    if not isinstance(values, Mapping):
        return {}, source, ()  # two rules with text between them
    stated = {}
    for key, value in values.items():
        text = _plain(value) if value else ""
        if key in KEYS and text:
            stated[key] = text
    return stated, source[block.end() :], problems


def _read_lines(block: str) -> dict[str, str] | None:
    """A block of nothing but `key: value` lines, where a value may hold ": " unquoted."""
    values = {}
    for line in block.splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            return None
        values[entry[1]] = entry[2]
    return values


def _parse(block: str, first_line: int) -> object:
    import yaml

    if len(block) > _MAX_CHARACTERS:
        raise DocumentError(
            f"the front matter has {len(block)} characters, more than {_MAX_CHARACTERS}: shorten it"
        )
    # The base loaders keep every value as typed and know no merge keys, which makes both dates
    # and "billion laughs" harmless.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.load(block, Loader=loader)  # builds nothing but str, list and dict
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        reason = getattr(error, "problem", None) or "it cannot be parsed"
        raise DocumentError(
            f"line {line} of the front matter is not YAML ({reason}): correct it, "
            "or put quotation marks around the value"
        ) from None
    except RecursionError:
        raise DocumentError("the front matter is nested too deeply: simplify it") from None


def _plain(value: object) -> str:
    """A value or a list of values as text; nothing for anything nested."""
    if isinstance(value, str):
        return "" if value in _NOTHING else " ".join(value.split())
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(" ".join(item.split()) for item in value if item not in _NOTHING)
    return ""
