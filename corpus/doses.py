"""Whether words give a dose."""

import re

_DOSE = re.compile(
    r"\d\s*(?:(?:milli|micro|nano)?grams?|mg|g|mcg|µg|μg|ng|(?:million |mega ?)?(?:units?|iu)"
    r"|mmol|meq|%|puffs?|tablets?|capsules?|ampoules?|vials?|sachets?|drops?|joules?|j)\b"
    r"(?!\s*/\s*(?:l|dl|ml|mol)\b)"
    r"|\d\s*(?:ml|l|litres?)\b(?!\s*/\s*min)",
    re.IGNORECASE,
)


def holds_dose(words: str) -> bool:
    """Whether the words name an amount of something to give; concentrations in blood do not."""
    return bool(_DOSE.search(words))
