"""The drugs that a text names, each by one generic name."""

import re
from functools import cache, lru_cache

from assistant.vocabulary.analysis import fold
from assistant.vocabulary.lists import brands, drug_names, drug_variants
from assistant.vocabulary.spelling import american

# A measured substance is not a treatment.
_NO_DRUG = (
    "blood glucose", "serum glucose", "plasma glucose", "capillary glucose", "fasting glucose",
    "random glucose", "csf glucose", "glucose level", "glucose levels", "glucose tolerance",
    "glucose monitoring", "glucose control", "glucose target", "insulin resistance",
    "vasopressin receptor", "insulin dependent",
)  # fmt: skip
_PIECE = re.compile(r"[^\W_]+")


_american = lru_cache(maxsize=100_000)(american)


def _pieces(text: str) -> tuple[str, ...]:
    """Words and numbers in one spelling, so that "sulphasalazine" is found too."""
    return tuple(map(_american, _PIECE.findall(fold(text))))


@cache
def _by_pieces() -> tuple[dict[tuple[str, ...], frozenset[str]], int]:
    names: dict[tuple[str, ...], frozenset[str]] = {}
    for name in drug_names():
        names[_pieces(name)] = frozenset({name})
    for other in (drug_variants(), brands()):
        for name, generics in other.items():
            names[_pieces(name)] = frozenset(generics)
    for phrase in _NO_DRUG:
        names[_pieces(phrase)] = frozenset()
    return names, max(map(len, names))


def drugs_in(text: str) -> frozenset[str]:
    """Generic names of the drugs in a text, by whatever name it calls them; the longest name wins.

    A combination gives its ingredients: "Tazocin" is piperacillin and tazobactam.
    """
    names, longest = _by_pieces()
    pieces = _pieces(text)
    found: set[str] = set()
    at = 0
    while at < len(pieces):
        for size in range(min(longest, len(pieces) - at), 0, -1):
            generics = names.get(pieces[at : at + size])
            if generics is not None:
                found |= generics
                at += size
                break
        else:
            at += 1
    return frozenset(found)
