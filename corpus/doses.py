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
    r"(?<!weight \()(?<!weight in )\b(?:mg|milligrams?|micrograms?|mcg|[µμ]g|g|(?:mega|k)?units?|iu"
    r"|mL|mmol|tablets?|capsules?|puffs?|drops?)"
    r"(?!(?: ?/ ?| per )(?:L|dL|mL|mol|litre)\b)(?!(?<=mL)/min)(?:/(?!\d)[\w²]+)*"
    r"(?=[\s),:=])[^:;|\d]{0,40}(?:\d[^:;|]{0,40})?: ?[<>≤≥]? ?\d",
    re.IGNORECASE,
)
"""A cell of a table whose header has the unit, as rows are read: "Dose (mg/kg): 25", or with more
behind the unit, "Dose (units once daily): 7,500". Body weights, concentrations in blood and the
clearance of kidneys, which is in mL/min, are no doses."""


def holds_headed_dose(words: str) -> bool:
    """Whether a table row names an amount whose unit stands in the header."""
    return bool(_HEADED.search(words))


def holds_dose(words: str) -> bool:
    """Whether the words name an amount of something to give; concentrations in blood do not."""
    return bool(_DOSE.search(words))
