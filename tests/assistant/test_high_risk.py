"""Which answers are said to be about a high-risk medicine."""

import pytest

from assistant.answers import Statement
from assistant.high_risk import HIGH_RISK, NAMED, high_risk
from assistant.vocabulary import drugs_in
from assistant.vocabulary.lists import drug_names
from tests.assistant.web.answers import cited

GENTAMICIN = "Gentamicin 5 mg/kg needs a level before the second dose."


def told(asked, *quotes, cautions=()):
    """The notices beside an answer of these quotes and cautions."""
    said = [*((quote, False) for quote in quotes), *((quote, True) for quote in cautions)]
    numbered = list(enumerate(said, 1))
    statements = [Statement(quote, (number,), caution) for number, (quote, caution) in numbered]
    return high_risk(asked, statements, [cited(number, quote) for number, (quote, _) in numbered])


@pytest.mark.parametrize("name", sorted(HIGH_RISK))
def test_each_is_a_medicine_that_is_recognised(name):
    assert drugs_in(f"Give {name} now.") & HIGH_RISK


def test_a_dose_of_one_is_told():
    [notice] = told("How much insulin?", "Give insulin 6 units.")
    assert notice.kind == "high_risk"
    assert notice.message.startswith("Insulin: ")


@pytest.mark.parametrize("brand", ["NovoRapid", "Humalog", "Lantus", "Insulatard", "Actrapid"])
def test_every_insulin_is_told_by_whatever_brand(brand):
    [notice] = told(f"How much {brand}?", "Give 6 units.")
    assert "nsulin" in notice.message


def test_every_medicine_that_is_an_insulin_is_among_them():
    assert {one for one in drug_names() if "insulin" in one.split()} <= HIGH_RISK


def test_a_row_that_names_its_medicine_only_in_the_question_counts():
    assert told("Morphine for a child of 20 kg?", "20 kg | 2 mg")


def test_a_quantity_in_a_caution_of_the_medicine_asked_about_counts():
    assert told("Is heparin given?", "Give heparin.", cautions=["At most 5,000 units."])


def test_without_a_quantity_nothing_is_told():
    assert told("Is warfarin stopped?", "Stop warfarin before surgery.") == ()


def test_other_medicines_are_not_told():
    assert told("Paracetamol dose?", "Give paracetamol 1 g.") == ()


def test_a_refusal_has_nothing_to_tell():
    assert told("How much insulin?") == ()


def test_the_one_asked_about_is_named_alone():
    [notice] = told("How much propofol?", "Propofol 1 mg/kg, with fentanyl 50 micrograms")
    assert notice.message.startswith("Propofol: ")


def test_another_medicine_that_is_quoted_is_not_what_was_asked_about():
    assert told("How much flucloxacillin?", "Give flucloxacillin 1 g.", GENTAMICIN) == ()
    [notice] = told("Vancomycin dose?", "Give vancomycin 1 g.", GENTAMICIN)
    assert "entamicin" not in notice.message


@pytest.mark.parametrize(
    ("asked", "quote"),
    [
        ("What follows calcium gluconate in hyperkalaemia?", "Give insulin 10 units."),
        ("Is it ciprofloxacin or vanco, and how much?", "Give vancomycin 1 g."),
        ("Paracetamol is not enough: which opioid?", "Give morphine 5 mg."),
    ],
)
def test_what_is_answered_counts_where_no_medicine_asked_about_is(asked, quote):
    [notice] = told(asked, quote)
    assert notice.message.split(":")[0].lower() in quote


def test_a_caution_is_not_what_the_answer_is_about():
    asked = "Which antibiotic for cellulitis?"
    assert told(asked, "Give flucloxacillin 1 g.", cautions=[GENTAMICIN]) == ()
    [notice] = told(asked, GENTAMICIN)
    assert notice.message.startswith("Gentamicin: ")


def test_of_many_some_are_named_and_the_others_counted():
    quote = "Morphine 5 mg, fentanyl 50 micrograms, ketamine 20 mg and propofol 1 mg/kg"
    [notice] = told("How is a burn dressed?", quote)
    assert notice.message.startswith(f"Fentanyl, ketamine, morphine and {4 - NAMED} more: ")
