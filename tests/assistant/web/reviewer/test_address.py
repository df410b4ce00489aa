import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.web.reviewer.address import LONGEST, Address, View


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("", View.RUNS),
        ("?run=a", View.RUN),
        ("?run=a&case=b", View.CASE),
        ("?run=a&against=b", View.COMPARE),
        ("?round=3", View.ROUND),
        ("?round=3&subject=answer%23a", View.JUDGE),
        ("?answer=abc", View.ANSWER),
        ("?view=use", View.USE),
        ("?view=nothing", View.RUNS),
    ],
)
def test_the_address_says_what_is_shown(query, view):
    assert Address.read(query).view is view


def test_a_state_is_the_same_after_a_round_trip():
    state = Address(
        View.CASES, run="a", measure="forbidden", tag="kind=typo", words="a & b", leaf=3
    )
    assert Address.read(state.at().partition("?")[2]) == state


def test_only_what_differs_stands_in_the_address():
    assert Address().at() == "/review/"
    assert Address().to("use") == "/review/?view=use"


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [("leaf=0", "leaf", 1), ("leaf=99999999", "leaf", 10_000), ("leaf=x", "leaf", 1),
     ("days=1", "days", 7), ("count=-3", "count", 20), ("seed=²", "seed", 1)],
)  # fmt: skip
def test_numbers_are_bounded(query, field, value):
    assert getattr(Address.read(query), field) == value


def test_what_is_too_long_or_unknown_is_left_out():
    assert Address.read(f"words={'a' * (LONGEST + 1)}&else=1") == Address()


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_whatever_is_typed_is_an_address(query):
    found = Address.read(query)
    assert Address.read(found.at().partition("?")[2]) == found
