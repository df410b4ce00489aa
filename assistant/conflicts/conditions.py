"""For whom, by which route and at which stage of a treatment a stated dose holds."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from fractions import Fraction

from assistant.vocabulary import populations_in
from corpus.quantities import amount, quantities_in

_ROUTES = {
    "iv": r"iv|i\.v\.?|intravenous(?:ly)?|infus\w+|slow push|drip",
    "im": r"im|imi|i\.m\.?|intramuscular(?:ly)?",
    "sc": r"sc|s\.c\.?|subcut\w*|subcutaneous(?:ly)?",
    "io": r"io|intra-?osseous(?:ly)?",
    "oral": r"po|p\.o\.?|oral(?:ly)?|by mouth|tab(?:let)?s?|caps(?:ule)?s?|syrup|suspension"
    r"|sachets?|elixir|ng",
    "rectal": r"pr|p\.r\.?|rectal(?:ly)?|suppositor\w+|enema",
    "inhaled": r"inhal\w+|mdi|puffs?|spacer",
    "nebulised": r"neb\w*",
    "buccal": r"buccal(?:ly)?|sublingual(?:ly)?|under the tongue",
    "nasal": r"(?:intra)?nasal(?:ly)?|nostrils?",
    "topical": r"topical(?:ly)?|cream|ointment|lotion|gel|shampoo|patch(?:es)?|transdermal|apply",
    "eye": r"eye\w*|ophthalmic|conjunctiv\w+|intravitreal",
    "ear": r"ears?|otic",
    "vaginal": r"vaginal(?:ly)?|pv|pessar\w+|intrauterine",
    "local": r"intrathecal|intradermal|infiltrat\w+|block|intra-?articular|epidural",
}
_ROUTE = re.compile(
    "|".join(rf"(?P<{route}>(?<![\w.])(?:{words})(?!\w))" for route, words in _ROUTES.items()),
    re.IGNORECASE,
)
_STAGES = {
    "change": r"increas\w+|titrat\w+|reduc\w+|taper\w*|adjust\w*|wean\w*|step\w* (?:up|down)"
    r"|escalat\w+|doubl\w+|halv\w+|decreas\w+|lower\w*",
    "repeat": r"repeat\w*|further|again|second dose|additional\w*|top-?up|another|additional",
    "maintenance": r"maintenance|then|thereafter|follow(?:ed|ing) (?:by|with)|subsequent\w*"
    r"|continu\w+|days? [2-9]|upkeep",
    "first": r"loading|bolus|initial\w*|start\w*|first|stat|day 1|begin\w*|immediate\w*",
}
_STAGE = re.compile(
    "|".join(rf"(?P<{stage}>\b(?:{words})\b)" for stage, words in _STAGES.items()), re.IGNORECASE
)
_MARKS = {
    "prophylaxis": r"prophyla\w+|prevent\w+|chemoprevent\w+|pre-?operative\w*"
    r"|before (?:surgery|delivery)|suppress\w+",
    "arrest": r"cardiac arrest|asystole|pulseless\w*|ventricular fibrillation|vf",
    "renal": r"(?:renal|kidney|hepatic|liver) (?:impairment|failure|function|insufficiency|injury"
    r"|disease|dos\w+)|e?gfr|crcl|creatinine clearance|dialysis",
    "elderly": r"elderly|frail|older (?:people|persons?|patients?|adults?)|geriatric",
}
_MARK = re.compile(
    "|".join(rf"(?P<{mark}>\b(?:{words})\b)" for mark, words in _MARKS.items()), re.IGNORECASE
)
_OTHERS = re.compile(
    r"\bnot (?:the |an? |for |in )*(?:adult|child|p(?:a?e)diatric)\w*", re.IGNORECASE
)
"""Patients that are named because the dose is not theirs."""
_SEVERITY = re.compile(
    r"\b(?:(?P<mild>mild\w*|moderate\w*|uncomplicated|non-?severe|simple)"
    r"|(?P<severe>severe\w*|complicated|life-?threatening|critical\w*|septic\w*))\b",
    re.IGNORECASE,
)
_AGE_UNITS = frozenset({"day", "week", "month", "year"})
_AGE_WORDS = re.compile(r"age|old|child|infant|neonat|adult|newborn|bab|life|birth|years?\b", re.I)
_DAYS_IN_MONTH = 30
"""Only to order age bands that are given in days or weeks among those in months."""
_ENDLESS = Fraction(10**9)


@dataclass(frozen=True, slots=True)
class Band:
    """A band of ages or weights that a dose is stated for."""

    axis: str
    """`age`, in months, or `weight`, in grams."""
    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.axis not in ("age", "weight") or self.low > self.high:
            raise ValueError(f"there is no band of {self.axis} from {self.low} to {self.high}")


def routes_in(words: str) -> frozenset[str]:
    """The routes by which the words say that something is given."""
    return _groups(_ROUTE, words)


def stage_in(words: str) -> str:
    """`change`, `repeat` and `maintenance` for what follows a `first` dose; empty for neither."""
    found = _groups(_STAGE, words)
    return next((stage for stage in _STAGES if stage in found), "")


def marks_in(words: str) -> frozenset[str]:
    """What makes a dose another one: prevention, failing organs, old age, cardiac arrest."""
    return _groups(_MARK, words)


def severity_in(words: str) -> frozenset[str]:
    """`mild` or `severe`, where the words grade an illness."""
    return _groups(_SEVERITY, words)


def groups_in(*lines: str) -> frozenset[str]:
    """The patients that the first of the lines to name any speaks of."""
    said = (_OTHERS.sub(" ", line) for line in lines)
    return next(filter(None, map(populations_in, said)), frozenset())


def bands_in(words: str) -> tuple[Band, ...]:
    """The bands of age and weight that the words give."""
    return tuple(_bands(words))


def _bands(words: str) -> Iterator[Band]:
    for quantity in quantities_in(words):
        if quantity.per or quantity.value < 0:
            continue
        if quantity.unit == "kg":
            axis = "weight"
        elif quantity.unit in _AGE_UNITS and _is_age(words, quantity.start, quantity.end):
            axis = "age"
        else:
            continue
        low, high, unit, comparator = amount(quantity)
        if unit == "second":
            seconds = 86400 * _DAYS_IN_MONTH
            low, high = low / seconds, high / seconds
        if comparator in ("<", "≤"):
            low = Fraction(0)
        elif comparator:
            high = _ENDLESS
        yield Band(axis, low, high)


def _is_age(words: str, start: int, end: int) -> bool:
    before = words[max(0, start - 25) : start]
    if re.search(r"\b(?:for|after|every|within|over|in|x|×)\s*$", before, re.I):
        return False
    return bool(_AGE_WORDS.search(before) or _AGE_WORDS.search(words[end - 6 : end + 12]))


def overlaps(bands: Set[Band], others: Set[Band]) -> bool:
    """Whether the bands share more than a border on each axis that both sides give."""
    for axis in ("age", "weight"):
        mine = [band for band in bands if band.axis == axis]
        theirs = [band for band in others if band.axis == axis]
        if mine and theirs and not any(_alike(a, b) for a in mine for b in theirs):
            return False
    return True


def _alike(band: Band, other: Band) -> bool:
    """Whether two bands share at least half of the wider one's width, or are equal."""
    shared = min(band.high, other.high) - max(band.low, other.low)
    wider = max(band.high - band.low, other.high - other.low)
    return band == other or (shared > 0 and 2 * shared >= wider)


def _groups(pattern: re.Pattern[str], words: str) -> frozenset[str]:
    return frozenset(match.lastgroup or "" for match in pattern.finditer(words))
