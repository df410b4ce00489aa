"""Which quantities a statement may state."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify.quantities import fault
from assistant.verify.source import Source

pint = pytest.importorskip("pint", reason="the library of units to compare with is absent")
UNITS = pint.UnitRegistry(non_int_type=Fraction)
MASS = {"ng": "nanogram", "micrograms": "microgram", "mg": "milligram", "g": "gram"}
VOLUME = {"mL": "milliliter", "L": "liter"}
TIME = {"minutes": "minute", "hours": "hour", "days": "day"}
SAME = [
    ("Give 0.5 mg.", "Give 500 micrograms."),
    ("Give 1 g.", "Give 1000 mg."),
    ("Give 5 mg.", "Give 5.0 mg."),
    ("Infuse over 1 hour.", "Infuse over 60 minutes."),
    ("Give 1 g four times a day.", "Give 1 g every 6 hours."),
    ("Give at most 4 g.", "Give up to 4 g."),
    ("If ≥ 5 mmol/L, treat.", "If at least 5 mmol/L, treat."),
    ("Give 5 to 10 mg.", "Give 5–10 mg."),
    ("Give 2 tablets.", "Give two tablets."),
]
OTHER = [
    ("Give 5 mg.", "Give 0.5 mg."),
    ("Give 50 mg.", "Give 5.0 mg."),
    ("Give 5 mg.", "Give 5 mg/kg."),
    ("Give 5 mg/kg.", "Give 5 mg."),
    ("Give 5 mg per day.", "Give 5 mg per dose."),
    ("Give 5 mg.", "Give up to 5 mg."),
    ("Give at least 5 mg.", "Give up to 5 mg."),
    ("Treat above 5 mmol/L.", "Treat at or above 5 mmol/L."),
    ("Give 5 mg.", "Give 5 to 10 mg."),
    ("Give 5 to 20 mg.", "Give 5 to 10 mg."),
    ("Give 1 g twice daily.", "Give 1 g once daily."),
    ("Give 1 g.", "Give 1 g once daily."),
    ("Give 20 mg twice daily.", "Give 10 mg twice daily or 20 mg once daily."),
    ("Give 1 g.", "Give 1 g (maximum 4 g)."),
    ("Give 1 g.", "Give 1 g; the maximum is 4 g."),
    ("Give 2 mg, then 2 mg.", "Give 1 mg, then 2 mg."),
    ("Start with 40 mg, then 20 mg.", "Start with 20 mg, then 40 mg."),
    ("Dose (mg): 25", "Dose (mg/kg): 25"),
    ("Give 0.1,000 mL.", "Give 1,000 mL."),
    ("Below 36 °C or below 38 °C.", "Below 36 °C or above 38 °C."),
    ("Repeat twice.", "Repeat."),
]


@pytest.mark.parametrize(("statement", "sentence"), SAME)
def test_the_same_quantity_in_other_words_is_the_quotes(statement, sentence):
    assert not fault(statement, Source(sentence))


@pytest.mark.parametrize(("statement", "sentence"), OTHER)
def test_another_quantity_is_not(statement, sentence):
    assert fault(statement, Source(sentence))


def test_a_quantity_may_stand_in_a_heading():
    assert not fault("Adults over 65 years: give 5 mg.", Source("Give 5 mg.", ("Over 65 years",)))


NUMBERS = st.integers(1, 9999) | st.sampled_from([Fraction(1, 2), Fraction(5, 4), Fraction(25, 2)])


@settings(max_examples=100, deadline=None)
@given(NUMBERS, NUMBERS, st.sampled_from([MASS, VOLUME, TIME]), st.data())
def test_amounts_are_equal_exactly_when_they_are_by_a_library_of_units(one, other, units, data):
    here, there = (data.draw(st.sampled_from(sorted(units))) for _ in range(2))
    same = one * UNITS(units[here]).to_base_units() == other * UNITS(units[there]).to_base_units()
    statement, sentence = (
        f"Give {float(number):g} {unit}." for number, unit in ((one, here), (other, there))
    )
    assert (not fault(statement, Source(sentence))) is bool(same)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9999), st.sampled_from(sorted(MASS)), st.sampled_from(sorted(MASS)))
def test_an_amount_converted_by_a_library_of_units_is_the_same(number, unit, other):
    converted = (number * UNITS(MASS[unit])).to(MASS[other]).magnitude
    digits = f"{float(converted):.9f}".rstrip("0").rstrip(".")
    if Fraction(digits) == converted:
        assert not fault(f"Give {digits} {other}.", Source(f"Give {number} {unit}."))


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 500),
    st.sampled_from(["mg", "mg/kg", "mg/day", "mg/kg/day", "mg/hour", "mL", "mL/kg"]),
    st.sampled_from(["", "up to ", "at least ", "more than ", "less than "]),
    st.integers(1, 500),
    st.sampled_from(["mg", "mg/kg", "mg/day", "mg/kg/day", "mg/hour", "mL", "mL/kg"]),
    st.sampled_from(["", "up to ", "at least ", "more than ", "less than "]),
)
def test_number_unit_divisor_and_comparator_all_count(one, unit, limit, two, other, bound):
    statement, sentence = f"Give {limit}{one} {unit}.", f"Give {bound}{two} {other}."
    assert (not fault(statement, Source(sentence))) is (statement == sentence)
