"""Ages in a follow-up, in words that are read as ages wherever they stand."""

import re

CHILDREN = frozenset({"paediatric", "neonatal"})
_AGE = r"(?P<age>\d{1,2}) ?(?P<unit>years?|yrs?|months?|weeks?|days?)"
_STATED = re.compile(
    rf"(?:(?P<below>under|below|less than|younger than)|at|in an?|an?)(?: the age of)? {_AGE}\Z",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_AGE}\Z", re.IGNORECASE)
_BARE_YEARS = re.compile(r"(?P<age>\d{1,2}) ?(?P<unit>years?|yrs?|months?)\Z", re.IGNORECASE)
_UNDER = re.compile(r"(?:in )?(?P<below>under|younger than)[- ](?P<age>\d{1,2})s?\Z", re.IGNORECASE)
_OF_WHOM = re.compile(r"(?:if|when)(?: (?:he|she|they|it)(?: is| are|['’]s))? ", re.IGNORECASE)
"""Leads to the age of whom is asked about: "if she is under 3 months"."""
_GROWN_UP = 16


def with_ages(rest: str, *, of_children: bool) -> str:
    """A follow-up that is nothing but an age, as "aged 6 months"; any other as it is.

    "20 weeks?" alone may be how long she is pregnant: it is an age where the talk is `of_children`.
    """
    bare = _BARE if of_children else _BARE_YEARS
    words = _OF_WHOM.sub("", rest, count=1) if _OF_WHOM.match(rest) else rest
    found = _STATED.match(words) or _UNDER.match(words) or bare.match(words)
    if found is None:
        return rest
    said = found.groupdict()
    age, unit = said["age"], said.get("unit") or "years"
    if said.get("below"):
        young = not unit.lower().startswith("y") or int(age) <= _GROWN_UP
        return f"children under {age} {unit}" if young else rest
    return f"aged {age} {unit}"
