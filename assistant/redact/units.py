"""Clinical units: a number followed by one of them is a dose or a measurement."""

import re

UNIT = (
    r"(?:%|°|mcg|micrograms?|µg|μg|ug|mg|milligrams?|g|grams?|gm|kg|ng|lbs?|ml|mls|millilitres?|"
    r"dl|l|litres?|liters?|cc|mmol|µmol|μmol|umol|micromol|mol|meq|mosm|iu|miu|ku|units?|u|"
    r"mmhg|cmh2o|kpa|bpm|joules?|j|kcal|cm|mm|m2|drops?|puffs?|tablets?|tabs?|caps?|ampoules?|"
    r"vials?|doses?|hours?|hrs?|h|hourly|days?|weeks?|wks?|months?|minutes?|mins?|seconds?|secs?|"
    r"times|cells?|copies|percent|per|x10|×|/)"
)
MEASURED = re.compile(rf"\d[\d.,]*{UNIT}", re.IGNORECASE)
UNIT_FOLLOWS = re.compile(rf"\s*-?\s*{UNIT}(?![a-z])", re.IGNORECASE)


REST_OF_NUMBER = re.compile(r"[.,]\d[\d.,]*")


def unit_follows(text: str, end: int) -> bool:
    """Whether the number that ends at `end`, or goes on there, is measured in something."""
    rest = REST_OF_NUMBER.match(text, end)
    return UNIT_FOLLOWS.match(text, rest.end() if rest else end) is not None


def before_dose(text: str, start: int, end: int) -> int:
    """Where an identifier ends that a pattern ended at `end`, once the dose behind it is cut off.

    "MRN 123456 50 mg" and "3 March 10.5 mL": the last group of digits is no part of the
    identifier. `start` when nothing but the dose is left.
    """
    while start < end and unit_follows(text, end):
        end = max(start, text.rfind(" ", start, end))
    return end
