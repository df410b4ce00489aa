"""What a number goes with: the drug, route, frequency or patients nearest to it in its phrase."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from assistant.verify.clauses import phrases_of, segments_of
from assistant.vocabulary import drugs_in
from corpus.quantities import TIMES, Amount, amount, quantities_in
from corpus.text import Span

Finder = Callable[[str], Set[Hashable]]
"""Names what a text mentions, by one name for all ways to say it."""
Governing = tuple[frozenset[Hashable], bool]
"""What governs, and whether nothing stands between that would begin something else."""
Pairing = tuple[Hashable, Governing]
"""An anchor's key with what governs it."""
MOST_BETWEEN = 3
"""Words between two mentions that may still govern together: "adults, or children who"."""
_ANEW = re.compile(r"[;.](?:\s|$)|\b(?:then|but)\b", re.IGNORECASE)
_APART = re.compile(r"[;.](?:\s|$)|\b(?:and|or|then|but|plus)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named, and where."""

    start: int
    end: int
    keys: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stated quantity or drug that something else may go with."""

    start: int
    end: int
    key: Amount | str


def mentions(text: str, find: Finder) -> tuple[Mention, ...]:
    """Where `find` finds something: at the word with which it begins to.

    A longer name that takes the place of a shorter one, as "insulin aspart" of "insulin", is one
    mention.
    """
    return tuple(
        mention for phrase in phrases_of(text) for mention in _in_phrase(text, *phrase, find)
    )


def _in_phrase(text: str, start: int, end: int, find: Finder) -> Iterator[Mention]:
    if not find(text[start:end]):
        return
    before: frozenset[Hashable] = frozenset()
    pending: Mention | None = None
    at = start
    while at < end:
        stop = text.find(" ", at, end)
        stop = end if stop < 0 else stop
        now = frozenset(find(text[start:stop]))
        if now != before:
            replaced = pending is not None and before - now
            begin = pending.start if pending is not None and replaced else at
            if pending is not None and not replaced:
                yield pending
            kept = pending.keys & now if pending is not None and replaced else frozenset()
            pending = Mention(begin, stop, kept | (now - before)) if now - before or kept else None
        elif again := frozenset(find(text[at:stop])) & now:
            if pending is not None:
                yield pending
            pending = Mention(at, stop, again)
        before = now
        at = stop + 1
    if pending is not None:
        yield pending


@lru_cache(maxsize=4096)
def amounts_in(text: str) -> tuple[Anchor, ...]:
    """The quantities with a unit, how often left out."""
    return tuple(
        Anchor(one.start, one.end, amount(one))
        for one in quantities_in(text)
        if one.unit and one.unit != TIMES
    )


@lru_cache(maxsize=4096)
def anchors_in(text: str) -> tuple[Anchor, ...]:
    """Those quantities, and the drugs where they are named, in order."""
    named = [
        Anchor(one.start, one.end, str(key)) for one in mentions(text, drugs_in) for key in one.keys
    ]
    return tuple(sorted((*amounts_in(text), *named), key=lambda one: (one.start, str(one.key))))


def pairings(text: str, anchors: Sequence[Anchor], named: Sequence[Mention]) -> dict[Pairing, str]:
    """Each anchor with what governs it, or with nothing where nothing is named; and its words."""
    return {
        (anchor.key, governing(text, anchor, anchors, named)): text[anchor.start : anchor.end]
        for anchor in anchors
    }


def shifted(own: Mapping[Pairing, str], *theirs: Mapping[Pairing, str]) -> str:
    """The words of an anchor that goes with something else in a source, or empty."""
    known = set().union(*theirs)
    return next((words for pairing, words in own.items() if pairing not in known), "")


def governing(
    text: str, anchor: Anchor, anchors: Sequence[Anchor], named: Sequence[Mention]
) -> Governing:
    """What is named nearest in the anchor's phrase, else before it, else after it in its segment.

    Neighbours with no quantity between them, as in "adults and children", govern together. It is
    a rule of thumb, but the same one for statement and source: words that were put together anew
    come out differently.
    """
    walls = [one for one in anchors if isinstance(one.key, Amount)]
    run = _nearest(text, anchor, _runs(text, named, walls))
    if not run:
        return frozenset(), True
    keys = frozenset(key for mention in run for key in mention.keys)
    if isinstance(anchor.key, str):
        # "Adrenaline 0.5 mg IM": an amount between a drug and its route parts nothing.
        return keys, True
    closest = min(run, key=lambda one: _gap(one, anchor))
    begin, end = min(closest.end, anchor.end), max(closest.start, anchor.start)
    apart = _APART.search(text, begin, max(begin, end)) or any(
        begin <= wall.start and wall.end <= end for wall in walls if wall != anchor
    )
    return keys, not apart


def _nearest(text: str, anchor: Anchor, runs: Sequence[Sequence[Mention]]) -> Sequence[Mention]:
    phrase = _around(phrases_of(text), anchor)
    segment = _around(segments_of(text), anchor)
    inside = [run for run in runs if _meets(run, phrase)]
    if inside:
        return min(inside, key=lambda run: min(_gap(one, anchor) for one in run))
    before = [run for run in runs if run[-1].end <= anchor.start]
    near = [run for run in before if run[-1].start >= segment.start]
    after = [run for run in runs if run[0].start >= anchor.end and run[0].end <= segment.end]
    if near or not after:
        return before[-1] if before else ()
    return after[0]


def _runs(text: str, named: Sequence[Mention], walls: Sequence[Anchor]) -> list[list[Mention]]:
    """Mentions in groups that stand close together, with no quantity between them."""
    runs: list[list[Mention]] = []
    for mention in named:
        begin = runs[-1][-1].end if runs else 0
        between = text[begin : mention.start]
        apart = (
            len(between.split()) > MOST_BETWEEN
            or _ANEW.search(between)
            or any(begin <= wall.start and wall.end <= mention.start for wall in walls)
        )
        if runs and not apart:
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _around(spans: Sequence[Span], anchor: Anchor) -> Span:
    return next(
        (span for span in spans if span.start <= anchor.start < span.end),
        Span(anchor.start, anchor.end),
    )


def _meets(run: Sequence[Mention], span: Span) -> bool:
    return any(one.start < span.end and span.start < one.end for one in run)


def _gap(one: Mention, anchor: Anchor) -> int:
    return max(one.start - anchor.end, anchor.start - one.end, 0)
