"""Which rows of a table are for the weight or age asked about."""

from fractions import Fraction

import pytest

from assistant.generate.bands import is_for_others, named_in, rows_for

MONTH = Fraction(1461, 48)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Paracetamol for a 22 kg child?", [("weight", 22)]),
        ("Fluid at 30 mL/kg in a 14.5kg girl", [("weight", Fraction(29, 2))]),
        ("gentamicin in a 5-day-old", [("age", 5)]),
        ("a child aged 2 years, ceftriaxone for 7 days", [("age", 24 * MONTH)]),
        ("8 yo with asthma", [("age", 96 * MONTH)]),
        ("infant of 6 weeks", [("age", 42)]),
        ("A 12 kg child has lost 2 kg", [("weight", 12)]),
        ("fluids after 1 kg weight loss in a 14 kg child", [("weight", 14)]),
        ("weight loss of about 3 kg, now weighs 52 kg", [("weight", 52)]),
        ("gained 3kg since Monday, furosemide?", []),
        ("weight is up 2 kg", []),
        ("after weight loss she is down to 60 kg", [("weight", 60)]),
    ],
)
def test_a_weight_or_age_is_read(question, named):
    assert [tuple(one) for one in named_in(question)] == named


@pytest.mark.parametrize(
    "question",
    [
        "children under 10 kg",
        "gentamicin 7 mg/kg",
        "give to a child 5 days of amoxicillin",
        "review after 3 months",
        "weight between 10 and 20 kg",
    ],
)
def test_a_limit_a_dose_or_a_duration_is_no_weight_or_age(question):
    assert named_in(question) == ()


KG = ("≥ 7–9 kg", "≥ 9–11 kg", "≥ 11–14 kg", "≥ 14–17.5 kg", "≥ 17.5 kg and above")
AGES = ("Under 6 months", "6 months to under 6 years", "6 to 12 years", "Over 12 years")


@pytest.mark.parametrize(
    ("label", "cells", "question", "rows"),
    [
        ("Weight", KG, "a 10 kg child", {1}),
        ("Weight", KG, "a 60 kg man", {4}),
        ("Weight", KG, "a 3 kg baby", set()),
        ("Weight in kg", ("3-5", "6-9", "10-14"), "a 7 kg baby", {1}),
        ("Age", AGES, "a 4-month-old", {0}),
        ("Age", AGES, "a boy aged 7 years", {2}),
        ("AGE", ("1–7 days", "8 days to <1 month"), "a 3 week old baby", {1}),
        ("Age & weight", ("< 5 yrs < 14 kg", "≥ 5 yrs, ≥ 15 kg"), "a 20 kg child", {1}),
        ("Weight in kg", ("< 2 or > 40", "2–20", "20–40"), "a 20 kg child", {1, 2}),
        ("Weight in kg", ("< 2 or > 40", "2–20", "20–40"), "a 1.5 kg baby", {0}),
        ("Weight in kg", ("< 2 or > 40", "2–20", "20–40"), "a 55 kg man", {0}),
        ("Weight", ("10–29 kg", "30–49 kg", "50+ kg (Adult)"), "55 kg adult", {2}),
    ],
)
def test_the_row_whose_band_holds_it_is_found(label, cells, question, rows):
    table = [[cell, "1 tablet"] for cell in cells]

    assert rows_for(question, [label, "Dose"], table) == rows


def test_at_a_limit_that_two_bands_share_both_are_found():
    assert rows_for("a 14 kg child", ["Weight"], [[cell] for cell in KG]) == {2, 3}


def test_how_long_something_lasts_is_no_age():
    rows = [["3 weeks"], ["6 weeks"], ["12 weeks"]]

    assert rows_for("a 6-week-old after exposure", ["Time after exposure"], rows) == frozenset()


def test_the_age_may_stand_in_the_last_column():
    rows = [["25 mg", "1–5 years"], ["50 mg", "5–11 years"]]

    assert rows_for("a girl aged 7 years", ["Dose", "Age months/years"], rows) == {1}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("adrenaline for a 6 year old child", "Young people over 12 years receive 500 micrograms."),
        ("adrenaline for a 6 year old child", "Children under 6 months receive 100 micrograms."),
        ("dose for a 14 year old", "Children aged 6 to 12 years receive 300."),
        ("dose for a 3 kg baby", "In children weighing 5–9 kg give one tablet."),
        ("dose at 80 kg", "Patients below 50 kg receive 10 mg."),
        ("dose for a 4 year old", "Children from 5 years receive 10 mg."),
        ("dose for a 4 year old", "Give children 5 years and older 10 mg."),
    ],
)
def test_what_is_for_people_of_another_age_or_weight_is_no_answer(question, words):
    assert is_for_others(question, words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "adrenaline for a 6 year old child",
            "Children aged 6 to 12 years receive 300 micrograms.",
        ),
        ("adrenaline for a 12 year old", "Young people over 12 years receive 500 micrograms."),
        ("adrenaline for a child", "Young people over 12 years receive 500 micrograms."),
        ("a 6 year old", "Children under 5 years receive 1 mg, those over 5 years 2 mg."),
        ("a 6 year old", "Give a child 10 mg/kg, repeated after 5 days."),
        ("a 6 year old", "Review children over 2 weeks."),
        ("a 6 year old", "Children over 50 kg receive the adult dose."),
        ("a 6 year old", "A child of 8 years needs a tube of 6.0."),
        ("a 4 year old", "Children from 2 years receive 10 mg."),
        ("a 70 kg man", "Give 1 mg/kg to patients over 65 years."),
    ],
)
def test_what_may_be_for_them_is_kept(question, words):
    assert not is_for_others(question, words)
