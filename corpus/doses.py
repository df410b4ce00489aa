"""Whether words give a dose."""

import re

_DOSE = re.compile(
    r"\d\s*(?:(?:milli|micro|nano)?grams?|mg|g|mcg|µg|μg|ng|(?:million |mega ?)?(?:units?|iu)"
    r"|mmol|meq|%|puffs?|tablets?|capsules?|ampoules?|vials?|sachets?|drops?|joules?|j)\b"
    r"(?!\s*/\s*(?:l|dl|ml|mol)\b)"
    r"|\d\s*(?:ml|l|litres?)\b(?!\s*/\s*min)",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\b(?:mg|micrograms?|mcg|g|units?|mL|mmol)(?:/(?:kg|m2|m²|h|hour|day|min|minute|dose)[\w/]*)?"
    r"\)?: ?[<>≤≥]? ?\d",
    re.IGNORECASE,
)
"""A cell of a table whose header has the unit, as rows are read: "Dose (mg/kg): 25"."""


def holds_headed_dose(words: str) -> bool:
    """Whether a table row names an amount whose unit stands in the header."""
    return bool(_HEADED.search(words))


def holds_dose(words: str) -> bool:
    """Whether the words name an amount of something to give; concentrations in blood do not."""
    return bool(_DOSE.search(words))
