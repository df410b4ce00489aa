"""What the evidence holds of a question, and what it lacks, in words that were checked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.decide.asked import Asked, Kind, patients_in
from assistant.decide.given import gives
from assistant.decide.missing import TELLING, Missing, missing
from assistant.decide.support import Support
from assistant.evidence import HEADING_SEPARATOR
from assistant.vocabulary import drugs_in

_KINDS = {
    Kind.DOSE: "a dose",
    Kind.FREQUENCY: "how often",
    Kind.DURATION: "how long",
    Kind.TIME: "a time limit",
    Kind.MAXIMUM: "a maximum",
    Kind.THRESHOLD: "a threshold or target",
    Kind.AGE: "an age",
    Kind.NUMBER: "a number",
    Kind.RATIO: "a ratio",
    Kind.DRUG: "a drug",
    Kind.LIMIT: "when not to",
}
_PATIENTS = {
    "neonatal": "for newborns",
    "paediatric": "for children",
    "obstetric": "in pregnancy",
    "breastfeeding": "while breastfeeding",
    "renal impairment": "in renal impairment",
    "dialysis": "with dialysis",
    "hepatic impairment": "in hepatic impairment",
    "elderly": "for the elderly",
    "adult": "for adults",
}

_NO_DOSE = re.compile(r"\bno doses?\b|\bnone of the doses\b", re.IGNORECASE)
"""A source that says whom its doses are not for lacks nothing: it has answered."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The nearest thing that was found, and what of the question no evidence gives."""

    found: str
    """Such as "a dose of gentamicin for adults"; empty when nothing of it was."""
    place: str
    """Title and innermost heading of where it stands."""
    missing: str
    """Such as "a dose of gentamicin for newborns"."""

    def __post_init__(self) -> None:
        if not self.missing or bool(self.found) != bool(self.place):
            raise ValueError("a finding says what is missing, and where it found something")


def find(asked: Asked, ranked: Sequence[Support]) -> Finding | None:
    """What is there and what is missing; None when nothing of what was asked for can be named.

    Missing is what no sentence gives, or what none gives for the drug and patients asked about.
    """
    whole = missing(asked, ((one.words, one.reading) for one in ranked))
    lacked = _lacked(asked, ranked, whole)
    if not lacked:
        return None
    nearest = max(ranked, key=lambda one: _held(asked, one), default=None)
    if nearest is None or not _held(asked, nearest):
        return Finding("", "", lacked)
    stated = patients_in(nearest.reading)
    kinds = [kind for kind in asked.kinds if gives(kind, nearest.words)]
    drugs = asked.drugs & drugs_in(nearest.reading)
    path = dict.fromkeys((nearest.evidence.path[0], nearest.evidence.path[-1]))
    return Finding(_described(kinds, drugs, stated), HEADING_SEPARATOR.join(path), lacked)


def _lacked(asked: Asked, ranked: Sequence[Support], whole: Missing) -> str:
    patients = asked.patients & TELLING
    if not (asked.drugs or asked.kinds & {Kind.DOSE, Kind.MAXIMUM}):
        # "How often" is a share of patients then, and "what drug" may be anything.
        return ""
    if any(_NO_DOSE.search(one.words) and patients & patients_in(one.words) for one in ranked):
        return ""
    if whole.kinds:
        return _described(whole.kinds, asked.drugs, patients)
    if whole.patients or whole.drugs:
        return _described(asked.kinds, whole.drugs or asked.drugs, whole.patients)
    apart = frozenset(kind for kind in asked.kinds if not _may_be_given(asked, kind, ranked))
    return _described(apart, asked.drugs, patients) if apart else ""


def _may_be_given(asked: Asked, kind: Kind, ranked: Sequence[Support]) -> bool:
    """Whether a sentence gives something of that kind that may be for the drug and patients.

    One that is silent about them may be about those that its passage speaks of; what is called
    missing must be missing.
    """
    return any(
        gives(kind, one.words) and _may_be_for(asked, one) and _may_be_of(asked, one)
        for one in ranked
    )


def _may_be_for(asked: Asked, one: Support) -> bool:
    patients = asked.patients & TELLING
    if not patients or patients & patients_in(one.reading):
        return True
    beside = patients_in(one.evidence.passage.reading)
    return bool(patients & beside) and not patients_in(one.words)


def _may_be_of(asked: Asked, one: Support) -> bool:
    if not asked.drugs or asked.drugs & drugs_in(one.reading):
        return True
    beside = f"{one.headings}: {one.evidence.passage.reading}".lower()
    # Potassium chloride is mostly just called potassium.
    named = any(name.split()[0] in beside for name in asked.drugs)
    return named and not drugs_in(one.words)


def _held(asked: Asked, one: Support) -> int:
    """How much of what was asked a sentence gives; nothing unless it is about the same."""
    if asked.drugs and not asked.drugs & drugs_in(one.reading):
        return 0
    kinds = sum(gives(kind, one.words) for kind in asked.kinds)
    if not kinds:
        return 0
    return kinds + bool(asked.drugs) + bool(asked.patients & patients_in(one.reading))


def _described(kinds: Iterable[Kind], drugs: Iterable[str], patients: Iterable[str]) -> str:
    """Such as "a dose of gentamicin for newborns", in the order of the tables above."""
    wanted = set(kinds)
    what = [words for kind, words in _KINDS.items() if kind in wanted] or ["anything"]
    groups = set(patients)
    if groups - {"adult"}:
        groups.discard("adult")
    if "neonatal" in groups:
        groups.discard("paediatric")
    whom = [words for group, words in _PATIENTS.items() if group in groups]
    names = sorted(drugs)
    link = " on " if what == ["anything"] else " of " if what[0].startswith("a ") else " for "
    about = link + " and ".join(names) if names else ""
    return " ".join(filter(None, [" and ".join(what) + about, " or ".join(whom)]))
