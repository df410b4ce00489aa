"""Twins: a statement that its quote says, and the same statement with one thing changed."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.evidence import HEADING_SEPARATOR
from evals.training.support.corruptions import CORRUPTIONS, applicable
from evals.training.support.example import Example, Line
from evals.training.support.rewordings import rewordings

VERBATIM = "verbatim"
UNDER_HEADING = "under_heading"
WRONG_HEADING = "wrong_heading"
ELSEWHERE = "elsewhere"
"""Another sentence of the document that has a word in common: a topic is no support."""
_BOTH_WAYS = frozenset(one.kind for one in CORRUPTIONS if one.both_ways)
TELLING = frozenset({
    "number", "unit", "comparator", "frequency", "drug", "route", "population", "condition",
    "wrong_row",
})  # fmt: skip
"""What a line must hold for these is what harms when it is changed."""
_LONG = re.compile(r"[^\W\d_]{6,}")
_TRIED = 24
"""Lines looked at for one that has a word in common."""
_PLAIN = 0.6
"""The share taken of lines that hold none of it."""
_QUOTE_UNDER_HEADINGS = 0.5
_STATEMENT_UNDER_HEADING = 0.25
_TURNED_ROUND = 0.3
"""The share of twins whose quote is the corrupted one, so that no wording gives a label away."""
_REWORDED = (0.15, 0.45, 0.3, 0.1)
"""How often a statement is its quote's words, or reworded once, twice, three times."""


def twins(lines: Iterable[Line], seed: int) -> Iterator[Example]:
    """Of each line a statement that is supported, and a corruption of it that is not.

    Lines in which much can go wrong come twice, some others not at all. The rarest kind that
    applies is taken, so that every kind of change comes often.
    """
    chance = random.Random(seed)
    by_document: dict[str, list[Line]] = {}
    for line in lines:
        by_document.setdefault(line.document, []).append(line)
    corrupted, reworded = Counter[str](), Counter[str]()
    for own in by_document.values():
        for line in own:
            rich = len(TELLING & applicable(line.words, line).keys())
            times = 2 if rich > 1 else 1 if rich or chance.random() < _PLAIN else 0
            for _ in range(times):
                yield from _twin(line, own, corrupted, reworded, chance)


def _twin(
    line: Line,
    own: Sequence[Line],
    corrupted: Counter[str],
    reworded: Counter[str],
    chance: random.Random,
) -> Iterator[Example]:
    said, kind = _said(line.words, reworded, chance)
    found = applicable(said, line)
    headings = (
        line.headings[-chance.randint(1, 2) :] if chance.random() < _QUOTE_UNDER_HEADINGS else ()
    )
    wrong = [one.headings[-1] for one in own if one.headings[-1] not in line.headings]
    elsewhere = _sharing_a_word(line, own, chance)
    if elsewhere:
        found[ELSEWHERE] = [elsewhere]
    under = headings and not line.row and chance.random() < _STATEMENT_UNDER_HEADING
    if under and wrong:
        found[WRONG_HEADING] = [f"{chance.choice(wrong)}: {said}"]
    if not found:
        return
    change = _rarest(found, corrupted, chance)
    other = chance.choice(found[change])
    quote = line.words
    if change in _BOTH_WAYS and chance.random() < _TURNED_ROUND:
        # The quote is what the corruption says: then it is the original that is wrong.
        quote, said, other, kind = other, other, said, VERBATIM
        said, kind = _said(quote, reworded, chance)
    if under:
        heading = headings[-1]
        said, kind = f"{heading}: {said}", UNDER_HEADING
        other = other if change == WRONG_HEADING else f"{heading}: {other}"
    shown = f"{HEADING_SEPARATOR.join(headings)}: {quote}" if headings else quote
    yield Example(shown, said, True, kind, line.document)
    yield Example(shown, other, False, change, line.document)


def _sharing_a_word(line: Line, own: Sequence[Line], chance: random.Random) -> str | None:
    """Another line with a long word of this one, of a few that chance takes; None without."""
    words = set(_LONG.findall(line.words.casefold()))
    for other in chance.sample(own, min(len(own), _TRIED)):
        near = other is line or other.words in (line.words, *line.neighbours)
        if not near and not other.row and words & set(_LONG.findall(other.words.casefold())):
            return other.words
    return None


def _said(words: str, counted: Counter[str], chance: random.Random) -> tuple[str, str]:
    """The words reworded none to three times, and the last kind of rewording."""
    said, kind = words, VERBATIM
    for _ in range(chance.choices(range(4), _REWORDED)[0]):
        found = rewordings(said)
        if not found:
            break
        kind = _rarest(found, counted, chance)
        said = chance.choice(found[kind])
    return said, kind


def _rarest(
    found: Mapping[str, Sequence[str]], counted: Counter[str], chance: random.Random
) -> str:
    kind = min(found, key=lambda one: (counted[one], chance.random()))
    # Rare kinds are on few lines: half of the time any kind, so that they are not all there is.
    if chance.random() < 0.35:
        kind = chance.choice(sorted(found))
    counted[kind] += 1
    return kind
