"""Medicines with which a mistake harms at once, and the notice that says so."""

from collections.abc import Iterable

from assistant.answers import Citation, Notice, NoticeKind
from assistant.vocabulary import drugs_in
from corpus.quantities import quantities_in

NAMED = 3
"""Medicines that are named; more of them would hide the warning."""

# The groups that lists of high-alert medicines have in common: insulin, blood thinners, opioids,
# sedatives and muscle relaxants, what acts on the heart and the vessels by the minute,
# concentrated electrolytes, cytotoxics, and what has little room between too little and too much.
HIGH_RISK = frozenset({
    "insulin",
    "heparin", "enoxaparin", "dalteparin", "tinzaparin", "fondaparinux", "warfarin", "apixaban",
    "rivaroxaban", "edoxaban", "dabigatran", "argatroban", "bivalirudin", "alteplase",
    "tenecteplase",
    "morphine", "diamorphine", "fentanyl", "alfentanil", "remifentanil", "oxycodone",
    "hydromorphone", "methadone", "pethidine",
    "propofol", "ketamine", "thiopental", "midazolam", "rocuronium", "suxamethonium",
    "atracurium", "cisatracurium", "vecuronium",
    "adrenaline", "noradrenaline", "metaraminol", "phenylephrine", "dopamine", "dobutamine",
    "vasopressin", "amiodarone", "digoxin", "oxytocin",
    "potassium chloride", "magnesium sulfate",
    "methotrexate", "vincristine",
    "gentamicin", "amikacin", "tobramycin", "vancomycin", "phenytoin", "aminophylline", "lithium",
})  # fmt: skip


def high_risk(asked: str, citations: Iterable[Citation]) -> tuple[Notice, ...]:
    """The notice of an answer that gives quantities of such a medicine, if it does.

    A medicine counts that the question names, or that stands in a quote with a quantity; a row of
    a table often names it only in its heading.
    """
    quotes = [one.quote for one in citations if quantities_in(one.quote)]
    if not quotes:
        return ()
    spoken_of = drugs_in(asked).union(*map(drugs_in, quotes)) & HIGH_RISK
    if not spoken_of:
        return ()
    first = sorted(spoken_of, key=lambda drug: (drug not in drugs_in(asked), drug))
    more = f" and {len(first) - NAMED} more" if len(first) > NAMED else ""
    return (
        Notice(
            NoticeKind.HIGH_RISK,
            f"{', '.join(first[:NAMED]).capitalize()}{more}: a mistake can do serious harm at "
            "once. Read the whole section at its source, and have dose, dilution and rate checked "
            "by a second person as your site requires.",
        ),
    )
