"""What a question asks for: about which patients and drugs, by which route, what kind of answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.decide.routes import routes_named, ruled_out
from assistant.vocabulary import conditions_in, drugs_in, populations_in


class Kind(StrEnum):
    """The kind of answer that is asked for."""

    DOSE = "dose"
    FREQUENCY = "interval"
    DURATION = "duration"
    TIME = "time limit"
    THRESHOLD = "threshold"
    MAXIMUM = "maximum"
    AGE = "age"
    NUMBER = "number"
    RATIO = "ratio"
    DRUG = "drug"
    LIMIT = "contraindication"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the answer must be about; empty where the question does not say."""

    patients: frozenset[str]
    """Of `PATIENTS`, and of what `populations_in` knows."""
    drugs: frozenset[str]
    routes: frozenset[str]
    kinds: frozenset[Kind]
    no_routes: frozenset[str] = frozenset()
    """That are not to be had, as without venous access."""
    conditions: frozenset[str] = frozenset()
    """That a protocol is written for, as `conditions_in` knows them."""


_OF_A_KIDNEY = (
    "infect|stone|colic|abscess|calcul|tract|ultrasound|biops|scan|arter|vein|cell|cancer|dish"
)
"""After "kidney" this is something else than kidneys that fail."""
_NO_TREATMENT = "".join(
    rf"(?<!\b{before} )"
    for before in (
        "start", "begin", "consider", "urgent", "emergency", "when is", "indicate", "indicates",
        "for urgent", "indication for", "indications for", "threshold for", "level for",
        "criteria for", "criterion for", "by", "role of",
    )
)  # fmt: skip
_NOT_YET = r"(?! (?:is |be )?(?:started|begun|considered|indicated|recommended))"
"""Before and after "dialysis" these make it a treatment that is thought of: nobody has it yet."""

