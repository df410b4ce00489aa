"""Which sentences give a figure for the patients, drug, route and condition asked about."""

import re
from collections.abc import Collection, Sequence, Set
from functools import lru_cache

from assistant.decide.asked import Asked, Kind, patients_in
from assistant.decide.given import gives
from assistant.decide.missing import TELLING
from assistant.decide.routes import routes_in
from assistant.decide.support import Support
from assistant.evidence import reads
from assistant.vocabulary import conditions_in, drugs_in

FIGURES = frozenset({Kind.DOSE, Kind.FREQUENCY, Kind.DURATION, Kind.MAXIMUM, Kind.THRESHOLD})
"""Kinds of answer that harm when they are of another drug or for other patients."""
_AMOUNTS = frozenset({Kind.DOSE, Kind.MAXIMUM})
"""Their own sentence names the drug; how often and for how long is often said in the next one."""
LEADING = 3
"""Sentences of which an answer is likely made."""
_WITHIN = {
    "paediatric": "neonatal", "obstetric": "breastfeeding", "renal impairment": "dialysis",
}  # fmt: skip
"""Who asks about the narrower group has named the wider one by the same words."""

_CELLS = re.compile(r";\s|\.\s")
_PIECES = re.compile(r"[;.,]\s|\b(?:with|without|plus|then|and|followed by)\b", re.IGNORECASE)


def forbidden(asked: Asked, found: Sequence[Support]) -> bool:
    """Whether no probability may let these sentences answer, the likeliest of them first.

    A dose for a newborn, a child, in pregnancy, with failing kidneys and the like is only
    answered where one sentence, read with its headings, gives it for all of them; and any other
    figure for them and a drug, or for a newborn, where one gives it for all of them and the drug.
    A dose for a condition is not answered where one of the likeliest stands under another condition
    and none is for the one asked about, and a dose by a route not where all of them are by others.
    """
    kinds = asked.kinds & FIGURES
    closely = bool(Kind.DOSE in kinds or (kinds and asked.drugs))
    if "neonatal" in asked.patients:
        kinds |= asked.kinds & {Kind.NUMBER, Kind.RATIO}
        closely = bool(kinds)
    if closely and asked.patients & TELLING:
        of_patients = [one for one in found if for_all(asked.patients, one.reading)]
        if any(not _given(asked, kind, of_patients) for kind in kinds):
            return True
        found = of_patients
    return any(_of_another(asked, _given(asked, kind, found)) for kind in kinds & _AMOUNTS)


def _of_another(asked: Asked, amounts: Sequence[Support]) -> bool:
    """Whether amounts were found, and none by a route and for a condition asked about."""
    if asked.conditions and amounts:
        own = [one for one in amounts if asked.conditions & conditions_in(one.reading)]
        if not own and any(conditions_in(one.headings) for one in amounts[:LEADING]):
            return True
        amounts = own or amounts
    return bool(amounts) and not any(by_route(asked, one) for one in amounts)


def apart(asked: Asked, found: Collection[Support]) -> bool:
    """Whether a figure asked for is in no sentence for a drug and patients asked about."""
    patients = asked.patients & TELLING
    about = [one for one in found if not patients or patients & _patients(one.reading)]
    kinds = asked.kinds & FIGURES
    if not kinds:
        return not any(_names_a_drug(asked, one.reading) for one in about)
    return any(not _given(asked, kind, about) for kind in kinds)


def for_all(patients: Set[str], reading: str) -> bool:
    """Whether words read with their headings name every group of patients asked about.

    A dose for newborns is none for newborns whose kidneys fail, and one in pregnancy none while
    breastfeeding.
    """
    named = {group for group in patients & TELLING if _WITHIN.get(group) not in patients}
    return named <= _patients(reading)


def by_route(asked: Asked, one: Support) -> bool:
    """Whether a sentence gives something by a route asked for, or leaves the route open.

    Where it names none, those count that the rest of its passage names for the same drug.
    """
    if not (asked.routes or asked.no_routes):
        return True
    named = _routes_of(asked, one.words) or routes_in(one.reading) or _routes_beside(asked, one)
    if not named:
        return True
    return bool((asked.routes & named if asked.routes else named) - asked.no_routes)


def _given(asked: Asked, kind: Kind, found: Collection[Support]) -> list[Support]:
    """The sentences that give this of a drug that is asked about."""
    if kind in _AMOUNTS:
        return [
            one
            for one in found
            if _names_a_drug(asked, one.reading) and gives(kind, _of_drugs(asked, one.words))
        ]
    return [
        one
        for one in found
        if gives(kind, one.words)
        and _names_a_drug(asked, f"{one.headings}: {one.evidence.passage.reading}")
    ]


def _of_drugs(asked: Asked, words: str) -> str:
    """The cells and clauses about the drugs asked about; everything where the words name none.

    In "First choice: A 5 mg/kg; Notes: B instead of A in allergy" there is no amount of B.
    """
    pieces = _CELLS.split(words)
    named = [_drugs(piece) & asked.drugs for piece in pieces]
    if not any(named):
        return words
    kept: list[str] = []
    # What stands before the first name belongs to it.
    theirs = next(bool(own) for piece, own in zip(pieces, named, strict=True) if _drugs(piece))
    for piece, own in zip(pieces, named, strict=True):
        theirs = bool(own) or (theirs and not _drugs(piece))
        kept += [piece] if theirs else []
    return "; ".join(kept)


def _names_a_drug(asked: Asked, reading: str) -> bool:
    return not asked.drugs or bool(asked.drugs & _drugs(reading))


def _routes_of(asked: Asked, words: str) -> frozenset[str]:
    """The routes that stand with the drugs asked about: "A 500 mg oral with B 500 mg IV"."""
    found: frozenset[str] = frozenset()
    theirs = False
    for piece in _PIECES.split(words):
        named = _drugs(piece)
        # A piece without a drug goes on about the one before.
        theirs = bool(named & asked.drugs) if named else theirs
        found |= routes_in(piece) if theirs else found
    return found


def _routes_beside(asked: Asked, one: Support) -> frozenset[str]:
    """The routes by which the passage gives the drugs asked about; none without a drug."""
    if not asked.drugs:
        return frozenset()
    words = (reads(one.evidence.text, own) for own in one.evidence.passage.sentences)
    return frozenset().union(*(routes_in(own) for own in words if asked.drugs & _drugs(own)))


_patients = lru_cache(maxsize=8192)(patients_in)
_drugs = lru_cache(maxsize=8192)(drugs_in)
