"""What of a question its evidence holds, sentence by sentence, and what it does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.decide.asked import Asked, Kind, patients_in, routes_in
from assistant.decide.given import gives
from assistant.vocabulary import drugs_in

TELLING = frozenset(
    {"neonatal", "paediatric", "obstetric", "renal impairment", "hepatic impairment", "elderly",
     "breastfeeding"}
)  # fmt: skip
"""Patients of whom an answer must say that it is for them; for other adults most say nothing."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What is asked for and not held."""

    patients: frozenset[str]
    drugs: frozenset[str]
    routes: frozenset[str]
    kinds: frozenset[Kind]

    def __bool__(self) -> bool:
        return bool(self.patients or self.drugs or self.routes or self.kinds)


def missing(asked: Asked, readings: Iterable[tuple[str, str]]) -> Missing:
    """What none of the sentences holds, each given as its words and as read with its headings.

    The kind of answer must be in the words themselves; patients, drug and route may stand in
    the headings.
    """
    patients, drugs, routes = asked.patients & TELLING, asked.drugs, asked.routes
    kinds = asked.kinds
    for words, reading in readings:
        if not (patients or drugs or routes or kinds):
            break
        patients -= _patients(reading) if patients else patients
        drugs -= _drugs(reading) if drugs else drugs
        routes -= _routes(reading) if routes else routes
        kinds = frozenset(kind for kind in kinds if not gives(kind, words))
    return Missing(patients, drugs, routes, kinds)


_WITHIN = {"paediatric": "neonatal", "obstetric": "breastfeeding"}
"""Who asks about the narrower group has named the wider one by the same words."""


def for_all(patients: frozenset[str], reading: str) -> bool:
    """Whether words read with their headings name every group of patients asked about.

    A dose for newborns is none for newborns whose kidneys fail, and one in pregnancy none while
    breastfeeding.
    """
    named = {group for group in patients & TELLING if _WITHIN.get(group) not in patients}
    return named <= _patients(reading)


def together(asked: Asked, words: str, reading: str) -> bool:
    """Whether one sentence gives what is asked, for a drug and for patients that are asked about.

    A dose here, the drug there and the child elsewhere are no dose of that drug for a child.
    """
    patients = asked.patients & TELLING
    return (
        all(gives(kind, words) for kind in asked.kinds)
        and (not asked.drugs or bool(asked.drugs & _drugs(reading)))
        and (not patients or bool(patients & _patients(reading)))
    )


_patients = lru_cache(maxsize=4096)(patients_in)
_drugs = lru_cache(maxsize=4096)(drugs_in)
_routes = lru_cache(maxsize=4096)(routes_in)
