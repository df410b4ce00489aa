"""What each word of a question says: for whom, which drug, which route, what is wanted of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from assistant.vocabulary import drugs_in
from assistant.vocabulary.lists import stop_words
from assistant.vocabulary.populations import population_spans


class Says(Enum):
    """What a word is there for."""

    POPULATION = auto()
    WEIGHT = auto()
    DRUG = auto()
    ROUTE = auto()
    CIRCUMSTANCE = auto()
    """What a patient has beside the condition: renal failure, an allergy."""
    KIND = auto()
    """The kind of answer wanted: a dose, how often, until when."""
    LIMIT = auto()
    """Which of several doses: the maximum, the first."""
    DOSE = auto()
    CONDITION = auto()
    SUBJECT = auto()
    """Whatever else is asked about."""
    PRONOUN = auto()
    LINK = auto()
    """Joins two others: in, with, and, without."""
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or phrase of a question."""

    text: str
    says: Says
    glued: bool = False
    """Whether it stands right behind the one before, as a comma does."""


_LONGEST_DRUG = 4
_WORD = re.compile(r"<[A-Z][^<>]*>|[^\W_]+(?:[-/'’.,%+][^\W_]+)*[%+]?|[^\w\s]", re.UNICODE)
_AGE = "<AGE over 89>"

_CIRCUMSTANCE = re.compile(
    r"\b(?:(?:severe |moderate |mild |acute |chronic |end[- ]stage )?"
    r"(?:renal|kidney|hepatic|liver) (?:failure|impairment|disease|dysfunction|insufficiency)|"
    r"(?:renally|hepatically) impaired|(?:haemo|hemo)?dialysis|"
    r"(?:an? )?(?:\w+ )?(?:allergy|allergies)|(?:\w+ )?allergic(?: to \w+)?|obes(?:e|ity)|"
    r"(?:e?gfr|crcl|creatinine clearance)(?: (?:is|of|at|below|under|above|over))* ?[<>≤≥]? ?\d+|"
    r"overweight|underweight|frail\w*|g6pd(?: deficien\w+)?|immuno(?:suppress\w+|compromised)|"
    r"(?:iv|intravenous|venous) access|nil by mouth|nbm|intubated|ventilated)\b",
    re.IGNORECASE,
)
_ROUTE = re.compile(
    r"\b(?:iv|i\.v\.|im|i\.m\.|intravenous(?:ly)?|intramuscular(?:ly)?|po|oral(?:ly)?|by mouth|"
    r"sc|s/c|subcut|subcutaneous(?:ly)?|pr|rectal(?:ly)?|neb(?:s|uli[sz]ed|uli[sz]er)?|inhaled|"
    r"buccal(?:ly)?|intranasal(?:ly)?|sublingual(?:ly)?|io|intraosseous|topical(?:ly)?|"
    r"transdermal|nasogastric|ng|epidural|intrathecal)(?!\w)",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:child|boy|girl|infant|baby|neonate|teenager|adult|man|woman) (?:of|aged) \d+ ?"
    r"(?:years?|yrs?|months?|weeks?|days?)\b"
    r"|\b(?:aged|children under) \d+ ?(?:years?|yrs?|months?|weeks?|days?)\b",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"\b(?:weigh\w* |of )?\d+(?:\.\d+)? ?(?:kg|kilos?)\b(?!\s?/)", re.IGNORECASE)
_PHRASES = (
    (Says.CIRCUMSTANCE, _CIRCUMSTANCE),
    (Says.POPULATION, _AGED),
    (Says.WEIGHT, _WEIGHT),
    (Says.ROUTE, _ROUTE),
    (Says.CONDITION, re.compile(r"\b(?:fast breathing|chest indrawing)\b", re.IGNORECASE)),
)

