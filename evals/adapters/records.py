"""Reads the files of public sets, and names what is wrong with them by line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import SuiteError


def read_records(file: Path, *keys: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON Lines, each of which must have `keys`; raises SuiteError."""
    # Not splitlines: U+2028 and the like may stand in what people wrote.
    for number, line in enumerate(read_text(file).rstrip("\n").split("\n"), 1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise SuiteError(f"{file}:{number}: no JSON ({error}): get a whole copy") from None
        missing = [key for key in keys if not isinstance(record, dict) or key not in record]
        if missing:
            raise SuiteError(
                f"{file}:{number}: there is no {missing[0]!r}: get the copy that SOURCE.txt names"
            )
        yield record


def read_text(file: Path) -> str:
    """What a text file of a set holds; raises SuiteError."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SuiteError(f"{file} cannot be read ({reason}): get a whole copy") from None
