"""Whether the words of a statement are those of its quotes, whole and in order."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from evals.measures.words import Unit, Words, cells_of, spoken_in, units_of, vocabulary_of

MOST_WAYS = 50
"""Ways to read a statement that are looked at; a true one is nearly always the first."""
MOST_STEPS = 5_000


@lru_cache(maxsize=50_000)
def is_traced(statement: str, quotes: tuple[str, ...]) -> bool:
    """Whether a statement is made of whole units of its quotes.

    The first quote must be said entirely, a merged cell once. Of the others any sentences or
    cells, each whole. Units of one quote keep their order, and the label before a cell is that of
    its column. So nothing can be dropped, slipped in or moved. Written apart from
    `assistant.verify`, so that a mistake in one does not hide in the other.
    """
    said = spoken_in(statement)
    # Most statements that are not made of their quotes hold a word that is in none of them.
    quoted = frozenset().union(*map(vocabulary_of, quotes))
    if not said or not all(map(quoted.issuperset, said)):
        return False
    units = units_of(quotes)
    return any(_holds(way, units, quotes) for way in islice(_ways(said, units), MOST_WAYS))


def _ways(said: Sequence[Words], units: Sequence[Unit]) -> Iterator[tuple[int, ...]]:
    """Every way to read the pieces as a chain of units, as positions among `units`."""
    steps = 0

    def follow(piece: int, spoken: int, way: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            return
        if piece == len(said):
            yield way
            return
        rest = said[piece][spoken:]
        last = {units[position].quote: position for position in way}
        fitting = [
            position
            for position, unit in enumerate(units)
            if rest[: len(unit.words)] == unit.words and position > last.get(unit.quote, -1)
        ]
        for position in sorted(fitting, key=lambda one: -len(units[one].words)):
            end = spoken + len(units[position].words)
            done = end == len(said[piece])
            yield from follow(piece + done, 0 if done else end, (*way, position))

    return follow(0, 0, ())


def _holds(way: tuple[int, ...], units: Sequence[Unit], quotes: tuple[str, ...]) -> bool:
    used = set(way)
    begun = {(units[position].quote, units[position].whole) for position in way}
    for position, unit in enumerate(units):
        needed = unit.quote == 0 or (unit.quote, unit.whole) in begun
        if needed and position not in used and not _repeats(unit, quotes[unit.quote]):
            return False
    return _labels_fit([units[position] for position in way], quotes)


def _repeats(unit: Unit, quote: str) -> bool:
    """Whether it is of a cell that says the same as the one before: a merged one."""
    cells = cells_of(quote)
    return unit.cell > 0 and cells[unit.cell] == cells[unit.cell - 1]


def _labels_fit(way: Sequence[Unit], quotes: tuple[str, ...]) -> bool:
    """Whether each cell of the first quote follows labels of its own column."""
    columns = len(cells_of(quotes[0]))
    labels: list[Unit] = []
    for unit in way:
        if unit.quote == 0:
            for label in labels:
                header = cells_of(quotes[label.quote])
                if header[label.cell] != header[unit.cell]:
                    return False
            labels = []
        elif columns > 1 and _is_header(quotes[unit.quote], columns):
            labels.append(unit)
    return True


def _is_header(quote: str, columns: int) -> bool:
    cells = cells_of(quote)
    return len(cells) == columns and len({cell for cell in cells if cell}) > 1
