"""The words of statements and quotes, and the units that a source is quoted in."""

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[<>≤≥±+−%°/=×]")
_REFERENCE = re.compile(r"\[[\d,;\s–-]+\]")
_JOINT = re.compile(r"\s*[›|]\s*|[:;](?=\s|$)")
"""What may stand between two headings, cells or clauses where they are read on one line."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

Words = tuple[str, ...]


class Unit(NamedTuple):
    """A stretch of a quote between two joints, which is quoted whole or not at all."""

    words: Words
    quote: int
    whole: int
    """Number of the sentence or cell it is part of, within its quote."""
    cell: int
    """Its column, from 0; of prose always 0."""


@lru_cache(maxsize=100_000)
def words_of(text: str) -> Words:
    """Words, numbers and signs, in lower case, without the numbers of references.

    A cell that holds only a dash says just that.
    """
    line = _REFERENCE.sub(" ", text).casefold().strip()
    return tuple(_TOKEN.findall(line)) or ((line,) if line else ())


@lru_cache(maxsize=50_000)
def pieces_of(text: str) -> tuple[str, ...]:
    """The text on one line, cut at its joints: headings, labels, cells and clauses."""
    line = " ".join(_REFERENCE.sub(" ", text).split())
    return tuple(piece for piece in map(str.strip, _JOINT.split(line)) if piece)


@lru_cache(maxsize=50_000)
def cells_of(quote: str) -> tuple[Words, ...]:
    """The words of each cell of a table row, empty ones too; one cell for prose."""
    return tuple(map(words_of, quote.split("|")))


@lru_cache(maxsize=20_000)
def units_of(quotes: tuple[str, ...]) -> tuple[Unit, ...]:
    """The units of all quotes, in order; those of one sentence or cell share `whole`."""
    return tuple(unit for number, quote in enumerate(quotes) for unit in _units(quote, number))


@lru_cache(maxsize=50_000)
def _units(quote: str, number: int) -> tuple[Unit, ...]:
    found: list[Unit] = []
    whole = 0
    for column, cell in enumerate(quote.split("|")):
        for sentence in _SENTENCE_END.split(" ".join(_REFERENCE.sub(" ", cell).split())):
            whole += 1
            spoken = filter(None, map(words_of, pieces_of(sentence)))
            found += [Unit(words, number, whole, column) for words in spoken]
    return tuple(found)


@lru_cache(maxsize=50_000)
def vocabulary_of(quote: str) -> frozenset[str]:
    """Every word of the units of one quote."""
    return frozenset(word for unit in _units(quote, 0) for word in unit.words)


@lru_cache(maxsize=50_000)
def spoken_in(text: str) -> tuple[Words, ...]:
    """The words of each of its pieces."""
    return tuple(words for piece in pieces_of(text) if (words := words_of(piece)))
