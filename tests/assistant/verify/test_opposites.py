"""A statement may not say the opposite of a word of its quote."""

import pytest

from assistant.verify.opposites import fault
from assistant.verify.source import Source

SAME = [
    ("Reduce the dose of morphine.", "Lower the dose of morphine."),
    ("Increase A slowly.", "Raise A slowly, or lower B."),
    ("Give it before meals.", "Give it before meals; lie down after them."),
    ("The dose is halved in older people.", "In older people reduce the dose by half."),
    ("Start at a low dose.", "Start at a low dose and stop if there is a rash."),
    ("Give 10 mg in the morning and 5 mg at night.", "Give 5 mg at night, 10 mg in the morning."),
    ("Give fluids into a vein.", "Give fluids to a vein."),
]
OTHER = [
    ("Lower the dose.", "Raise the dose."),
    ("Increasing the dose is advised.", "Reducing the dose is advised."),
    ("Give it after meals.", "Give it before meals."),
    ("Stop metformin.", "Start metformin."),
    ("Treat hyperkalaemia.", "Treat hypokalaemia."),
    ("Give less fluid.", "Give more fluid."),
    ("Aim for a pressure above the knee.", "Aim for a pressure below the knee."),
    ("Examine the left hip.", "Examine the right hip."),
    ("The systolic pressure counts.", "The diastolic pressure counts."),
    ("Take it at night.", "Take it in the morning."),
    ("Give it for mild pain.", "Give it for severe pain."),
    ("Cover gram-positive bacteria.", "Cover gram-negative bacteria."),
    ("Give fluids and blood.", "Give fluids or blood."),
    ("The patient is unstable.", "The patient is stable."),
    # Both words are there, and changed places.
    ("Increase warfarin and reduce digoxin.", "Reduce warfarin and increase digoxin."),
    ("Give 5 mg in the morning and 10 mg at night.", "Give 10 mg in the morning, 5 mg at night."),
]


@pytest.mark.parametrize(("statement", "sentence"), SAME)
def test_the_same_sense_in_other_words_is_the_quotes(statement, sentence):
    assert not fault(statement, Source(sentence))


@pytest.mark.parametrize(("statement", "sentence"), OTHER)
def test_the_opposite_of_a_word_is_not(statement, sentence):
    assert fault(statement, Source(sentence))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_it_is_not_the_other_way_round_either(one, other):
    assert fault(other, Source(one))


def test_a_heading_counts_as_what_is_quoted():
    assert not fault("Hypokalaemia: give fluids.", Source("Give fluids.", ("Hypokalaemia",)))
    assert fault("Hyperkalaemia: give fluids.", Source("Give fluids.", ("Hypokalaemia",)))
