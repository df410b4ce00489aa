"""Harmful changes of words: a negation, a drug, a population, a route, the cells of a table row."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from assistant.vocabulary import drugs_in
from assistant.vocabulary.lists import drug_names
from evals.mutations.mutation import any_of

_DROPPED = {
    "do not ": "", "does not ": "does ", "must not ": "must ", "should not ": "should ",
    "is not ": "is ", "are not ": "are ", "not ": "", "never ": "", "avoid ": "give ",
    "without ": "with ", "contraindicated": "indicated", "unless ": "if ",
}  # fmt: skip
_ADDED = {
    "must ": "must not ", "should ": "should not ", "is ": "is not ", "are ": "are not ",
    "give ": "do not give ", "use ": "do not use ", "start ": "do not start ",
    "with ": "without ", "indicated": "contraindicated", "if ": "unless ",
}  # fmt: skip
_POPULATIONS = {
    "adults": "children", "adult": "child", "children": "adults", "child": "adult",
    "paediatric": "adult", "neonates": "adults", "infants": "adults", "pregnancy": "childhood",
    "pregnant": "elderly", "women": "children", "neonatal": "adult",
}  # fmt: skip
_ROUTES = {
    "intravenous": "oral", "intravenously": "orally", "oral": "intravenous",
    "orally": "intravenously", "by mouth": "intravenously", "intramuscular": "intravenous",
    "intramuscularly": "intravenously",
    "subcutaneous": "intravenous", "subcutaneously": "intravenously", "IV": "PO", "IM": "IV",
    "nebulised": "intravenous", "rectal": "intravenous", "buccal": "intravenous",
}  # fmt: skip
_OPPOSITES = {
    "increase": "reduce", "increased": "decreased", "increasing": "reducing", "reduce": "increase",
    "reduced": "increased", "decrease": "increase", "decreased": "increased", "raise": "lower",
    "raised": "lowered", "lower": "raise", "before": "after", "after": "before", "start": "stop",
    "stop": "start", "started": "stopped", "stopped": "started", "morning": "evening",
    "evening": "morning", "night": "morning", "left": "right", "right": "left",
    "systolic": "diastolic", "diastolic": "systolic", "high": "low", "low": "high",
    "higher": "lower", "more": "less", "less": "more", "above": "below", "below": "above",
    "early": "late", "slowly": "rapidly", "rapidly": "slowly", "mild": "severe", "severe": "mild",
    "acute": "chronic", "chronic": "acute", "positive": "negative", "negative": "positive",
    "hypertension": "hypotension", "hypotension": "hypertension",
    "hyperkalaemia": "hypokalaemia", "hypokalaemia": "hyperkalaemia",
    "hypoglycaemia": "hyperglycaemia", "hyperglycaemia": "hypoglycaemia",
    "tachycardia": "bradycardia", "bradycardia": "tachycardia", "stable": "unstable",
}  # fmt: skip
_CELLS = re.compile(r"(?<=: )([^;:]+)(?=;|$)")
_WORD = re.compile(r"[^\W\d_]{4,}")


def negation_dropped(text: str) -> Iterator[str]:
    """Each negation left out."""
    yield from _exchanged(text, _DROPPED)


def negation_added(text: str) -> Iterator[str]:
    """Each instruction denied."""
    # Where it is denied already, a second "not" would not be the harm that is looked for.
    yield from (other for other in _exchanged(text, _ADDED) if "not not" not in other)


def population(text: str) -> Iterator[str]:
    """Each patient group exchanged for another."""
    yield from _exchanged(text, _POPULATIONS)


def route(text: str) -> Iterator[str]:
    """Each route exchanged for another."""
    yield from _exchanged(text, _ROUTES)


def opposite(text: str) -> Iterator[str]:
    """Each word exchanged for its opposite: what is to be raised is lowered."""
    yield from _exchanged(text, _OPPOSITES)


def opposites_exchanged(text: str) -> Iterator[str]:
    """Two opposites in each other's place, so that every word is still a true one."""
    found = list(re.finditer(rf"\b({any_of(_OPPOSITES)})\b", text, re.IGNORECASE))
    for one, two in pairwise(found):
        if _OPPOSITES[one[1].lower()] == two[1].lower():
            between = text[one.end() : two.start()]
            yield text[: one.start()] + two[1] + between + one[1] + text[two.end() :]


def drug(text: str) -> Iterator[str]:
    """Each drug exchanged for the one whose name is nearest to it in letters."""
    for match in _WORD.finditer(text):
        name = match[0].lower()
        if drugs_in(name):
            other = sound_alike(name)
            written = other.capitalize() if match[0][0].isupper() else other
            yield text[: match.start()] + written + text[match.end() :]


def cells(text: str) -> Iterator[str]:
    """Of a table row read with its header, each cell exchanged with the next."""
    found = list(_CELLS.finditer(text))
    for left, right in pairwise(found):
        if left[1] != right[1]:
            between = text[left.end() : right.start()]
            yield text[: left.start()] + right[1] + between + left[1] + text[right.end() :]


@cache
def sound_alike(name: str) -> str:
    """The other drug whose name is nearest to this one, by Jaro–Winkler similarity."""
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import extractOne

    own = drugs_in(name)
    others = [other for other in sorted(drug_names()) if not own & drugs_in(other)]
    return str(extractOne(name, others, scorer=JaroWinkler.normalized_similarity)[0])


def _exchanged(text: str, others: Mapping[str, str]) -> Iterator[str]:
    """Each place of one of the words, alone, with the other in its stead."""
    for match in re.finditer(rf"\b({any_of(others)})(?:(?<=\s)|\b)", text, re.IGNORECASE):
        other = others.get(match[1]) or others.get(match[1].lower(), "")
        yield text[: match.start()] + other + text[match.end() :]
