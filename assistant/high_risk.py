"""Medicines with which a mistake harms at once, and the notice that says so."""

from collections.abc import Iterable

from assistant.answers import Citation, Notice, NoticeKind, Statement
from assistant.vocabulary import drugs_in
from corpus.quantities import quantities_in

NAMED = 3
"""Medicines that are named; more of them would hide the warning."""

# The groups that lists of high-alert medicines have in common: insulin, blood thinners, opioids,
# sedatives and muscle relaxants, what acts on the heart and the vessels by the minute,
# concentrated electrolytes, cytotoxics, and what has little room between too little and too much.
HIGH_RISK = frozenset({
    "insulin", "insulin aspart", "insulin degludec", "insulin detemir", "insulin glargine",
    "insulin glulisine", "insulin lispro", "isophane insulin",
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


def high_risk(
    asked: str, statements: Iterable[Statement], citations: Iterable[Citation]
) -> tuple[Notice, ...]:
    """The notice of an answer that gives quantities of such a medicine, if it does.

    Those the question names, since a row of a table often names its medicine only in a heading.
    Where none of them is answered with a quantity, those that are: it may ask what is given after
    one, or name the other by a word that is not known. A caution is not what an answer is about.
    """
    quotes = {one.number: one.quote for one in citations}
    given = [
        one
        for one in statements
        if any(quantities_in(quotes.get(number, "")) for number in one.citations)
    ]
    if not given:
        return ()
    named = drugs_in(asked)
    answered = [drugs_in(one.text) for one in given if not one.caution]
    said = frozenset[str]().union(*answered)
    found = sorted((named if named & said else named | said) & HIGH_RISK)
    if not found:
        return ()
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return (
        Notice(
            NoticeKind.HIGH_RISK,
            f"{', '.join(found[:NAMED]).capitalize()}{more}: a mistake can do serious harm at "
            "once. Read the whole section at its source, and have dose, dilution and rate checked "
            "by a second person as your site requires.",
        ),
    )
