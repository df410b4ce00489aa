"""The passages whose words fit best."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieve.retrieval import _highest_first

SCORES = st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]) | st.floats(0, 9, width=32), max_size=60)


@given(SCORES, st.integers(1, 20))
def test_the_highest_come_first_and_equal_ones_in_their_order(scores, count):
    values = np.array(scores, np.float32)
    sorted_all = [int(row) for row in np.argsort(-values, kind="stable") if values[row] > 0]

    assert _highest_first(values, count).tolist() == sorted_all[:count]
