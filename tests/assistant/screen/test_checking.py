"""What counts as a question at all."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.screen import MAX_CHARACTERS, check_question
from corpus.errors import QuestionError


@pytest.mark.parametrize("empty", ["", "   ", "?!…", "\u200b\u200b", "\x1b[31m\x1b[0m", "\x00"])
def test_a_question_without_a_letter_or_digit_is_empty(empty):
    with pytest.raises(QuestionError, match="empty"):
        check_question(empty)


def test_a_long_question_is_refused_with_its_length_and_the_limit():
    with pytest.raises(QuestionError, match=r"2,001 characters and the limit is 2,000"):
        check_question("a" * (MAX_CHARACTERS + 1))


def test_a_question_of_ten_megabytes_is_answered_at_once():
    question = "x" * 10_000_000
    began = time.perf_counter()
    with pytest.raises(QuestionError):
        check_question(question)
    assert time.perf_counter() - began < 0.05


@pytest.mark.parametrize("other", [None, 5, b"adrenaline", ["dose"], "bad \ud800 surrogate"])
def test_what_is_not_text_is_refused(other):
    with pytest.raises(QuestionError, match="text"):
        check_question(other)


@pytest.mark.parametrize(
    ("written", "checked"),
    [
        ("\x1b[31madrenaline\x1b[0m dose?", "adrenaline dose?"),
        ("adren\u200baline \u202edose\u202c?", "adrenaline dose?"),
        ("me\u0301ningite", "m\u00e9ningite"),
        (" two\nlines\tand\r\nmore ", "two lines and more"),
        ("5 µg/kg ≥ 3 × daily – 2 °C", "5 µg/kg ≥ 3 × daily – 2 °C"),
    ],
)
def test_a_question_is_cleaned_of_what_cannot_be_seen(written, checked):
    assert check_question(written) == checked


@given(st.text(max_size=200))
def test_a_checked_question_is_plain_and_stays_the_same_when_checked_again(text):
    try:
        question = check_question(text)
    except QuestionError:
        return
    assert check_question(question) == question
    assert unicodedata.is_normalized("NFC", question)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in question)
