"""Tells amounts to be given from strengths, concentrations, levels, ages and limits."""

import re

from corpus.quantities import Quantity, amount

_BASES = frozenset({
    "g", "unit", "mol", "mEq", "L", "joule", "puff", "tablet", "capsule", "drop", "spray",
    "suppository", "sachet", "teaspoon", "ampoule", "vial",
})  # fmt: skip
_BODY_WEIGHTS = frozenset({"kg", "lb"})
_DIVISORS = frozenset({"kg", "m²", "dose", "day", "24 hour", "hour", "minute", "second"})
_STRENGTH_AFTER = re.compile(
    r"^\s?(?:\)\s?)?(?:[-\w]+\s)?(?:tab|cap|vial|amp(?!ic)|bottle|sachet|pre-?filled|strength"
    r"|per (?:tab|cap|vial|amp)|patch|pen\b|syringe|solution|powder|base\b|(?:of )?elemental"
    r"|formulation|dispersible)",
    re.IGNORECASE,
)
_NOT_TO_GIVE = re.compile(
    r"(?:strengths?|available (?:as|in)|contain\w*|dissolv\w+|dilut\w+|reconstitut\w+|made up"
    r"|mix(?:ed)?|add(?:ed|ing)?|equivalent|equals?|convert\w*|=|≈|ratio|increments? of|steps? of"
    r"|by|each|instead of|ingest\w+|overdos\w+|toxic\w*|level\w*|concentrat\w+|previous\w*"
    r"|already)\W+(?:\w+\W+){0,3}$|\bnot\s$",
    re.IGNORECASE,
)
"""What makes the amount behind it one that is dissolved, compared, taken by accident, or added."""
_PIECES_AFTER = re.compile(
    r"^[^.;\d]{0,15}\b(?:[2-9]|two|three|four)\s(?:tab|cap|vial|amp)", re.IGNORECASE
)
"""In "0.75 mg, oral, 2 tablets" the dose is that of both tablets."""
_DILUENT_BEFORE = re.compile(r"\b(?:in|with|to|into|of water)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_FLOW = re.compile(r"clearance|crcl|e?gfr|urine|output|flow|oxygen|drain|loss", re.IGNORECASE)
_COURSE_BEFORE = re.compile(
    r"\b(?:for|duration:?|x|×|least|course of|total of|further|another)\s(?:a\s)?"
    r"(?:(?:up\sto|at\sleast|total\sof|maximum\sof)\s)*$",
    re.IGNORECASE,
)
_COURSE_AFTER = re.compile(r"^[\s-](?:courses?|of (?:treatment|therapy))\b", re.IGNORECASE)
_NOT_A_COURSE = re.compile(
    r"^[^.;]{0,20}\b(?:before|prior|old|of age|apart|later)\b", re.IGNORECASE
)
_AROUND = 45
"""Characters on either side that can say what an amount is."""


def is_given(words: str, quantity: Quantity) -> bool:
    """Whether a quantity of `words` is an amount to give."""
    base = amount(quantity).unit.partition("/")[0]
    if (
        base not in _BASES
        or quantity.unit in _BODY_WEIGHTS
        or quantity.comparator in ("<", ">", "≥")
        or quantity.value <= 0
        or not set(quantity.per) <= _DIVISORS
    ):
        return False
    before = words[max(0, quantity.start - _AROUND) : quantity.start]
    after = words[quantity.end : quantity.end + _AROUND]
    if _STRENGTH_AFTER.match(after) or _NOT_TO_GIVE.search(before):
        return False
    if base == "L":
        return not _DILUENT_BEFORE.search(before) and not _FLOW.search(before + after)
    return base != "g" or not _PIECES_AFTER.match(after)


def is_course(words: str, quantity: Quantity) -> bool:
    """Whether a quantity of `words` says for how long something is given, a day or more."""
    if quantity.per or quantity.unit not in ("day", "week", "month") or quantity.comparator == "<":
        return False
    after = words[quantity.end : quantity.end + _AROUND]
    # "for up to 7 days": the limit belongs to the quantity, the "for" stands before it.
    before = words[max(0, quantity.start - _AROUND) : quantity.start]
    stated = _COURSE_BEFORE.search(before) or _COURSE_AFTER.match(after)
    return bool(stated) and not _NOT_A_COURSE.match(after)
