"""Whether words give an answer of the kind that is asked for."""

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.decide.asked import Kind
from assistant.vocabulary import drugs_in
from corpus.doses import holds_dose, holds_headed_dose
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
_AMOUNT = (
    r"(?:same|usual|normal|standard|ordinary|full|half|double|doubled|halved|quarter|two[- ]thirds)"
)
_IN_WORDS = re.compile(
    r"\bsame (?:[\w-]+ ){0,2}doses?\b"
    r"|\bhalf(?! an hour| hour| life)(?: of)?(?: the| a| this| that)? (?:[\w-]+ ){0,2}doses?\b"
    r"|\b(?:quarter|third|thirds) of (?:the |this |that )?(?:[\w-]+ ){0,2}doses?\b"
    rf"|\b(?:at|gives?|given|in|with|uses?|used|using|receives?|continued?|needs?)"
    rf" (?:the |an? )?{_AMOUNT} (?:[\w-]+ ){{0,2}}doses?\b"
    r"|\bdos(?:es?|age|ing)\b[^.;:|]{0,40}?"
    r"\b(?:in full|unchanged|halved|doubled|(?:the|is|are) same"
    r"|not (?:be |need to be )?(?:changed|reduced|adjusted|altered))\b"
    r"|\b(?:halve[sd]?|doubled?|halving|doubling) (?:the )?(?:[\w-]+ ){0,4}?dos(?:es?|age)\b"
    r"|\bno (?:[\w-]+ )?dos(?:es?|age|ing) (?:changes?|adjustments?|reductions?)\b"
    r"|\bno (?:changes?|adjustments?|reductions?) (?:of|in|to) (?:the )?(?:[\w-]+ ){0,2}?dos\w+"
    r"|\b(?:do(?:es)?|need) not (?:need |require |be )?(?:an? )?(?:chang|adjust|reduc|alter)\w*"
    r" (?:the |of |in |to )*dos\w+"
    r"|(?:^|[:;|] ?)no (?:change|adjustment)s?\b(?! (?:of|in|to)\b)",
    re.IGNORECASE,
)
"""A dose told by another one: "the same dose", "given in full", "no change of dose"."""
_DENIED = re.compile(r"\b(?:not|never|avoid|no)\b[^.;:|]{0,30}$", re.IGNORECASE)


def doses_in_words(words: str) -> bool:
    """Whether the words give a dose as another one, changed or not."""
    return any(not _DENIED.search(words[: one.start()]) for one in _IN_WORDS.finditer(words))


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
