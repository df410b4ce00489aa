"""Whom a statement may be about."""

import pytest

from assistant.verify.population import fault
from assistant.verify.source import Source

TWO = "In children, give 10 mg; in adults, give 20 mg."
SAME = [
    ("Adults: 5 mg.", "Give 5 mg to an adult."),
    ("In adults, give 20 mg.", TWO),
    ("Give 10 mg to children and 20 mg to adults.", TWO),
    ("Pregnant women: avoid it.", "Avoid it in pregnancy."),
]
OTHER = [
    ("Children: 5 mg.", "Adults: 5 mg."),
    ("In children, give 20 mg.", TWO),
    ("Give 20 mg.", TWO),
    ("Vaccinate women.", "Vaccinate pregnant women."),
    ("Give 5 mg.", "In renal impairment give 5 mg."),
    ("Give 5 mg to infants.", "Give 5 mg to neonates."),
    ("Treat the elderly.", "Treat adults."),
    ("In adults use aspirin and in children paracetamol.",
     "In children use aspirin and in adults paracetamol."),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "sentence"), SAME)
def test_the_same_patients_in_other_words_are_the_quotes(statement, sentence):
    assert not fault(statement, Source(sentence))


@pytest.mark.parametrize(("statement", "sentence"), OTHER)
def test_other_patients_or_none_are_not(statement, sentence):
    assert fault(statement, Source(sentence))


def test_the_patients_of_a_quoted_heading_have_to_be_said():
    source = Source("Give 10 mg.", ("Children",))
    assert fault("Give 10 mg.", source)
    assert not fault("Children: give 10 mg.", source)
