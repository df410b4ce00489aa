"""What of a question its evidence holds, sentence by sentence, and what it does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.decide.asked import Asked, Kind, patients_in
from assistant.decide.given import gives
from assistant.decide.routes import routes_in
from assistant.vocabulary import drugs_in

TELLING = frozenset(
    {"neonatal", "paediatric", "obstetric", "renal impairment", "dialysis", "hepatic impairment",
     "elderly", "breastfeeding"}
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
        routes -= routes_in(reading) if routes else routes
        kinds = frozenset(kind for kind in kinds if not gives(kind, words))
    return Missing(patients, drugs, routes, kinds)


_patients = lru_cache(maxsize=4096)(patients_in)
_drugs = lru_cache(maxsize=4096)(drugs_in)
