"""Words that are put in each other's place: what one of them says, the other one does not."""

import re
from collections.abc import Iterator
from functools import cache

from evals.training.support.quantities import like, put

ROUTES = (
    "intravenous", "oral", "intramuscular", "subcutaneous", "topical", "rectal", "intranasal",
    "nebulised", "sublingual", "intraosseous", "transdermal", "inhaled", "buccal", "intrathecal",
)  # fmt: skip
ROUTES_BY_ADVERB = ("intravenously", "orally", "intramuscularly", "subcutaneously", "rectally")
ROUTES_IN_SHORT = ("IV", "PO", "IM", "SC", "IN", "PR", "IO", "SL")
GROUPS = (
    "adults", "children", "neonates", "infants", "adolescents", "pregnant women", "older adults",
    "patients with renal impairment", "patients with hepatic impairment", "men", "women",
)  # fmt: skip
GROUPS_AS_ADJECTIVES = ("adult", "paediatric", "neonatal", "elderly", "pregnant", "pediatric")
OPPOSITES = (
    ("increase", "decrease"), ("increases", "decreases"), ("increased", "decreased"),
    ("increasing", "decreasing"), ("high", "low"), ("higher", "lower"), ("before", "after"),
    ("early", "late"), ("mild", "severe"), ("stable", "unstable"), ("acute", "chronic"),
    ("start", "stop"), ("first-line", "second-line"), ("bradycardia", "tachycardia"),
    ("hypotension", "hypertension"), ("hyperkalemia", "hypokalemia"), ("left", "right"),
    ("hyponatremia", "hypernatremia"), ("hypoglycemia", "hyperglycemia"), ("raise", "lower"),
    ("sensitive", "resistant"), ("positive", "negative"), ("normal", "abnormal"),
    ("always", "sometimes"), ("all", "some"), ("common", "rare"), ("reduces", "raises"),
    ("improves", "worsens"), ("proximal", "distal"), ("upper", "lower"), ("fast", "slow"),
    ("rapid", "slow"), ("agonist", "antagonist"), ("inhibits", "stimulates"), ("loading",
    "maintenance"), ("bacterial", "viral"), ("arterial", "venous"), ("inpatient", "outpatient"),
    ("systolic", "diastolic"), ("benefit", "harm"), ("recommended", "contraindicated"),
    ("preferred", "avoided"), ("may", "must"), ("associated with", "unrelated to"),
    ("immediately", "within a day"), ("short-acting", "long-acting"), ("type 1", "type 2"),
    ("with", "without"), ("effective", "ineffective"), ("safe", "unsafe"),
)  # fmt: skip


def others(text: str, words: tuple[str, ...], *, exact: bool = False) -> Iterator[str]:
    """Each of the words found as each other one of them; `exact` where case tells."""
    for match in _any_of(words, exact).finditer(text):
        for other in words:
            if other.lower() != match[0].lower():
                yield put(text, match, other if exact else like(match[0], other))


@cache
def _any_of(words: tuple[str, ...], exact: bool) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    flags = re.NOFLAG if exact else re.IGNORECASE
    return re.compile(rf"(?<![\w-])({'|'.join(longest_first)})(?![\w-])", flags)


def route(text: str) -> Iterator[str]:
    """Each route as another one."""
    yield from others(text, ROUTES)
    yield from others(text, ROUTES_BY_ADVERB)
    yield from others(text, ROUTES_IN_SHORT, exact=True)


def population(text: str) -> Iterator[str]:
    """Each group of patients as another one."""
    yield from others(text, GROUPS)
    yield from others(text, GROUPS_AS_ADJECTIVES)


def opposite(text: str) -> Iterator[str]:
    """Each word that has an opposite as that."""
    for pair in OPPOSITES:
        yield from others(text, pair)
