"""Finds which lines that differ are versions of one another, by the words they share in order."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assistant.curate.lines import Line

CELLS = 100_000
"""Pairs of lines compared one with the other; larger groups are searched by their rare words."""
COMMON = 40
"""Lines a word may stand in and still say which of them to look at."""
CANDIDATES = 8
"""Lines looked at closely for each line searched."""
SAME_LABEL = 0.3
"""What it counts that two table rows are about the same thing."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")


class Words:
    """Lines as strings of one character for each word, which are quick to compare."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._spelt: dict[str, str] = {}

    def spell(self, line: Line) -> str:
        """The words of a line, in its reading, as characters; the same word, the same one."""
        spelt = self._spelt.get(line.key)
        if spelt is None:
            letters = self._letters
            spelt = self._spelt[line.key] = "".join(
                # From 0x10000 on there is room for a million words.
                letters.setdefault(token, chr(0x10000 + len(letters)))
                for token in _TOKEN.findall(line.key.casefold())
            )
        return spelt


def similar_in_order(
    before: Sequence[Line], after: Sequence[Line], words: Words, least: float
) -> Iterator[tuple[int, int]]:
    """The pairs that keep the order of both sides and are most alike taken together.

    Likeness runs from 0 to 1: twice the words shared in order over all words; a pair is at least
    `least` alike. Yields the numbers of the lines.
    """
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    alike = cdist(
        [words.spell(line) for line in before],
        [words.spell(line) for line in after],
        scorer=Indel.normalized_similarity,
        score_cutoff=least,
    ).tolist()
    labels = [line.label for line in before], [line.label for line in after]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in range(len(before) - 1, -1, -1):
        row, below, scores, label = best[i], best[i + 1], alike[i], labels[0][i]
        for j in range(len(after) - 1, -1, -1):
            score = max(below[j], row[j + 1])
            if scores[j]:
                scores[j] += SAME_LABEL * bool(label and label == labels[1][j])
                score = max(score, scores[j] + below[j + 1])
            row[j] = score
    i = j = 0
    while i < len(before) and j < len(after):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield before[i].number, after[j].number
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def similar_anywhere(
    before: Iterable[Line], after: Iterable[Line], words: Words, least: float
) -> Iterator[tuple[int, int]]:
    """Pairs from anywhere, the most alike first, each line in at most one.

    Only lines that share one of the rarer words are compared. Yields the numbers of the lines.
    """
    from rapidfuzz.distance import Indel

    known = {line.number: words.spell(line) for line in after}
    holding: dict[str, list[int]] = defaultdict(list)
    for number, spelt in known.items():
        for word in set(spelt):
            holding[word].append(number)
    found: list[tuple[float, int, int, int]] = []
    for line in before:
        spelt = words.spell(line)
        shared: Counter[int] = Counter()
        for word in set(spelt):
            if len(holding.get(word, ())) <= COMMON:
                shared.update(holding.get(word, ()))
        for number, _ in shared.most_common(CANDIDATES):
            alike = Indel.normalized_similarity(spelt, known[number], score_cutoff=least)
            if alike:
                found.append((-alike, abs(line.number - number), line.number, number))
    used: tuple[set[int], set[int]] = set(), set()
    for *_, one, other in sorted(found):
        if one not in used[0] and other not in used[1]:
            used[0].add(one)
            used[1].add(other)
            yield one, other
