"""Quantities: what a text states in numbers, and when two statements amount to the same."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quantities import Quantity, amount, quantities_in


def only(text):
    (quantity,) = quantities_in(text)
    return quantity


def stated(text):
    return [text[q.start : q.end] for q in quantities_in(text)]


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit", "per", "comparator"),
    [
        ("500 mg", 500, None, "mg", (), ""),
        ("0.5mg", Fraction(1, 2), None, "mg", (), ""),
        ("0,5 mL", Fraction(1, 2), None, "mL", (), ""),
        ("1,000 mL", 1000, None, "mL", (), ""),
        ("1 000 mL", 1000, None, "mL", (), ""),
        ("1/2 tablet", Fraction(1, 2), None, "tablet", (), ""),
        ("500 mg to 1 g", Fraction(1, 2), 1, "g", (), ""),
        ("5mg-10mg", 5, 10, "mg", (), ""),
        ("½ tablet", Fraction(1, 2), None, "tablet", (), ""),
        ("15–30⁰", 15, 30, "°", (), ""),
        ("38.5⁰C", Fraction(77, 2), None, "°C", (), ""),
        ("2½ tablets", Fraction(5, 2), None, "tablet", (), ""),
        ("5–10 mg", 5, 10, "mg", (), ""),
        ("5 to 10 mg", 5, 10, "mg", (), ""),
        ("5 mg to 10 mg", 5, 10, "mg", (), ""),
        ("between 5 and 10 mg", 5, 10, "mg", (), ""),
        ("four to six weeks", 4, 6, "week", (), ""),
        ("500 mcg", 500, None, "microgram", (), ""),
        ("500 µg", 500, None, "microgram", (), ""),
        ("5000 IU", 5000, None, "unit", (), ""),
        ("1.2 million units", 1_200_000, None, "unit", (), ""),
        ("30 mL/kg/hour", 30, None, "mL", ("kg", "hour"), ""),
        ("10 mg/kg body weight per day", 10, None, "mg", ("kg", "day"), ""),
        ("250 mg/5 mL", 250, None, "mg", ("5 mL",), ""),
        ("10 mg per dose", 10, None, "mg", ("dose",), ""),
        ("1 g daily", 1, None, "g", ("day",), ""),
        ("4 g in 24 hours", 4, None, "g", ("24 hour",), ""),
        ("4 × 250 mg", 1000, None, "mg", (), ""),
        ("1.5 × 10⁹/L", 1_500_000_000, None, "", ("L",), ""),
        ("maximum 50 mg", 50, None, "mg", (), "≤"),
        ("up to a maximum of 4 g/day", 4, None, "g", ("day",), "≤"),
        ("at least three hours", 3, None, "hour", (), "≥"),
        ("< 90 mmHg", 90, None, "mmHg", (), "<"),
        ("over 12 years", 12, None, "year", (), ">"),
        ("12 years or older", 12, None, "year", (), "≥"),
        ("twice daily", 2, None, "times", ("day",), ""),
        ("8-hourly", 3, None, "times", ("day",), ""),
        ("every 4 to 6 hours", 4, 6, "times", ("day",), ""),
        ("2–3 times a day", 2, 3, "times", ("day",), ""),
        ("up to 4 times daily", 4, None, "times", ("day",), "≤"),
        ("once a week", Fraction(1, 7), None, "times", ("day",), ""),
        ("q6h", 4, None, "times", ("day",), ""),
        ("TDS", 3, None, "times", ("day",), ""),
        ("on alternate days", Fraction(1, 2), None, "times", ("day",), ""),
    ],
)
def test_a_quantity_is_read_whole(text, value, upper, unit, per, comparator):
    assert only(text) == Quantity(
        0 if "between" not in text else 8, len(text), value, upper, unit, per, comparator
    )


def test_each_quantity_of_a_sentence_has_its_own_span():
    sentence = "Give 0.5 mg/kg IV (maximum 50 mg) every 6 hours for 5–7 days."
    assert stated(sentence) == ["0.5 mg/kg", "maximum 50 mg", "every 6 hours", "5–7 days"]


def test_what_is_given_every_few_hours_is_a_dose_and_a_frequency():
    assert stated("250 to 500 mg every 12 hours") == ["250 to 500 mg", "every 12 hours"]


def test_the_time_of_an_infusion_is_no_limit():
    assert only("over 30 minutes").comparator == ""


def test_two_strengths_are_two_quantities():
    assert stated("400 mg/800 mg") == ["400 mg", "800 mg"]


def test_both_numbers_of_a_blood_pressure_have_its_unit():
    assert [q.unit for q in quantities_in("140/90 mmHg")] == ["mmHg", "mmHg"]


@pytest.mark.parametrize("text", ["vitamin B12", "COVID-19", "Table 3", "see [12]", "1. Give"])
def test_numbers_of_names_labels_and_lists_are_no_quantities(text):
    assert quantities_in(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.5 mg", "500 micrograms"),
        ("1 g", "1000 mg"),
        ("every 6 hours", "four times a day"),
        ("24 mL/day", "1 mL/hour"),
        ("4 × 250 mg", "1 g"),
        ("2.4 MU", "2,400,000 units"),
        ("10 mg/kg/day", "10 mg/day/kg"),
        ("1 week", "7 days"),
        ("250 mg/5 mL", "50 mg/mL"),
        ("5 mg daily", "5 mg in 24 hours"),
        ("500 ng", "0.5 micrograms"),
        ("0.5 mmol/L", "500 micromol/L"),
        ("2 years", "24 months"),
        ("60 bpm", "1 beat per second"),
        ("1.5 kJ", "1500 J"),
    ],
)
def test_two_spellings_of_one_amount_are_equal(one, other):
    assert amount(only(one)) == amount(only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 mg", "5 mg/kg"),
        ("5 mg per day", "5 mg per dose"),
        ("5 mg", "5 micrograms"),
        ("5 mmol", "5 mEq"),
        ("5 mg", "up to 5 mg"),
        ("5 mg", "5 mL"),
        ("5 units", "5 mg"),
        ("1 month", "30 days"),
        # What guidelines state side by side is rounded, so neither is read as the other.
        ("60 mmHg", "8 kPa"),
        ("22 lb", "10 kg"),
        ("38 °C", "100.4 °F"),
    ],
)
def test_different_amounts_differ(one, other):
    assert amount(only(one)) != amount(only(other))


PIECES = """5 10 0.5 1,000 1 ½ mg kg mL /kg /day – to every 6 hours daily BD max < ≥ × 10⁹ over ( .
, x - twice million units 7 hourly one a per 1/2 tablet"""
pieces = st.lists(st.sampled_from(PIECES.split()), max_size=14)


@given(
    st.one_of(
        st.text(max_size=80),
        pieces.map(" ".join),
        pieces.map("".join),
    )
)
def test_whatever_the_text_spans_are_in_order_and_hold_what_they_state(text):
    at = 0
    for quantity in quantities_in(text):
        assert at <= quantity.start < quantity.end <= len(text)
        at = quantity.end
        words = text[quantity.start : quantity.end]
        assert words == words.strip()
        assert amount(quantity).low <= amount(quantity).high
        if quantity.unit != "times":
            assert re.search(r"[0-9½¼¾⅓⅔⅛]|one|twice", words)


@given(st.integers(1, 10**6), st.sampled_from(["mg", "micrograms", "mL", "units", "mmol/L"]))
def test_a_number_in_a_sentence_is_found_with_its_unit(number, unit):
    text = f"Give {number} {unit} now."
    (quantity,) = quantities_in(text)
    assert text[quantity.start : quantity.end] == f"{number} {unit}"
    assert quantity.value == number


def test_at_once_says_when_and_not_how_often():
    assert stated("Stop it at once and review daily.") == ["daily"]
