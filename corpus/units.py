"""Units of measurement as clinical texts write them: one spelling each, and what they amount to."""

import re
from fractions import Fraction
from functools import cache

# Canonical spelling: (base unit, how many base units it is, other spellings). A base unit is never
# divided by another one of its dimension: mg/kg is a dose for a weight, not a pure number.
_TABLE: dict[str, tuple[str, Fraction, str]] = {
    "ng": ("g", Fraction(1, 10**9), "ng nanogram nanograms nanogrammes"),
    "microgram": (
        "g",
        Fraction(1, 10**6),
        "microgram micrograms microgramme microgrammes mcg mcgs µg μg ug",
    ),
    "mg": ("g", Fraction(1, 1000), "mg mgs milligram milligrams milligramme milligrammes"),
    "g": ("g", Fraction(1), "=g gm gms gram grams gramme grammes"),
    "kg": ("g", Fraction(1000), "kg kgs kilogram kilograms kilo kilos"),
    "lb": ("lb", Fraction(1), "lb lbs pounds"),
    "microlitre": ("L", Fraction(1, 10**6), "microlitre microlitres microliter µl μl ul mm3 mm³"),
    "mL": ("L", Fraction(1, 1000), "ml mls millilitre millilitres milliliter milliliters cc"),
    "dL": ("L", Fraction(1, 10), "dl decilitre deciliter"),
    "L": ("L", Fraction(1), "=l =L litre litres liter liters"),
    "unit": ("unit", Fraction(1), "unit units iu ius =U =u i.u. international=units"),
    "milliunit": ("unit", Fraction(1, 1000), "=mU milliunit milliunits =mIU"),
    "million units": (
        "unit",
        Fraction(10**6),
        "=MU =MIU million=units million=unit million=iu mega=units mega=unit megaunit megaunits",
    ),
    "nmol": ("mol", Fraction(1, 10**9), "nmol nanomol nanomoles"),
    "micromol": ("mol", Fraction(1, 10**6), "micromol micromoles µmol μmol umol mcmol"),
    "mmol": ("mol", Fraction(1, 1000), "mmol mmols millimol millimole millimoles"),
    "mol": ("mol", Fraction(1), "=mol"),
    "mEq": ("mEq", Fraction(1), "meq milliequivalent milliequivalents"),
    "second": ("second", Fraction(1), "second seconds sec secs =s"),
    "minute": ("second", Fraction(60), "minute minutes min mins"),
    "hour": ("second", Fraction(3600), "hour hours hr hrs =h"),
    "day": ("second", Fraction(86400), "day days =d"),
    "week": ("second", Fraction(7 * 86400), "week weeks wk wks"),
    # A month is no fixed number of days, and nobody doses by one that is.
    "month": ("month", Fraction(1), "month months mth mths"),
    "year": ("month", Fraction(12), "year years yr yrs"),
    "mmHg": ("mmHg", Fraction(1), "mmhg mm=hg"),
    "cmH2O": ("cmH2O", Fraction(1), "cmh2o cm=h2o cmh₂o"),
    "kPa": ("kPa", Fraction(1), "kpa"),
    "%": ("%", Fraction(1), "% percent per=cent"),
    "°C": ("°C", Fraction(1), "°c º=c ºc °=c ⁰c ⁰=c degrees=c degrees=celsius degrees=centigrade"),
    # An angle; a raised nought is often typed for the sign.
    "°": ("°", Fraction(1), "° º ⁰ degrees"),
    "°F": ("°F", Fraction(1), "°f ºf °=f ⁰f"),
    "kcal": ("kcal", Fraction(1), "kcal kcals calories"),
    "joule": ("joule", Fraction(1), "=J joule joules"),
    "kJ": ("joule", Fraction(1000), "kj"),
    "mm": ("m", Fraction(1, 1000), "mm millimetre millimetres millimeter millimeters"),
    "cm": ("m", Fraction(1, 100), "cm cms centimetre centimetres centimeter centimeters"),
    "m": ("m", Fraction(1), "=m metre metres meter meters"),
    "m²": ("m²", Fraction(1), "m2 m² square=metre square=metres"),
    "bpm": ("beat/second", Fraction(1, 60), "bpm"),
    "beat": ("beat", Fraction(1), "beat beats"),
    "breath": ("breath", Fraction(1), "breath breaths"),
    "tablet": ("tablet", Fraction(1), "tablet tablets tab tabs"),
    "capsule": ("capsule", Fraction(1), "capsule capsules cap caps"),
    "puff": ("puff", Fraction(1), "puff puffs inhalation inhalations actuation actuations"),
    "drop": ("drop", Fraction(1), "drop drops"),
    "sachet": ("sachet", Fraction(1), "sachet sachets"),
    "vial": ("vial", Fraction(1), "vial vials"),
    "ampoule": ("ampoule", Fraction(1), "ampoule ampoules ampule ampules amp amps"),
    "spray": ("spray", Fraction(1), "spray sprays"),
    "suppository": ("suppository", Fraction(1), "suppository suppositories"),
    "teaspoon": ("teaspoon", Fraction(1), "teaspoon teaspoons tsp"),
    "dose": ("dose", Fraction(1), "dose doses"),
    "times": ("times", Fraction(1), "times"),
}


def _spellings(exact: bool) -> dict[str, str]:
    """From a spelling, in lower case unless `exact`, to the canonical one."""
    return {
        other.lstrip("=").replace("=", " "): unit
        for unit, (_, _, others) in _TABLE.items()
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
    base, factor, _ = _TABLE[name]
    return base, factor * Fraction(number or 1)
