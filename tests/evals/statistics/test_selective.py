import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import auc

from evals.statistics import risk_coverage

answers = st.lists(
    st.tuples(st.sampled_from([0.1, 0.4, 0.5, 0.9]), st.booleans()), min_size=1, max_size=30
)


def curve(cases):
    return risk_coverage(*zip(*cases, strict=True))


def area_of_every_order(cases):
    """The mean AURC over every order that equal confidences can stand in."""
    areas = []
    for order in itertools.permutations(cases):
        if [one for one, _ in order] == sorted((one for one, _ in order), reverse=True):
            risks = [
                sum(bad for _, bad in order[:last]) / last for last in range(1, len(order) + 1)
            ]
            areas.append(sum(risks) / len(risks))
    return sum(areas) / len(areas)


def test_the_curve_goes_from_the_most_confident_to_all():
    found = curve([(0.9, False), (0.8, True), (0.7, False), (0.6, True)])
    assert [(point.coverage, point.risk) for point in found.points] == [
        (0.25, 0),
        (0.5, 0.5),
        (0.75, pytest.approx(1 / 3)),
        (1, 0.5),
    ]


def test_equal_confidences_are_answered_together():
    found = curve([(0.9, True), (0.9, False), (0.1, False)])
    assert [(point.threshold, point.risk) for point in found.points] == [
        (0.9, 0.5),
        (0.1, pytest.approx(1 / 3)),
    ]


@given(
    st.lists(st.tuples(st.sampled_from([0.2, 0.7]), st.booleans()), min_size=1, max_size=6),
)
def test_the_area_is_the_mean_over_every_order_of_equals(cases):
    assert curve(cases).aurc == pytest.approx(area_of_every_order(cases))


@given(answers)
def test_the_joint_area_is_that_under_wrong_answers_of_all(cases):
    found = curve(cases)
    coverages = [0.0, *(point.coverage for point in found.points)]
    joint = [0.0, *(point.risk * point.coverage for point in found.points)]
    assert found.augrc == pytest.approx(auc(coverages, joint))


@given(answers, st.randoms())
def test_the_order_in_which_cases_come_does_not_matter(cases, random):
    shuffled = random.sample(cases, len(cases))
    assert curve(shuffled) == curve(cases)


def test_a_perfect_order_has_no_excess():
    found = curve([(0.9, False), (0.8, False), (0.7, True), (0.6, True)])
    assert found.e_aurc == pytest.approx(0)
    assert found.aurc == pytest.approx((1 / 3 + 2 / 4) / 4)


def test_the_worst_order_has_the_largest_excess():
    verdicts = [True, True, False, False]
    orders = set(itertools.permutations(verdicts))
    excess = {order: curve(list(zip([4, 3, 2, 1], order, strict=True))).e_aurc for order in orders}
    assert max(excess, key=excess.get) == tuple(verdicts)


def test_the_curve_can_be_written_as_json():
    found = json.loads(json.dumps(curve([(0.5, True)]).to_json()))
    assert found["points"] == [{"threshold": 0.5, "coverage": 1.0, "risk": 1.0}]


@pytest.mark.parametrize(("confidences", "wrong"), [([], []), ([0.5], [])])
def test_no_cases_have_no_curve(confidences, wrong):
    with pytest.raises(ValueError):
        risk_coverage(confidences, wrong)
