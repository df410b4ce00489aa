"""Units of measurement as clinical texts write them: one spelling each, and what they amount to."""

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry

# Canonical spelling: (what it is to pint, other spellings). Nothing for a unit that is converted
# into no other: two systems are rounded where a guideline states both, 8 kPa beside 60 mmHg, and
# so are pounds; a tablet is no amount; milliequivalents depend on what is dissolved.
_TABLE: dict[str, tuple[str, str]] = {
    "ng": ("nanogram", "ng nanogram nanograms nanogrammes"),
    "microgram": (
        "microgram",
        "microgram micrograms microgramme microgrammes mcg mcgs µg μg ug",
    ),
    "mg": ("milligram", "mg mgs milligram milligrams milligramme milligrammes"),
    "g": ("gram", "=g gm gms gram grams gramme grammes"),
    "kg": ("kilogram", "kg kgs kilogram kilograms kilo kilos"),
    "lb": ("", "lb lbs pounds"),
    "microlitre": ("microlitre", "microlitre microlitres microliter µl μl ul mm3 mm³"),
    "mL": ("millilitre", "ml mls millilitre millilitres milliliter milliliters cc"),
    "dL": ("decilitre", "dl decilitre deciliter"),
    "L": ("litre", "=l =L litre litres liter liters"),
    "unit": ("unit_of_activity", "unit units iu ius =U =u i.u. international=units"),
    "milliunit": ("milliunit_of_activity", "=mU milliunit milliunits =mIU"),
    "million units": (
        "megaunit_of_activity",
        "=MU =MIU million=units million=unit million=iu mega=units mega=unit megaunit megaunits",
    ),
    "nmol": ("nanomole", "nmol nanomol nanomoles"),
    "micromol": ("micromole", "micromol micromoles µmol μmol umol mcmol"),
    "mmol": ("millimole", "mmol mmols millimol millimole millimoles"),
    "mol": ("mole", "=mol"),
    "mEq": ("", "meq milliequivalent milliequivalents"),
    "second": ("second", "second seconds sec secs =s"),
    "minute": ("minute", "minute minutes min mins"),
    "hour": ("hour", "hour hours hr hrs =h"),
    "day": ("day", "day days =d"),
    "week": ("week", "week weeks wk wks"),
    "month": ("calendar_month", "month months mth mths"),
    "year": ("12 calendar_month", "year years yr yrs"),
    "mmHg": ("", "mmhg mm=hg"),
    "cmH2O": ("", "cmh2o cm=h2o cmh₂o"),
    "kPa": ("", "kpa"),
    "%": ("", "% percent per=cent"),
    "°C": ("", "°c º=c ºc °=c ⁰c ⁰=c degrees=c degrees=celsius degrees=centigrade"),
    # An angle; a raised nought is often typed for the sign.
    "°": ("", "° º ⁰ degrees"),
    "°F": ("", "°f ºf °=f ⁰f"),
    "kcal": ("", "kcal kcals calories"),
    "joule": ("joule", "=J joule joules"),
    "kJ": ("kilojoule", "kj"),
    "mm": ("millimetre", "mm millimetre millimetres millimeter millimeters"),
    "cm": ("centimetre", "cm cms centimetre centimetres centimeter centimeters"),
    "m": ("metre", "=m metre metres meter meters"),
    "m²": ("", "m2 m² square=metre square=metres"),
    "bpm": ("heartbeat / minute", "bpm"),
    "beat": ("", "beat beats"),
    "breath": ("", "breath breaths"),
    "tablet": ("", "tablet tablets tab tabs"),
    "capsule": ("", "capsule capsules cap caps"),
    "puff": ("", "puff puffs inhalation inhalations actuation actuations"),
    "drop": ("", "drop drops"),
    "sachet": ("", "sachet sachets"),
    "vial": ("", "vial vials"),
    "ampoule": ("", "ampoule ampoules ampule ampules amp amps"),
    "spray": ("", "spray sprays"),
    "suppository": ("", "suppository suppositories"),
    "teaspoon": ("", "teaspoon teaspoons tsp"),
    "dose": ("", "dose doses"),
    "times": ("", "times"),
}
_OURS = (
    # What units of insulin weigh is nobody's business, and they are none of heparin.
    "unit_of_activity = [activity]",
    # A month is no fixed number of days, and nobody doses by one that is.
    "calendar_month = [calendar_time]",
    "heartbeat = [heartbeat]",
)
"""What pint does not know, or knows as something else than a clinician means."""
_BASES = {
    "g": "gram",
    "L": "litre",
    "mol": "mole",
    "unit": "unit_of_activity",
    "second": "second",
    "month": "calendar_month",
    "joule": "joule",
    "m": "metre",
    "beat/second": "heartbeat / second",
}
"""The base unit of each dimension, in our spelling and in pint's. It is never divided by another
one of its dimension: mg/kg is a dose for a weight, not a pure number."""


def _spellings(exact: bool) -> dict[str, str]:
    """From a spelling, in lower case unless `exact`, to the canonical one."""
    return {
        other.lstrip("=").replace("=", " "): unit
        for unit, (_, others) in _TABLE.items()
        for other in others.split(" ")
        # "g" is not the "G" of a cannula, nor "mU" the "MU" of penicillin.
        if other.startswith("=") is exact
    }


_EXACT = _spellings(exact=True)
_ANY_CASE = _spellings(exact=False)


def _alternatives(spellings: dict[str, str]) -> str:
    longest_first = sorted(spellings, key=len, reverse=True)
    return "|".join(re.escape(s).replace(r"\ ", r"\s") for s in longest_first)


# "5 mg3" is a dose with a reference number; "5 mgx" is no unit.
UNIT_PATTERN = rf"(?:(?i:{_alternatives(_ANY_CASE)})|{_alternatives(_EXACT)})(?![^\W\d_])"
"""Matches one unit in any spelling; compile without re.IGNORECASE."""


@cache
def canonical(spelling: str) -> str:
    """The one spelling we use for a unit that `UNIT_PATTERN` matched."""
    words = " ".join(spelling.split())
    return _EXACT.get(words) or _ANY_CASE[words.lower()]


@cache
def in_base(unit: str) -> tuple[str, Fraction]:
    """The base unit of a canonical unit and how many of it one is; "" is a plain number.

    In front of a unit may stand a number: "5 mL" is 1/200 of a litre.
    """
    if not unit:
        return "", Fraction(1)
    number, _, name = unit.rpartition(" ") if unit[0].isdigit() else ("", "", unit)
    known, _ = _TABLE[name]
    base, factor = _converted(known) if known else (name, Fraction(1))
    return base, factor * Fraction(number or 1)


def _converted(known: str) -> tuple[str, Fraction]:
    """The base unit of what pint knows by that name, and how many of it one is, exactly."""
    one = _registry()(known)
    for base, name in _BASES.items():
        if one.is_compatible_with(name):
            return base, Fraction(one.to(name).magnitude)
    raise ValueError(f"no base unit is of the dimension of {known}: state one in corpus.units")


@cache
def _registry() -> "UnitRegistry[Fraction]":
    # Imported here because it takes a third of a second, and most commands read no amounts.
    from pint import UnitRegistry

    registry: UnitRegistry[Fraction] = UnitRegistry(non_int_type=Fraction)
    for definition in _OURS:
        registry.define(definition)
    return registry
