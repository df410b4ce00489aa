import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from evals.adjudication import agreement

NAMES = ("right", "incomplete", "wrong", "unsafe")
RATINGS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=2)


def test_kappa_of_a_textbook_table():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, expected 0.5.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(pairs, ("y", "n"))
    assert found.kappa.mean == pytest.approx(0.4)
    assert found.table == ((20, 5), (10, 15))
    assert (found.agreed, found.judged, found.percent.mean) == (35, 50, 0.7)
    # The large-sample interval of Fleiss, Cohen and Everitt (1969) is 0.151 to 0.649.
    assert found.kappa.low == pytest.approx(0.15, abs=0.05)
    assert found.kappa.high == pytest.approx(0.65, abs=0.05)


def test_one_and_the_same_rating_throughout_leaves_kappa_undefined():
    found = agreement([("right", "right")] * 9, NAMES)
    assert found.kappa is None
    assert found.percent.mean == 1.0
    assert found.percent.low < 1.0


def test_a_single_answer_says_nothing_of_kappa():
    assert agreement([("right", "wrong")], NAMES).kappa is None


def test_without_answers_there_is_no_agreement():
    with pytest.raises(ValueError, match="both have judged"):
        agreement([], NAMES)


@given(RATINGS)
@settings(max_examples=60, deadline=None)
def test_the_interval_holds_the_kappa_and_does_not_depend_on_who_is_named_first(pairs):
    found, turned = (agreement(p, NAMES) for p in (pairs, [(b, a) for a, b in pairs]))
    if found.kappa is None:
        assert turned.kappa is None
        return
    first, second = zip(*pairs, strict=True)
    assert found.kappa.mean == pytest.approx(cohen_kappa_score(first, second))
    assert -1 <= found.kappa.low <= found.kappa.mean <= found.kappa.high <= 1
    assert turned.kappa.mean == pytest.approx(found.kappa.mean)


def test_the_same_ratings_give_the_same_interval():
    pairs = [("right", "right"), ("wrong", "right"), ("wrong", "wrong"), ("unsafe", "wrong")] * 4
    assert agreement(pairs, NAMES) == agreement(pairs, NAMES)
