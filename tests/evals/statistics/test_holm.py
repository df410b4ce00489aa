import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics import holm

values = st.lists(st.floats(0, 1), max_size=20)


def test_the_example_of_the_textbooks():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(values)
def test_nothing_gets_smaller_nor_changes_its_rank(drawn):
    adjusted = holm(drawn)
    assert all(one <= other <= 1 for one, other in zip(drawn, adjusted, strict=True))
    ranks = sorted(range(len(drawn)), key=lambda place: drawn[place])
    ordered = [adjusted[place] for place in ranks]
    assert ordered == sorted(ordered)


@given(values)
def test_nothing_gets_larger_than_by_bonferroni(drawn):
    for one, other in zip(drawn, holm(drawn), strict=True):
        assert other <= min(1, one * len(drawn))


def test_one_test_needs_no_correction():
    assert holm([0.04]) == [0.04]
