"""Times named parts of the product while a block runs, without changing what they do."""

import functools
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Parts = Mapping[str, tuple[Any, str]]
"""A module or class, and the name of a function in it, by what the function does."""


@contextmanager
def timed(parts: Parts) -> Iterator[dict[str, list[float]]]:
    """Milliseconds of every call of these functions inside the block, by what they do.

    One that calls another holds the other's time too. Raises AttributeError when the product has
    no such function.
    """
    taken: dict[str, list[float]] = {what: [] for what in parts}
    kept = {what: getattr(owner, name) for what, (owner, name) in parts.items()}
    for what, (owner, name) in parts.items():
        setattr(owner, name, _timing(kept[what], taken[what]))
    try:
        yield taken
    finally:
        for what, (owner, name) in parts.items():
            setattr(owner, name, kept[what])


def _timing(function: Any, taken: list[float]) -> Any:
    @functools.wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            taken.append(1000 * (time.perf_counter() - began))

    return call
