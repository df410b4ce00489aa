"""Which drugs and routes a statement may name."""

import pytest

from assistant.verify.drugs import fault
from assistant.verify.source import Source

SAME = [
    ("Give epinephrine 0.5 mg IM.", "Give adrenaline 0.5 mg intramuscularly."),
    ("Give Tazocin 4.5 g IV.", "Give piperacillin with tazobactam 4.5 g intravenously."),
    ("Give acetaminophen by mouth.", "Give oral paracetamol."),
    ("IM adrenaline 0.5 mg, then hydrocortisone 200 mg IV.",
     "Adrenaline 0.5 mg IM, then IV hydrocortisone 200 mg."),
]  # fmt: skip
OTHER = [
    ("Give noradrenaline 0.5 mg.", "Give adrenaline 0.5 mg."),
    ("Give hydralazine.", "Give hydroxyzine."),
    ("Give vinblastine 2 mg.", "Give vincristine 2 mg."),
    ("Give adrenalone 0.5 mg.", "Give adrenaline 0.5 mg."),
    ("Give 0.5 mg.", "Give adrenaline 0.5 mg."),
    ("Give adrenaline 0.5 mg IV.", "Give adrenaline 0.5 mg IM."),
    ("Give adrenaline 0.5 mg.", "Give adrenaline 0.5 mg IM."),
    ("Give adrenaline 200 mg.", "Give adrenaline 0.5 mg and hydrocortisone 200 mg."),
    ("Give ceftriaxone 1 g.", "Give ceftriaxone 1 g with vancomycin 2 g."),
    ("Ceftriaxone 15 mg/kg with vancomycin 2 g.", "Ceftriaxone 2 g with vancomycin 15 mg/kg."),
    ("Prednisolone orally, or hydrocortisone orally.",
     "Prednisolone orally, or hydrocortisone intravenously."),
    ("Change intravenous to intravenous treatment.", "Change intravenous to oral treatment."),
    ("Give morphine modified release 10 mg.", "Give morphine 10 mg."),
    ("Give potassium as a bolus.", "Give potassium as an infusion."),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "sentence"), SAME)
def test_other_names_of_the_same_drugs_and_routes_are_the_quotes(statement, sentence):
    assert not fault(statement, Source(sentence))


@pytest.mark.parametrize(("statement", "sentence"), OTHER)
def test_another_drug_or_route_or_one_with_another_amount_is_not(statement, sentence):
    assert fault(statement, Source(sentence))


def test_a_drug_may_stand_in_the_heading_alone():
    assert not fault("Give adrenaline 0.5 mg IM.", Source("Give 0.5 mg IM.", ("Adrenaline",)))
    assert not fault("Give 0.5 mg IM.", Source("Give 0.5 mg IM.", ("Adrenaline",)))
