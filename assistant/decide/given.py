"""Whether words give an answer of the kind that is asked for."""

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.decide.asked import Kind
from assistant.vocabulary import drugs_in
from corpus.doses import holds_dose, holds_headed_dose
from corpus.doses_in_words import doses_in_words
from corpus.quantities import TIMES, Quantity, quantities_in

_TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year"})
_OF_AGE = frozenset({"year", "month", "week", "day"})
_FREQUENT = re.compile(
    r"\brepeat\w*|\bevery\b|\binterval|\bhourly\b|\bnext dose\b|\bq\d", re.IGNORECASE
)
_MOST = re.compile(
    r"\bmax(?:imum|imal|\.)?\b|\bup to\b|\bexceed|\b(?:no|not) more than\b|\bat most\b|\blimit"
    r"|[≤<]|\btotal\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\bcontra-?indicat|\bavoid|\bnot\b|\bnever\b|\bn't\b|\bwithh|\bstop|\bsafe|\bcaution|\bhold\b"
    r"|\bdiscontinu|\bonly\b|\bexcept|\bno\b|\bunless\b|\bwithout\b",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"\b(?:anti\w{4,}|\w+statins?|\w+(?:olol|pril|sartan|azole|cillin|mycin|floxacin)s?"
    r"|beta[- ]?blockers?|steroids?|corticosteroids?|opioids?|ssris?|saline|ringer\w*|crystalloids?"
    r"|diuretics?|benzodiazepines?|vasopressors?)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|third|quarter)\b", re.IGNORECASE
)
_HEADED_TIME = re.compile(r"\b(?:minutes?|hours?|days?|weeks?)\)?: ?\d", re.IGNORECASE)
"""A cell of a table whose header has the unit, as rows are read: "Interval (hours): 36"."""


_RATIO = re.compile(
    r"\bratio\b|(?<![\d:])\d{1,3}:\d{1,3}(?![\d:,])"
    r"|\d (?:compressions?|parts?|units?) (?:to|per|for each|for every|and) (?:\d|one|two|three)",
    re.IGNORECASE,
)
_NO_AMOUNT = re.compile(
    r"\d[\d.,]*(?: ?(?:to|-|–) ?\d[\d.,]*)? ?\w+ ?/ ?(?:l|dl|ml|litre)\b(?! ?/)"
    r"|(?:sodium chloride|saline|glucose|dextrose|saturations?|spo2|oxygen|lidocaine|albumin)"
    r"[^.;:|]{0,20}?\d[\d.]* ?%(?:[^.;:|]{1,6}?\d[\d.]* ?%)?",
    re.IGNORECASE,
)
"""Levels, strengths and saturations: amounts of nothing that is given."""


def _has_time(words: str) -> bool:
    return bool(_HEADED_TIME.search(words)) or any(
        one.unit in _TIME for one in quantities_in(words)
    )


def _is_rate(quantity: Quantity) -> bool:
    """A share, or an amount by weight, by time and the like."""
    return quantity.unit == "%" or (bool(quantity.per) and quantity.unit not in _TIME | {TIMES, ""})


def _doses(words: str) -> bool:
    given = _NO_AMOUNT.sub(" ", words)
    doses = holds_dose(given) or holds_headed_dose(given)
    return doses or any(map(_is_rate, quantities_in(given))) or doses_in_words(words)


def _repeats(words: str) -> bool:
    timed = any(one.unit == TIMES or "day" in one.per for one in quantities_in(words))
    return timed or bool(_FREQUENT.search(words) and _has_time(words))


def _ages(words: str) -> bool:
    return any(one.unit in _OF_AGE for one in quantities_in(words))


_GIVES: dict[Kind, Callable[[str], object]] = {
    Kind.DOSE: _doses,
    Kind.FREQUENCY: _repeats,
    Kind.DURATION: _has_time,
    Kind.TIME: _has_time,
    Kind.AGE: _ages,
    Kind.THRESHOLD: _NUMBER.search,
    Kind.NUMBER: _NUMBER.search,
    Kind.RATIO: _RATIO.search,
    Kind.MAXIMUM: lambda words: _MOST.search(words) and _NUMBER.search(words),
    Kind.DRUG: lambda words: drugs_in(words) or _CLASS.search(words),
    Kind.LIMIT: _LIMITS.search,
}


@lru_cache(maxsize=20_000)
def gives(kind: Kind, words: str) -> bool:
    """Whether `words` hold something of that kind: a sentence that does not cannot answer."""
    return bool(_GIVES[kind](words))
