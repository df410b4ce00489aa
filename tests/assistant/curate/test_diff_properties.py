"""What holds for every pair of texts."""

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.curate.alignment import common_in_order
from assistant.curate.aspects import Aspect, differences
from assistant.curate.diff import Kind, compare
from assistant.curate.edits import edits_between
from assistant.curate.lines import fold, lines_of
from corpus.readers.builder import TextBuilder
from corpus.text import BlockKind

WORDS = st.lists(
    st.sampled_from(["give", "not", "morphine", "5", "10", "mg", "IV", "adults", "the", "–", ","]),
    min_size=1,
    max_size=8,
).map(" ".join)
ANY = WORDS | st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
BLOCK = st.one_of(
    st.tuples(st.just(BlockKind.HEADING), WORDS, st.integers(1, 3)),
    st.tuples(st.just(BlockKind.PARAGRAPH), ANY, st.just(0)),
    st.tuples(st.just(BlockKind.LIST_ITEM), WORDS, st.integers(1, 2)),
    st.tuples(st.just(BlockKind.TABLE_ROW), st.tuples(WORDS, WORDS), st.just(0)),
)
BLOCKS = st.lists(BLOCK, max_size=15)


def written(blocks):
    builder = TextBuilder()
    table = 0
    for kind, words, level in blocks:
        if kind is BlockKind.TABLE_ROW:
            header = not table
            table = table or builder.start_table()
            builder.add_row(words, table=table, header=header)
        else:
            table = 0
            builder.add(kind, words, level=level)
    return builder.build()


@st.composite
def versions(draw):
    """A text and what became of it: blocks lost, doubled, moved and written anew."""
    before = draw(BLOCKS)
    after = draw(st.permutations(before)) if draw(st.booleans()) else list(before)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(after)))
        after[at : at + draw(st.integers(0, 2))] = draw(st.lists(BLOCK, max_size=2))
    return written(before), written(after)


def keys(lines):
    return [line.key for line in lines]


@given(BLOCKS)
@settings(max_examples=30)
def test_a_text_differs_in_nothing_from_itself(blocks):
    difference = compare(written(blocks), written(blocks))
    assert not difference.changes
    assert {line.kind for line in difference.lines} <= {Kind.UNCHANGED}


@given(versions())
@settings(max_examples=60)
def test_every_line_of_both_sides_is_accounted_for_once(pair):
    lines = compare(*pair).lines
    sides = [
        [side for side in (getattr(line, name) for line in lines) if side is not None]
        for name in ("before", "after")
    ]
    assert sorted(sides[0], key=lambda line: line.number) == list(lines_of(pair[0]))
    assert sides[1] == list(lines_of(pair[1]))


@given(versions())
@settings(max_examples=60)
def test_the_changes_applied_to_before_give_after(pair):
    """Line by line: what stays is copied from before, what changed is edited there."""
    made = []
    for change in compare(*pair).lines:
        if change.kind is Kind.REMOVED:
            continue
        if change.kind is Kind.ADDED:
            made.append(change.after.key)
            continue
        reading = change.before.reading
        for edit in reversed(change.edits):
            come = change.after.reading[slice(*edit.after)]
            # Spaces are layout; without them words of the two sides could run together.
            reading = f"{reading[: edit.before[0]]} {come} {reading[edit.before[1] :]}"
        made.append(fold(reading))
    assert list(map(squeezed, made)) == list(map(squeezed, keys(lines_of(pair[1]))))


def squeezed(key):
    """Without what counts as layout or not depending on the spaces beside it."""
    return re.sub(r"[\s•*-]", "", key)


@given(versions())
@settings(max_examples=60)
def test_no_number_changes_unseen(pair):
    """Whatever is unchanged or moved holds the same digits, and a pair in which they differ is
    not silent about it."""
    for change in compare(*pair).lines:
        if change.kind in (Kind.UNCHANGED, Kind.MOVED):
            digits = [
                [c for c in line.reading if c.isnumeric()] for line in (change.before, change.after)
            ]
            assert digits[0] == digits[1]
        if change.kind is Kind.CHANGED:
            assert change.edits


@given(versions())
@settings(max_examples=60)
def test_what_is_dangerous_comes_first(pair):
    dangerous = [change.dangerous for change in compare(*pair).changes]
    assert dangerous == sorted(dangerous, reverse=True)


@given(st.permutations([f"Sentence {n} of its own words." for n in range(12)]))
def test_sentences_in_another_order_are_only_moved(order):
    before = written([(BlockKind.PARAGRAPH, words, 0) for words in sorted(order)])
    after = written([(BlockKind.PARAGRAPH, words, 0) for words in order])
    kinds = Counter(line.kind for line in compare(before, after).lines)
    assert set(kinds) <= {Kind.UNCHANGED, Kind.MOVED}


ITEMS = st.lists(st.integers(0, 8), max_size=30)


@given(ITEMS, ITEMS)
@settings(max_examples=200)
def test_common_items_keep_their_order_and_nothing_between_is_missed(before, after):
    pairs = list(common_in_order(before, after))
    assert all(before[i] == after[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    ends = [(-1, -1), *pairs, (len(before), len(after))]
    for (i, j), (k, m) in pairwise(ends):
        assert not set(before[i + 1 : k]) & set(after[j + 1 : m])


DOSED = st.lists(
    st.sampled_from(
        ["5", "10", "0.5", "1,000", "500", "mg", "mL", "/", "kg", "<", "to", "-", "up to", "twice",
         "daily", "every", "hours", "per", "type", "B", "in", "and", "drops"]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)  # fmt: skip


@given(DOSED, DOSED)
@settings(max_examples=300)
def test_other_numbers_are_always_a_change_of_quantity(before, after):
    edits = edits_between(before, after)
    aspects = {finding.aspect for finding in differences(before, after, edits)}
    numbers = [re.findall(r"\d[\d.,]*", side) for side in (before, after)]
    assert numbers[0] == numbers[1] or Aspect.QUANTITY in aspects
