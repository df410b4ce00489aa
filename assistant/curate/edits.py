"""Word by word, what changed between two readings of one sentence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.curate.lines import fold

# A number keeps its decimals, a name its hyphen: half a changed number is easily misread.
_TOKEN = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*|\S")
LONGEST = 600
"""Words of a sentence up to which it is compared word by word."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch that differs: the words `before[start:end]` became `after[start:end]`."""

    before: tuple[int, int]
    after: tuple[int, int]
    """Half-open ranges of code points of the two readings; empty where nothing stood."""

    def to_json(self) -> dict[str, list[int]]:
        """Both ranges."""
        return {"before": list(self.before), "after": list(self.after)}


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """The stretches that differ, in order; what lies between them says the same on both sides."""
    tokens = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    words = [[_folded(token[0]) for token in side] for side in tokens]
    if max(map(len, words)) > LONGEST:
        blocks = _outer_blocks(*words)
    else:
        matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
        blocks = [(i, j, k, m) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
    return tuple(
        Edit(_range(tokens[0], i, j, before), _range(tokens[1], k, m, after))
        for i, j, k, m in _merged(blocks, *words)
    )


def marked(reading: str, ranges: Iterable[tuple[int, int]], signs: tuple[str, str]) -> str:
    """One reading with the ranges set between two signs."""
    parts: list[str] = []
    at = 0
    for start, end in ranges:
        if start < end:
            parts += [reading[at:start], signs[0], reading[start:end], signs[1]]
            at = end
    return "".join([*parts, reading[at:]])


Block = tuple[int, int, int, int]


@lru_cache(maxsize=100_000)
def _folded(token: str) -> str:
    return fold(token) or token


def _merged(blocks: Sequence[Block], before: Sequence[str], after: Sequence[str]) -> list[Block]:
    """Stretches with nothing but one sign between them are read as one."""
    merged: list[Block] = []
    for block in blocks:
        if merged:
            last = merged[-1]
            between = before[last[1] : block[0]]
            if len(between) == 1 and not between[0][0].isalnum():
                merged[-1] = (last[0], block[1], last[2], block[3])
                continue
        merged.append(block)
    return merged


def _outer_blocks(before: Sequence[str], after: Sequence[str]) -> list[Block]:
    """All between the first and the last word that differ, for sentences of endless length."""
    shortest = min(len(before), len(after))
    head = 0
    while head < shortest and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shortest - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    block = head, len(before) - tail, head, len(after) - tail
    return [block] if block[0] < block[1] or block[2] < block[3] else []


def _range(tokens: Sequence[re.Match[str]], first: int, end: int, words: str) -> tuple[int, int]:
    if first < end:
        return tokens[first].start(), tokens[end - 1].end()
    at = tokens[first].start() if first < len(tokens) else len(words)
    return at, at
