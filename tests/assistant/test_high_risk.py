"""Which answers are said to be about a high-risk medicine."""

import pytest

from assistant.high_risk import HIGH_RISK, NAMED, high_risk
from assistant.vocabulary import drugs_in
from tests.assistant.web.answers import cited


@pytest.mark.parametrize("name", sorted(HIGH_RISK))
def test_each_is_a_medicine_that_is_recognised(name):
    assert drugs_in(f"Give {name} now.") & HIGH_RISK


def test_a_dose_of_one_is_told():
    [notice] = high_risk("How much insulin?", [cited(1, "Give insulin 6 units.")])
    assert notice.kind == "high_risk"
    assert notice.message.startswith("Insulin: ")


def test_a_row_that_names_its_medicine_only_in_the_question_counts():
    assert high_risk("Morphine for a child of 20 kg?", [cited(1, "20 kg | 2 mg")])


def test_without_a_quantity_nothing_is_told():
    assert high_risk("Is warfarin stopped?", [cited(1, "Stop warfarin before surgery.")]) == ()


def test_other_medicines_are_not_told():
    assert high_risk("Paracetamol dose?", [cited(1, "Give paracetamol 1 g.")]) == ()


def test_a_refusal_has_nothing_to_tell():
    assert high_risk("How much insulin?", []) == ()


def test_the_one_asked_about_is_named_alone():
    quote = "Propofol 1 mg/kg, with fentanyl 50 micrograms"
    [notice] = high_risk("How much propofol?", [cited(1, quote)])
    assert notice.message.startswith("Propofol: ")


def test_of_many_some_are_named_and_the_others_counted():
    quote = "Morphine 5 mg, fentanyl 50 micrograms, ketamine 20 mg and propofol 1 mg/kg"
    [notice] = high_risk("How is a burn dressed?", [cited(1, quote)])
    assert notice.message.startswith(f"Fentanyl, ketamine, morphine and {4 - NAMED} more: ")
