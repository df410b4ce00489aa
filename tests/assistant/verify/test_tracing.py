"""Which statements can be traced to their quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.tracing import is_traceable

ROW = "Adrenaline | 0.3 mg | 0.5 mg"
HEADER = "Drug | Child dose | Adult dose"
TRACEABLE = [
    ("Give 0.5 mg.", "Give 0.5 mg.", []),
    ("Dose: Give 0.5 mg.", "Give 0.5 mg.", ["Dose"]),
    ("Drugs › Dose: Give 0.5 mg.", "Give 0.5 mg.", ["Drugs", "Dose"]),
    ("Do not give in: pregnancy", "pregnancy", ["Do not give in:"]),
    ("Drug: Adrenaline; Child dose: 0.3 mg; Adult dose: 0.5 mg", ROW, [HEADER]),
    ("Dose adult: 5 mg", "5 mg", ["Dose", "adult"]),
    ("Weight: 40; Dose: 2", "40 | 40 | 2", ["Weight | Weight | Dose"]),
    ("Morning: 10; Evening: 10", "10 | 10", ["Morning | Evening"]),
    ("over a page", "over\na  page", []),
    ("Ratio: 1:1000 solution", "1:1000 solution", ["Ratio"]),
]
NOT_TRACEABLE = [
    ("Give 5 mg.", "Give 0.5 mg.", []),
    ("Give 0.5 mg.", "", []),
    ("", "", []),
    ("Do give in: pregnancy", "pregnancy", ["Do not give in:"]),
    ("Give not 0.5 mg.", "Give 0.5 mg.", ["When not to give"]),
    ("Dose: Give not 0.5 mg.", "Give 0.5 mg.", ["Dose", "not"]),
    ("Drug: Adrenaline; Adult dose: 0.3 mg; Child dose: 0.5 mg", ROW, [HEADER]),
    ("Drug: Adrenaline; Child dose: 0.5 mg; Adult dose: 0.3 mg", ROW, [HEADER]),
    ("Drug: Adrenaline; Child dose: 0.3 mg", ROW, [HEADER]),
    ("Morning: 10", "10 | 10", ["Morning | Evening"]),
    ("Dose: Dose: 5 mg", "5 mg", ["Dose"]),
    ("Give 0.5 mg. Dose", "Give 0.5 mg.", ["Dose"]),
    ("Give ≥ 5 mg", "Give ≤ 5 mg", []),
    ("Give 1,5 mg", "Give 1.5 mg", []),
    ("Give 5 g", "Give 5 mg", ["g"]),
]


@pytest.mark.parametrize(("statement", "quote", "context"), TRACEABLE)
def test_a_quote_with_its_context_is_traceable(statement, quote, context):
    assert is_traceable(statement, quote, context)


@pytest.mark.parametrize(("statement", "quote", "context"), NOT_TRACEABLE)
def test_anything_else_is_not(statement, quote, context):
    assert not is_traceable(statement, quote, context)


WORDS = st.lists(
    st.sampled_from(["give", "not", "5", "0.5", "mg", "g", ">", "≤", "daily", "adult", "child"]),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(WORDS, WORDS)
def test_a_statement_is_traceable_to_a_single_quote_only_when_it_is_that_quote(statement, quote):
    assert is_traceable(statement, quote, []) == (statement == quote)


@given(WORDS, st.lists(WORDS, max_size=4))
def test_the_words_of_a_quote_are_never_mixed_with_those_of_its_context(quote, context):
    path = " › ".join(context)
    assert is_traceable(f"{path}: {quote}" if path else quote, quote, context)
    for words in context:
        mixed = f"{quote} {words}"
        assert not is_traceable(mixed, quote, context) or mixed == quote


def test_a_hostile_statement_takes_no_long_time():
    assert not is_traceable("a: " * 60 + "b", "c", ["a: " * 60, "a | a | a"] * 3)
