"""Units: what each amounts to, by a library, and which are converted into no other."""

import subprocess
import sys
from fractions import Fraction

import pytest

from corpus.units import canonical, in_base

CONVERTED = {
    "ng": ("g", Fraction(1, 10**9)),
    "mcg": ("g", Fraction(1, 10**6)),
    "milligrams": ("g", Fraction(1, 1000)),
    "kg": ("g", Fraction(1000)),
    "mm3": ("L", Fraction(1, 10**6)),
    "ml": ("L", Fraction(1, 1000)),
    "dL": ("L", Fraction(1, 10)),
    "mU": ("unit", Fraction(1, 1000)),
    "MU": ("unit", Fraction(10**6)),
    "micromol": ("mol", Fraction(1, 10**6)),
    "mmol": ("mol", Fraction(1, 1000)),
    "minutes": ("second", Fraction(60)),
    "weeks": ("second", Fraction(604_800)),
    "years": ("month", Fraction(12)),
    "kJ": ("joule", Fraction(1000)),
    "cm": ("m", Fraction(1, 100)),
    "bpm": ("beat/second", Fraction(1, 60)),
}
APART = "lb mEq mmHg cmH2O kPa % °C °F kcal m² tablet capsule puff drop sachet vial dose times"


@pytest.mark.parametrize(("spelling", "base"), CONVERTED.items())
def test_a_unit_is_so_many_of_its_base_unit_exactly(spelling, base):
    assert in_base(canonical(spelling)) == base


@pytest.mark.parametrize("unit", APART.split())
def test_a_unit_that_guidelines_round_or_count_is_converted_into_no_other(unit):
    assert in_base(unit) == (unit, 1)


def test_a_number_before_a_unit_multiplies_it():
    assert in_base("5 mL") == ("L", Fraction(1, 200))


def test_the_library_is_not_loaded_before_an_amount_is_read():
    code = "import sys, corpus.quantities; print('pint' in sys.modules)"
    read = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert read.stdout.strip() == "False"
