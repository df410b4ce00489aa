"""Words are found with their boundaries; an expression matches something, and soon ends."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.suites.pattern import Pattern, plain


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("5 mg", "give 5 mg now", True),
        ("5 mg", "give 0.5 mg now", False),
        ("5 mg", "give 15 mg now", False),
        ("5 mg", "give 5 mgs now", False),
        ("1000 mL", "give 1,000\nmL", True),
        ("38", "at 38.5 degrees", False),
        ("3-4 hours", "every 3–4 hours", True),
        ("5 µg", "5 μg", True),
    ],
)
def test_words_are_found_whole(words, text, found):
    assert Pattern(words).found_in(plain(text)) is found


@given(st.text(min_size=1, max_size=12))
def test_words_are_found_where_they_stand(words):
    if not plain(words):
        with pytest.raises(ValueError, match="empty"):
            Pattern(words)
        return
    assert Pattern(words).found_in(plain(words))
    assert Pattern(words).found_in(plain(f"so {words} then"))


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("30 ?ML", "give 30 mL/kg"),
        ("3–4 hours", "every 3-4 hours"),
        ("[3–4] hours", "every 3 hours"),
        ("5 µg", "5 mcg or 5 μg"),
        (r"\b(?:two|2)\s+hours?\b", "within 2 hours"),
        (r"(?:\d+(?:\.\d+)? ?){1,2}m[gl]", "5 mg"),
        (r"not\b.{0,80}\bgive", "do not ever give"),
    ],
)
def test_an_expression_is_tried_as_words_are_compared(expression, text):
    assert Pattern(expression, regex=True).found_in(plain(text))


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("(a", "no regular expression"),
        ("a{99999999999}", "no regular expression"),
        ("[[a]", "nested set"),
        ("x" * 201, "201 characters"),
        ("a*", "every text"),
        (r"\b", "every text"),
        ("(?=a)", "every text"),
        ("(a+)+b", "could take minutes"),
        ("(a|aa)+b", "could take minutes"),
        (r"(\w+\s?)*x", "could take minutes"),
        ("a?" * 40 + "a", "could take minutes"),
        (".*.*.*x", "could take minutes"),
        ("[a-z ]+[a-z ]+x", "could take minutes"),
        (r"[\w\s]+[\w\s]+x", "could take minutes"),
        ("1,000 mg", "write 1000"),
        ("½ tablet", "write that"),
    ],
)
def test_an_expression_that_would_mislead_or_hang_is_refused(expression, says):
    with pytest.raises(ValueError, match=says):
        Pattern(expression, regex=True)


@given(st.text(alphabet=r"ab1 .*+?{},()[]|\dws^$-", max_size=20))
def test_what_is_not_refused_ends(expression):
    try:
        pattern = Pattern(expression, regex=True)
    except ValueError:
        return
    began = time.process_time()
    for text in ("a" * 40 + "!", "ab " * 20, "1" * 30 + "x"):
        pattern.found_in(text)
    assert time.process_time() - began < 5