PATIENTS = {
    "renal impairment": r"(?:renal\w*|kidneys?)(?! (?:" + _OF_A_KIDNEY + r")\w*)|ckd|esr[df]|e?gfr"
    r"|creatinine clearance|crcl|hd|crrt|aki|anuri\w+"
    r"|" + _NO_TREATMENT + r"(?:dialy[sz]\w+|ha?emodialysis)" + _NOT_YET,
    "dialysis": r"dialy[sz]\w+|ha?emodialysis|hd",
    "hepatic impairment": r"hepatic|liver|cirrho\w+|child[- ]pugh",
    "elderly": r"elderly|geriatric\w*|frail\w*|older (?:people|persons?|patients?|adults?)"
    r"|(?:over|above) (?:65|70|75|80)",
    "breastfeeding": r"breast-?\s?feed\w*|lactat\w+|nursing mothers?|breast milk",
}
"""States that change a dose, beside the populations; looked for alike in questions and texts."""
_PREGNANCY = r"pregnan\w*|trimesters?|gestation\w*|gravid\w*|eclamp\w+|obstetric\w*"
_MEASURED = (
    r"(?:level|count|pressure|bp|map|rate|scores?|gcs|temperature|temp|percentage|per ?cent|"
    r"concentration|saturation|spo2|sats|glucose|potassium|sodium|calcium|magnesium|lactate|ph|inr|"
    r"fibrinogen|platelets?|ha?emoglobin|hb|qtc?|clearance|size|diameter|weight|volume|ratio|value)"
)
_KINDS: Mapping[Kind, str] = {
    Kind.DOSE: r"\bdos(?:e[sd]?|ages?|ing)\b|\bhow much\b|\bbolus\b|\bloading\b|\bstrength\b"
    r"|\bhow many (?:mg|milligrams?|grams?|g|mcg|micrograms?|units?|ml|puffs?|tablets?|vials?"
    r"|ampoules?|drops?|mmol|joules?|bags?|packs?)\b|\b(?:mg|mcg|g|ml|units?|u|mmol|meq) ?/ ?kg\b"
    r"|\b(?:mg|mcg|ml|joules|mmol)\s*\?|\bml/h\w*|\brate of (?:infusion|administration)"
    r"|\b(?:infusion|insulin|drip|pump|starting|fixed) rate\b|\bregimen\b",
    Kind.FREQUENCY: r"\bhow (?:often|frequent\w*)\b|\bfrequency\b|\binterval\b|\bhow many times\b"
    r"|\btimes (?:a|per) (?:day|week)\b|\bhow long between\b|\bre-?dos\w+ (?:interval|when)",
    Kind.DURATION: r"\bhow long\b(?! (?:after|before|between|until))|\bduration\b"
    r"|\b(?:for|over) how (?:long|many)\b"
    r"|\bhow many (?:days|weeks|months|years|hours|minutes|hrs)\b"
    r"|\b(?:days|weeks|months|wks?)\s*\?|\bcourse length\b|\blength of\b",
    Kind.TIME: r"\bhow (?:soon|quickly|fast|early|late)\b|\bhow long (?:after|before|until)\b"
    r"|\b(?:within|after|before|in) (?:how (?:many|long)|what (?:time|period))\b"
    r"|\btime (?:limit|window)\b|\btiming\b|\bwindow\b|\bat what (?:time|point|interval)\b"
    r"|\bwhat time\b",
    Kind.THRESHOLD: r"\bthresholds?\b|\btargets?\b|\bcut-?\s?offs?\b|\bgoal\b|\bceiling\b"
    r"|\btrigger\b"
    r"|\b(?:below|above|over|under|beyond|past|at) (?:what|which)\b(?! (?:age|time|point))"
    r"|\b(?:what|which) (?:[\w/-]+ ){0,3}?" + _MEASURED + r"\b|\bhow (?:low|high)\b|\blimits?\b",
    Kind.MAXIMUM: r"\bmax(?:imum|imal|\.)?\b|\bceiling\b|\bupper limit\b|\bat most\b|\blargest\b"
    r"|\bhighest\b|\bmost (?:that|you|one)\b",
    Kind.AGE: r"\b(?:what|which) ages?\b|\bhow old\b|\bage (?:limit|cut-?off|range|threshold)\b",
    Kind.NUMBER: r"\bhow many\b|\bwhat (?:number|percentage|proportion|fraction|share|mortality)\b"
    r"|\b(?:gauge|french|fr|size|energy|rate|percentage|mortality)\b",
    Kind.RATIO: r"\bratio\b|\bcompressions? (?:to|per|for each|for every) (?:ventilation|breath)s?",
    Kind.DRUG: r"\b(?:which|what) (?:[\w/-]+ ){0,3}?(?:drugs?|antibiotics?|agents?|antidotes?"
    r"|medicines?|medications?|anti\w+|beta[- ]?blockers?|ssris?|steroids?|sedatives?|vasopressors?"
    r"|inotropes?|opioids?|fluids?|diuretics?|statins?|treatments?|therapy)\b|\bdrug of choice\b"
    r"|\bfirst[- ]line\b(?! (?:imaging|tests?|investigations?|scans?))"
    r"|\balternatives?\b|\b(?:abx|antibiotics?)\s*\?|\binstead of\b"
    r"|\breplaces?\b",
    Kind.LIMIT: r"\bcontra-?indicat\w*|\bavoid\w*|\b(?:not|never|n't) (?:be )?(?:given?|used?"
    r"|start\w*|tak\w+|done|combined|restart\w*|offered|placed|drain\w*|exceed\w*)|\bwithh\w+|\bstop(?:ped)?\b"
    r"|\bunsafe\b|\bsafe\b|\bci\b|\bwho (?:must|should|can)(?: ?not|n't)\b",
}  # fmt: skip


def _compiled(rules: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?<![\w.])(?:{rule})(?!\w)", re.IGNORECASE)
        for name, rule in rules.items()
    }


_OF_PATIENTS = _compiled({**PATIENTS, "obstetric": _PREGNANCY})
_ASKS = {kind: re.compile(rule, re.IGNORECASE) for kind, rule in _KINDS.items()}


@lru_cache(maxsize=64)
def asked_in(question: str) -> Asked:
    """What a question, its typing mistakes put right, asks for."""
    return Asked(
        patients=patients_in(question),
        drugs=drugs_in(question),
        routes=routes_named(question),
        kinds=frozenset(kind for kind, rule in _ASKS.items() if rule.search(question)),
        no_routes=ruled_out(question),
        conditions=conditions_in(question),
    )


def patients_in(text: str) -> frozenset[str]:
    """The groups of patients that a text speaks of, states that change a dose among them."""
    found = {name for name, rule in _OF_PATIENTS.items() if rule.search(text)}
    return populations_in(text) | found
