"""The drugs that a text names, each by one generic name."""

import re
from functools import cache

from assistant.vocabulary.analysis import fold
from assistant.vocabulary.lists import brands, drug_names, drug_variants

_PIECE = re.compile(r"[^\W_]+")


@cache
def _by_pieces() -> tuple[dict[tuple[str, ...], frozenset[str]], int]:
    names: dict[tuple[str, ...], frozenset[str]] = {}
    for name in drug_names():
        names[tuple(_PIECE.findall(name))] = frozenset({name})
    for other in (drug_variants(), brands()):
        for name, generics in other.items():
            names[tuple(_PIECE.findall(fold(name)))] = frozenset(generics)
    return names, max(map(len, names))


def drugs_in(text: str) -> frozenset[str]:
    """Generic names of the drugs in a text, by whatever name it calls them; the longest name wins.

    A combination gives its ingredients: "Tazocin" is piperacillin and tazobactam.
    """
    names, longest = _by_pieces()
    pieces = _PIECE.findall(fold(text))
    found: set[str] = set()
    at = 0
    while at < len(pieces):
        for size in range(min(longest, len(pieces) - at), 0, -1):
            generics = names.get(tuple(pieces[at : at + size]))
            if generics is not None:
                found |= generics
                at += size
                break
        else:
            at += 1
    return frozenset(found)
