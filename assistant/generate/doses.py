"""Whether words give a dose, and which words ask for one."""

import re
from functools import cache

from assistant.vocabulary import tokens

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


@cache
def dose_terms() -> frozenset[str]:
    """The index terms that ask for a dose; a sentence that gives one need not say the word."""
    return frozenset(tokens("dose doses dosage dosing dosed much"))
