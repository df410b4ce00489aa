"""The order of version labels, such as 2 before 10, v2.1 before v3, 2023-11 before 2024-05."""

import re
from typing import Any

_PART = re.compile(r"\d{1,18}(?:\.\d{1,18})*|[^\W\d_]+|.")
_YEAR = re.compile(r"(?:19|20|21)\d\d(?:\.|$)")


def comes_before(label: str, other: str) -> bool | None:
    """Whether `label` is the older one; None where the two cannot be compared.

    They can where they are built alike: the same words and separators, with numbers, dotted
    numbers, years or single letters in the same places. Of equal ones neither comes before.
    """
    shape, key = _taken_apart(label)
    other_shape, other_key = _taken_apart(other)
    if shape != other_shape or not key:
        return False if label == other else None
    # 05/2023 or 05/23: what counts most does not stand first.
    if re.search(r"#.*Y|^[^Y]*#/#", "".join(shape)) and key != other_key:
        return None
    return key < other_key


def _taken_apart(label: str) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """What the labels compared must share, and what orders them."""
    shape: list[str] = []
    key: list[tuple[Any, ...]] = []
    for part in _PART.findall(" ".join(label.casefold().split())):
        if part[0].isdecimal():
            shape.append("Y" if _YEAR.match(part) else "#")
            key.append(_number(part))
        elif len(part) == 1 and part.isalpha():
            shape.append("@")
            key.append((part,))
        else:
            shape.append(part)
    return tuple(shape), tuple(key)


def _number(dotted: str) -> tuple[int, ...]:
    """2.0 is no other number than 2."""
    numbers = [int(digits) for digits in dotted.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
