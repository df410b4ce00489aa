"""Conflicts as stored, and those that an answer touches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conflicts.conflict import Conflict, Conflicts, Side


def conflict(start=10, end=20, document="b", version="1"):
    sides = (Side("a", "1", 0, 5, "500 mg"), Side(document, version, start, end, "1 g"))
    return Conflict("amoxicillin", "dose", sides)


def test_a_conflict_is_read_back_as_written():
    assert Conflict.from_json(conflict().to_json()) == conflict()


def test_a_conflict_is_between_two_documents():
    with pytest.raises(ValueError, match="two documents"):
        conflict(document="a")
    with pytest.raises(ValueError, match="stands in the text"):
        conflict(start=20)


def test_only_what_overlaps_a_side_of_that_version_is_touched():
    index = Conflicts([conflict()])
    assert index.touching("b", "1", 19, 30) == (conflict(),)
    assert index.touching("a", "1", 4, 6) == (conflict(),)
    assert index.touching("b", "1", 20, 30) == ()
    assert index.touching("b", "2", 10, 20) == ()
    assert index.touching("c", "1", 10, 20) == ()


spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(spans, max_size=20), spans)
def test_the_index_finds_what_a_look_at_every_conflict_finds(places, asked):
    found = {conflict(*place) for place in places}
    expected = {c for c in found if c.sides[1].start < asked[1] and c.sides[1].end > asked[0]}
    assert set(Conflicts(found).touching("b", "1", *asked)) == expected
