"""What may be left out of a sentence that is said in part."""

import pytest

from assistant.verify.source import Source
from assistant.verify.support import is_whole_clauses


@pytest.mark.parametrize(
    "left_out",
    [
        "ask a consultant for advice",
        "it accumulates and is toxic",
        "watch for oedema",
        "it is hazardous to the heart",
        "halve it in cirrhosis",
        "hold it before surgery",
        "be careful",
    ],
)
def test_what_limits_a_treatment_or_warns_of_it_is_not_left_out(left_out):
    assert not is_whole_clauses("Give fluids.", Source(f"Give fluids; {left_out}."))


def test_what_does_neither_may_be_left_out():
    assert is_whole_clauses("Give fluids.", Source("Give fluids; offer tea."))