_CONDITION = re.compile(
    r".*(?:itis|a?emia|osis|iasis|oma|pathy|penia|rrhage|rrhagia|uria|algia|axis|ectasis|asthma|"
    r"sepsis|pneumonia|eclampsia|embolism|o?edema)|shock|failure|disease|syndrome|"
    r"infections?|poisoning|overdoses?|injury|injuries|trauma|bleeds?|bleeding|arrest|strokes?|"
    r"seizures?|epilepticus|fractures?|fever|cancer|burns?|hypertension|hypotension|hypothermia|"
    r"delirium|withdrawal|croup|jaundice|malaria|cholera|dengue|influenza|covid|rabies|typhoid|mumps|pertussis|"
    r"scabies|leprosy|polio|anthrax|plague|bites?|stings?|tetanus|measles|migraine|gout|ulcers?|abscess|"
    r"diabetes|copd|dka|hhs|utis?|cap|hap|pe|dvt|vte|acs|stemi|nstemi|mi|aki|ckd|af|svt|vt",
    re.IGNORECASE,
)
_DOSE = frozenset({"dose", "doses", "dosing", "dosage", "dosages"})
_LIMIT = frozenset(
    """
    maximum max minimum min highest lowest loading load maintenance starting initial first second
    third next repeat daily total single stat
    """.split()  # noqa: SIM905
)
_KIND = frozenset(
    """
    much many often long soon fast slow late early frequency frequently interval intervals duration
    course days rate route routes timing time times repeated repeating stop stops stopped stopping
    start started starting begin begun give gives given giving take takes taken use used using
    prescribe prescribed administer administered administration infuse infused infusion bolus
    dilute diluted dilution reconstitute concentration volume amount per effects side adverse
    contraindication contraindications contraindicated caution cautions interaction interactions
    warning warnings risk risks monitor monitored monitoring target targets threshold thresholds
    level levels check checked checks measure measured test tests alternative alternatives
    option options line choice instead treat treated treating treatment treatments manage managed
    management therapy when where who why safe safely allowed adjust adjusted adjustment reduce
    reduced reduction increase increased escalate escalated escalation refer referred referral
    review reviewed call called switch switched onset mg ml mcg micrograms units hourly hours
    recommended recommendation indication indications indicated criteria sign signs symptoms
    puffs tablets capsules drops vials ampoules sachets trough window
    discharge discharged admit admitted follow-up wean weaned titrate titrated avoid avoided
    """.split()  # noqa: SIM905
)
DEGREES = frozenset(
    """
    severe moderate mild uncomplicated complicated life-threatening critical non-severe
    """.split()  # noqa: SIM905
)
"""How bad a condition is: one of them stands in the place of another."""
_PRONOUN = frozenset("it its they them their this that these those".split())  # noqa: SIM905
_LINK = frozenset(
    """
    in with without for of on after before during under over above below from by to and or at
    despite due than no not a an the if when unless until once while
    """.split()  # noqa: SIM905
)
_PLAIN = frozenset(
    """
    same different difference differ differs differently change changes changed apply applies also
    too else then so still again about happens happen happened do does done doing need needs needed
    needing work works worked working fail fails failed failing please ok okay thanks thank right
    tell know say says said patient patients pt pts person people someone case cases usual usually
    normal normally exactly just only now want wants get gets got patient's more less yet already
    there here not what's whats that's it's know go goes going
    """.split()  # noqa: SIM905
)


def pieces_of(question: str) -> list[Piece]:
    """The question in order, each word or known phrase with what it says; spaces are dropped."""
    spans = _phrases(question)
    found: list[Piece] = []
    words: list[re.Match[str]] = []
    for match in _WORD.finditer(question):
        inside = next((one for one in spans if one[0] <= match.start() < one[1]), None)
        if inside is None:
            words.append(match)
            continue
        found += _single(words)
        words = []
        if match.start() == inside[0]:
            phrase = question[inside[0] : inside[1]]
            # Pre-eclampsia tells for whom, and is what is asked about.
            condition = inside[2] is Says.POPULATION and _CONDITION.fullmatch(phrase)
            says = Says.CONDITION if condition else inside[2]
            found.append(Piece(phrase, says, _glued(match)))
    found += _single(words)
    if question.isupper():
        return found
    # Intrathecal, not a pronoun.
    return [replace(one, says=Says.ROUTE) if one.text == "IT" else one for one in found]


def _glued(match: re.Match[str]) -> bool:
    return match.start() > 0 and not match.string[match.start() - 1].isspace()


def _phrases(question: str) -> list[tuple[int, int, Says]]:
    """Spans of phrases that are more than their words, apart from each other."""
    spans = [
        (match.start(), match.end(), says)
        for says, pattern in _PHRASES
        for match in pattern.finditer(question)
    ]
    spans += [(start, end, Says.POPULATION) for start, end in population_spans(question)]
    apart: list[tuple[int, int, Says]] = []
    for span in spans:
        if all(span[1] <= start or end <= span[0] for start, end, _ in apart):
            apart.append(span)
    return apart


def _single(matches: list[re.Match[str]]) -> Iterator[Piece]:
    """Words outside of phrases, where several may still name one drug."""
    words = [match[0] for match in matches]
    at = 0
    while at < len(words):
        sizes = range(min(_LONGEST_DRUG, len(words) - at), 0, -1)
        size = next((n for n in sizes if _names_a_drug(words[at : at + n])), 0)
        says = Says.DRUG if size else _says(words[at])
        size = size or 1
        yield Piece(" ".join(words[at : at + size]), says, _glued(matches[at]))
        at += size


def _names_a_drug(words: list[str]) -> bool:
    """Whether these words, and no fewer of them, name a drug."""
    found = drugs_in(" ".join(words))
    if not found:
        return False
    return len(words) == 1 or found not in (
        drugs_in(" ".join(words[1:])),
        drugs_in(" ".join(words[:-1])),
    )


def _says(word: str) -> Says:
    lower = word.lower().replace("’", "'")
    for says, listed in (
        (Says.DOSE, _DOSE), (Says.LIMIT, _LIMIT), (Says.KIND, _KIND), (Says.PRONOUN, _PRONOUN),
        (Says.LINK, _LINK),
    ):  # fmt: skip
        if lower in listed:
            return says
    if word == _AGE:
        return Says.POPULATION
    if word.startswith("<") or lower in _PLAIN or lower in stop_words():
        return Says.PLAIN
    if not any(character.isalnum() for character in word):
        return Says.PLAIN
    return Says.CONDITION if _CONDITION.fullmatch(word) else Says.SUBJECT
