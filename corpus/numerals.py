"""Numbers as clinical texts write them: 1,000 and 1 000, 0.5 and 0,5, ½ and 2½, three."""

import re
from fractions import Fraction

_VULGAR = {
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "⅛": Fraction(1, 8),
    "1/2": Fraction(1, 2), "1/4": Fraction(1, 4), "3/4": Fraction(3, 4),
}  # fmt: skip
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "sixty": 60, "ninety": 90,
}  # fmt: skip
_VULGAR_CLASS = "[½¼¾⅓⅔⅛]"
_POWER = r"\s?[x×]\s?10(?:\^(?P<power>[0-9]{1,2})|(?P<raised>[⁰¹²³⁴-⁹]{1,2}))"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
NUMERAL = re.compile(
    # No part of a name, of another number or of a section's number.
    r"(?<![\w.,·])"
    rf"(?:(?P<vulgar>{_VULGAR_CLASS}|(?:1/2|1/4|3/4)(?=\s(?i:tab|cap|amp|vial|sachet)))"
    r"|(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,9})?(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,4}(?![0-9])(?![.,][0-9])"
    r"|[0-9]{1,15}(?:[.·][0-9]{1,9}|,[0-9]{1,2}(?![0-9,]))?)"
    rf"(?:\s?(?P<part>{_VULGAR_CLASS})|{_POWER})?(?![.,·]?[0-9]|[⁄])"
    rf"|(?P<word>(?i:{'|'.join(_WORDS)}))(?![^\W_]))"
)
"""Matches one number that stands by itself."""
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
_SPACES = re.compile(r"[, \u00a0\u2009\u202f]")


def value_of(match: re.Match[str]) -> Fraction:
    """The exact value of what `NUMERAL` matched."""
    if match["word"]:
        return Fraction(_WORDS[match["word"].lower()])
    if match["vulgar"]:
        return _VULGAR[match["vulgar"]]
    digits = match["digits"]
    if _GROUPED.fullmatch(digits):
        digits = _SPACES.sub("", digits)
    value = Fraction(digits.replace(",", ".").replace("·", ".").replace(" ", ""))
    if match["part"]:
        value += _VULGAR[match["part"]]
    power = match["power"] or (match["raised"] or "").translate(_RAISED)
    return value * 10 ** int(power) if power else value
