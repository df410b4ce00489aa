"""Aligns the lines of two texts: which line of one is which line of the other."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from assistant.curate.lines import TOP, Line, fold
from assistant.curate.similarity import CELLS, Words, similar_anywhere, similar_in_order

LARGEST_GAP = 500_000_000
"""Pairs of lines between two anchors up to which the order is worked out (60 MB)."""
CLEARLY = 0.8
ALIKE = 0.5
ALIKE_ELSEWHERE = 0.65
"""Without the place in common, more of the words must be."""
ALIKE_HEADINGS = 0.35
"""Headings are short, and few stand between two lines in place."""

Key = Callable[[Line], Hashable]


class Alignment:
    """Pairs of lines, each line in at most one; headings only pair with headings."""

    def __init__(self, before: Sequence[Line], after: Sequence[Line]) -> None:
        self._sides = before, after
        self._words = Words()
        self.after_of: dict[int, int] = {}
        """From the number of a line before to that of its partner after."""
        self.before_of: dict[int, int] = {}
        """The other way round."""
        self.in_place: set[int] = set()
        """Lines after whose order among each other is as before."""
        self._align()

    def same_place(self, before: Line, after: Line) -> bool:
        """Whether two lines stand under the same heading, whatever it is called by now."""
        if TOP in (before.under, after.under):
            return before.under == after.under
        return self.after_of.get(before.under) == after.under

    def _align(self) -> None:
        self._in_order(lambda line: (line.is_heading, line.headings, line.key))
        self._in_order(lambda line: (line.is_heading, line.key))
        self._in_order(lambda line: (line.is_heading, fold(line.words)))
        gaps = self._gaps()
        self._headings()
        # A line of the same words in the same section only changed its place, and a line much
        # like one in its own place was changed there, even if it now says what another one said.
        self._exact(lambda side, line: (self._section(side, line), line.key))
        self._similar(
            lambda side, line: (gaps[side][line.number], self._section(side, line)), CLEARLY
        )
        self._exact(lambda side, line: line.key)
        self._similar(
            lambda side, line: (gaps[side][line.number], self._section(side, line)), ALIKE
        )
        self._similar(self._section, ALIKE)
        self._similar(lambda side, line: gaps[side][line.number], ALIKE)
        left, right = ([x for x in self._open(side) if not x.is_heading] for side in (0, 1))
        for pair in similar_anywhere(left, right, self._words, ALIKE_ELSEWHERE):
            self._join(*pair)
        self._headings()
        self._similar(lambda side, line: gaps[side][line.number], ALIKE_HEADINGS, headings=True)

    def _join(self, before: int, after: int) -> None:
        self.after_of[before] = after
        self.before_of[after] = before

    def _open(self, side: int) -> Iterator[Line]:
        """The lines of a side without a partner, in order."""
        paired = (self.after_of, self.before_of)[side]
        return (line for line in self._sides[side] if line.number not in paired)

    def _section(self, side: int, line: Line) -> Hashable:
        """The heading a line stands under, the same for both sides when the headings are paired."""
        if side or line.under == TOP:
            return line.under
        return self.after_of.get(line.under, (line.under,))

    def _gaps(self) -> tuple[list[int], list[int]]:
        """For every line the number of lines in place before it: the same between two of them."""
        sides: list[list[int]] = []
        for side, lines in enumerate(self._sides):
            count, counts = 0, []
            for line in lines:
                after = line.number if side else self.after_of.get(line.number, -1)
                count += after in self.in_place
                counts.append(count)
            sides.append(counts)
        return sides[0], sides[1]

    def _in_order(self, key: Key) -> None:
        """Pair equal lines that keep their order, between those already in place."""
        gaps = self._gaps()
        groups: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
        for side in (0, 1):
            for line in self._open(side):
                groups[gaps[side][line.number]][side].append(line)
        for before, after in groups.values():
            keys = [[key(line) for line in lines] for lines in (before, after)]
            for i, j in common_in_order(keys[0], keys[1]):
                self._join(before[i].number, after[j].number)
                self.in_place.add(after[j].number)

    def _exact(self, key: Callable[[int, Line], Hashable]) -> None:
        """Pair sentences with equal keys, wherever they stand, in order."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for line in self._open(1):
            if not line.is_heading:
                waiting[key(1, line)].append(line.number)
        for line in list(self._open(0)):
            partners = waiting.get(key(0, line))
            if partners and not line.is_heading:
                self._join(line.number, partners.pop(0))

    def _similar(
        self, key: Callable[[int, Line], Hashable], least: float, *, headings: bool = False
    ) -> None:
        """Pair lines that are alike within groups with the same key."""
        groups: dict[Hashable, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
        for side in (0, 1):
            for line in self._open(side):
                if line.is_heading == headings:
                    groups[key(side, line)][side].append(line)
        for before, after in groups.values():
            if before and after and len(before) * len(after) <= CELLS:
                for pair in similar_in_order(before, after, self._words, least):
                    self._join(*pair)

    def _headings(self) -> None:
        """Pair headings whose sentences went over to one another, or that have the same path."""
        votes: Counter[tuple[int, int]] = Counter()
        for before, after in self.after_of.items():
            pair = self._sides[0][before].under, self._sides[1][after].under
            if TOP not in pair and pair[0] not in self.after_of and pair[1] not in self.before_of:
                votes[pair] += 1
        for pair, _ in votes.most_common():
            if pair[0] not in self.after_of and pair[1] not in self.before_of:
                self._join(*pair)
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for line in self._open(1):
            if line.is_heading:
                waiting[line.headings, line.key].append(line.number)
        for line in list(self._open(0)):
            partners = waiting.get((line.headings, line.key))
            if partners and line.is_heading:
                self._join(line.number, partners.pop(0))


def common_in_order(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> Iterator[tuple[int, int]]:
    """Positions of equal items that keep their order: first those that are unique, then between.

    Quick on any input: between two unique items that moved, a stretch beyond LARGEST_GAP pairs
    is passed over.
    """
    from rapidfuzz.distance import LCSseq

    numbers: dict[Hashable, int] = {}
    before, after = (
        [numbers.setdefault(item, len(numbers)) for item in side] for side in (before, after)
    )
    anchors = _unique_in_order(before, after)
    i = j = 0
    for anchor in [*anchors, (len(before), len(after))]:
        left, right = before[i : anchor[0]], after[j : anchor[1]]
        if 0 < len(left) * len(right) <= LARGEST_GAP:
            for block in LCSseq.opcodes(left, right).as_matching_blocks():
                for offset in range(block.size):
                    yield i + block.a + offset, j + block.b + offset
        if anchor[0] < len(before):
            yield anchor
        i, j = anchor[0] + 1, anchor[1] + 1


def _unique_in_order(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> list[tuple[int, int]]:
    """The longest run of items that occur once on each side and keep their order."""
    counts = Counter(before), Counter(after)
    where = {item: j for j, item in enumerate(after) if counts[1][item] == 1}
    pairs = [
        (i, where[item]) for i, item in enumerate(before) if counts[0][item] == 1 and item in where
    ]
    # Patience sorting: the last pair of the best run of each length, and the one before it.
    ends: list[int] = []
    last: list[int] = []
    previous = [-1] * len(pairs)
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        previous[number] = last[length - 1] if length else -1
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
    run: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(pairs[number])
        number = previous[number]
    return run[::-1]
