"""Which units of its quotes a statement speaks of, and which of their words it leaves out."""

from collections import defaultdict
from functools import lru_cache

from evals.measures.words import Unit, units_of, words_of

LONG_RUN = 3
"""So many words in a row are no chance."""


@lru_cache(maxsize=50_000)
def left_out(statement: str, quotes: tuple[str, ...]) -> tuple[tuple[Unit, tuple[int, ...]], ...]:
    """The units spoken of, each with the positions of its words that are not said.

    From left to right the longest run of the statement's words is looked for in the quotes, one
    that is a whole unit first; a unit is spoken of when a run holds three of its words or a third.
    """
    said, units = words_of(statement), units_of(quotes)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, unit in enumerate(units):
        for at, word in enumerate(unit.words):
            places[word].append((number, at))
    covered: dict[int, set[int]] = defaultdict(set)
    touched: set[int] = set()
    spoken = 0
    while spoken < len(said):
        best = (0, False, 0, 0)
        for number, at in places.get(said[spoken], ()):
            words = units[number].words
            most = min(len(words) - at, len(said) - spoken)
            size = 1
            while size < most and words[at + size] == said[spoken + size]:
                size += 1
            if size >= best[0]:
                best = max(best, (size, size == len(words), -number, at))
        size, _, number, at = best[0], best[1], -best[2], best[3]
        if size:
            covered[number].update(range(at, at + size))
            if size >= LONG_RUN or 3 * size >= len(units[number].words):
                touched.add(number)
        spoken += max(size, 1)
    return tuple(
        (units[number], tuple(sorted(set(range(len(units[number].words))) - covered[number])))
        for number in sorted(touched)
    )
