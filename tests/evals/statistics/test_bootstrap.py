import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics.bootstrap import mean_interval
from evals.statistics.interval import Interval

values = st.lists(st.floats(-1, 1), min_size=1, max_size=30)


def test_the_interval_is_about_two_standard_errors_wide():
    sample = np.random.default_rng(1).normal(0.5, 0.2, 1000)
    error = sample.std() / np.sqrt(len(sample))
    found = mean_interval(sample.tolist())
    assert found.mean == pytest.approx(sample.mean())
    assert found.low == pytest.approx(found.mean - 1.96 * error, abs=0.2 * error)
    assert found.high == pytest.approx(found.mean + 1.96 * error, abs=0.2 * error)


def test_the_same_values_give_the_same_interval():
    assert mean_interval([0, 1, 1, 0.5]) == mean_interval([0, 1, 1, 0.5])


def test_equal_values_leave_no_doubt():
    found = mean_interval([0.25] * 9)
    assert (found.low, found.mean, found.high) == (0.25, 0.25, 0.25)


def test_no_values_have_no_mean():
    with pytest.raises(ValueError, match="at least one"):
        mean_interval([])


def test_a_mean_outside_of_its_interval_is_refused():
    with pytest.raises(ValueError, match="outside"):
        Interval(0.9, 0.1, 0.2)


@given(values)
def test_the_interval_stays_within_the_values(sample):
    found = mean_interval(sample, resamples=50)
    assert min(sample) - 1e-9 <= found.low <= found.mean <= found.high <= max(sample) + 1e-9
