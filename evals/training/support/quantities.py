"""Corruptions of quantities: number, decimal point, unit, comparator, two numbers exchanged."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

_NUMBER = re.compile(r"(?<![\w.,])(?<![A-Za-z]-)\d+(?:\.\d+)?(?!\d|[.,]\d)")
_ENUMERATED = re.compile(r"\d+[.)]\s")
_MISTAKEN: Mapping[str, tuple[str, ...]] = {
    "mg": ("micrograms", "g", "mg/kg", "mL"),
    "mcg": ("mg", "mcg/kg"),
    "µg": ("mg",),
    "μg": ("mg",),
    "micrograms": ("mg", "nanograms"),
    "g": ("mg", "kg", "micrograms"),
    "kg": ("g", "lb"),
    "mL": ("L", "mg"),
    "ml": ("L", "mg"),
    "L": ("mL", "dL"),
    "mg/kg": ("mg", "micrograms/kg", "g/kg"),
    "mcg/kg": ("mg/kg", "mcg"),
    "mL/kg": ("mL", "L/kg"),
    "mg/dL": ("mg/L", "mmol/L"),
    "mmol/L": ("mg/dL", "mol/L"),
    "mEq/L": ("mg/dL", "mEq"),
    "units": ("mL", "mg", "units/kg"),
    "mmHg": ("cmH2O", "kPa"),
    "seconds": ("minutes", "hours"),
    "minutes": ("hours", "seconds"),
    "min": ("hours", "seconds"),
    "hours": ("days", "minutes"),
    "hrs": ("days", "minutes"),
    "h": ("days", "min"),
    "days": ("weeks", "hours"),
    "weeks": ("months", "days"),
    "months": ("years", "weeks"),
    "years": ("months", "weeks"),
    "cm": ("mm", "m"),
    "mm": ("cm", "m"),
    "°C": ("°F",),
    "%": (" mg", " per thousand"),
}
_UNIT = re.compile(
    r"(?<=\d)([\s-]?)(" + "|".join(sorted(map(re.escape, _MISTAKEN), key=len, reverse=True)) + r")"
    r"(?![\w/])"
)
_TURNED = (
    ("at least", "at most"), ("more than", "less than"), ("greater than", "less than"),
    ("higher than", "lower than"), ("above", "below"), ("over", "under"), ("up to", "at least"),
    ("no more than", "no less than"), ("maximum", "minimum"), ("or more", "or less"),
    ("exceeds", "is below"), ("older than", "younger than"), ("longer than", "shorter than"),
    ("or older", "or younger"), ("within", "after"), ("≥", "≤"), (">=", "<="), (">", "<"),
)  # fmt: skip
# The first pair that has a word is the one that counts.
_TURNS = {a: b for pair in reversed(_TURNED) for a, b in (pair, pair[::-1])}
_COMPARATOR = re.compile(
    r"(?<!\w)("
    + "|".join(rf"{re.escape(a)}(?!\w)" if a[0].isalpha() else rf"{re.escape(a)}(?!=)"
               for a in sorted(_TURNS, key=len, reverse=True))
    + r")(?=[^.;]{0,24}\d)|(?<=\d )(or more|or less|or older|or younger)(?!\w)",
    re.IGNORECASE,
)  # fmt: skip


def number(text: str) -> Iterator[str]:
    """Each number a little or much higher or lower, or with its digits transposed."""
    for match in numbers(text):
        written = match[0]
        value = Decimal(written)
        step = Decimal(1).scaleb(value.as_tuple().exponent)  # type: ignore[arg-type]
        others = {value + step, value * 2, value + 5 * step, value * Decimal("1.5")}
        others |= {value - step, value / 2} if value > 1 else set()
        digits = written.replace(".", "")
        if len(digits) == 2 and "." not in written and digits[0] != digits[1] != "0":
            others.add(Decimal(digits[::-1]))
        for other in sorted(others - {value, Decimal(0)}):
            yield put(text, match, _written(other))


def decimal_point(text: str) -> Iterator[str]:
    """Each number ten or a hundred times as high, or a tenth of it."""
    for match in numbers(text):
        for factor in ("10", "100", "0.1"):
            if Decimal(match[0]):
                yield put(text, match, _written(Decimal(match[0]) * Decimal(factor)))


def exchanged(text: str) -> Iterator[str]:
    """Each two numbers in each other's place."""
    for one, other in combinations(numbers(text), 2):
        if Decimal(one[0]) != Decimal(other[0]):
            between = text[one.end() : other.start()]
            ends = text[: one.start()], text[other.end() :]
            yield f"{ends[0]}{other[0]}{between}{one[0]}{ends[1]}"


def unit(text: str) -> Iterator[str]:
    """Each unit as one that it is mistaken for."""
    for match in _UNIT.finditer(text):
        for other in _MISTAKEN[match[2]]:
            yield text[: match.start(2)] + other + text[match.end(2) :]


def comparator(text: str) -> Iterator[str]:
    """Each limit turned round, or left out where it is a sign."""
    for match in _COMPARATOR.finditer(text):
        yield put(text, match, like(match[0], _TURNS[match[0].lower()]))
        if not match[0][0].isalpha():
            yield put(text, match, "").replace("  ", " ")


def numbers(text: str) -> list[re.Match[str]]:
    """The numbers that say something; that of a list item is none."""
    at_start = _ENUMERATED.match(text)
    return [found for found in _NUMBER.finditer(text) if not (at_start and found.start() == 0)]


def put(text: str, match: re.Match[str], words: str) -> str:
    """The text with other words where the match is."""
    return text[: match.start()] + words + text[match.end() :]


def like(old: str, new: str) -> str:
    """The new words, capital where the old ones began with a capital."""
    return new[:1].upper() + new[1:] if old[:1].isupper() and not old.isupper() else new


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}"
