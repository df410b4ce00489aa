"""Which of two version labels is the older one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.labels import comes_before


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2", "10"),
        ("2", "2.1"),
        ("2.9", "2.10"),
        ("1.9.9", "2"),
        ("v3", "V4"),
        ("v 3", "v  3.1"),
        ("2023-11", "2024-05"),
        ("2023", "2024"),
        ("2024-05-09", "2024-05-10"),
        ("2024/05", "2024/11"),
        ("2019 update 2", "2019 update 10"),
        ("May 2023", "may 2024"),
        ("3a", "3b"),
        ("A", "B"),
        ("rev. 9", "rev. 11"),
    ],
)
def test_labels_that_are_built_alike_are_ordered(older, newer):
    assert comes_before(older, newer) is True
    assert comes_before(newer, older) is False


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("2", "v3"),
        ("4", "2024-05"),
        ("2024", "4"),
        ("2024-05", "2024"),
        ("May 2024", "June 2023"),
        ("05/2024", "01/2025"),
        ("05/24", "01/25"),
        ("12.05.2024 b", "spring"),
        ("first", "second"),
        ("3", "3a"),
    ],
)
def test_labels_that_are_built_otherwise_are_not_compared(label, other):
    assert comes_before(label, other) is None
    assert comes_before(other, label) is None


@pytest.mark.parametrize(("label", "other"), [("2", "2.0"), ("v2", "V2"), ("final", "final")])
def test_of_equal_labels_neither_is_older(label, other):
    assert comes_before(label, other) is False
    assert comes_before(other, label) is False


LABELS = st.text(st.sampled_from("0123456789.-/v ab२²é"), min_size=1, max_size=12)


@given(LABELS, LABELS)
def test_never_is_each_of_two_labels_the_older_one(label, other):
    forth, back = comes_before(label, other), comes_before(other, label)
    assert not (forth and back)
    assert (forth is None) == (back is None)


@given(LABELS, LABELS, LABELS)
def test_the_order_has_no_circle(first, second, third):
    if comes_before(first, second) and comes_before(second, third):
        assert comes_before(third, first) is not True


@given(st.text(max_size=400))
def test_any_label_can_be_looked_at(label):
    assert comes_before(label, label) is False
