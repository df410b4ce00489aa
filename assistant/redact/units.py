"""Clinical units: a number followed by one of them is a dose or a measurement."""

import re

UNIT = (
    r"(?:%|°|mcg|micrograms?|µg|μg|ug|mg|milligrams?|g|grams?|gm|kg|ng|lbs?|ml|mls|millilitres?|"
    r"dl|l|litres?|liters?|cc|mmol|µmol|μmol|umol|micromol|mol|meq|mosm|iu|miu|ku|units?|u|"
    r"mmhg|cmh2o|kpa|bpm|joules?|j|kcal|cm|mm|m2|drops?|puffs?|tablets?|tabs?|caps?|ampoules?|"
    r"vials?|doses?|hours?|hrs?|h|hourly|days?|weeks?|wks?|months?|minutes?|mins?|seconds?|secs?|"
    r"times|cells?|copies|percent|per|x10|×|/)"
)
UNIT_FOLLOWS = re.compile(rf"\s*-?\s*{UNIT}(?![a-z])", re.IGNORECASE)


def unit_follows(text: str, end: int) -> bool:
    """Whether the number that ends at `end` is measured in something."""
    return UNIT_FOLLOWS.match(text, end) is not None
