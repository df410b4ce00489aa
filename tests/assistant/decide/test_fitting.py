"""Whose dose, by which route and for which condition: what no probability outweighs."""

import pytest

from tests.assistant.decide.test_decide import made

AMINOPHYLLINE = """
# Acute asthma

## Aminophylline

Give aminophylline 5 mg/kg IV over 20 minutes.
"""
ROUTES = """
# Infection

## Antibiotics

Give vancomycin 500 mg oral four times a day with metronidazole 500 mg IV three times a day.
"""
ANAPHYLAXIS = """
# Anaphylaxis

## In pregnancy

Give the same dose of adrenaline, and call the obstetric team.
"""
KETOACIDOSIS = """
# Diabetic ketoacidosis

## Insulin

Infuse insulin at 0.1 units/kg/h.
"""
NEWBORN = """
# Support of newborn babies

## Breathing

Give 3 compressions to 1 breath, a ratio of 3:1.
"""
CHILD = """
# Resuscitation of children

## Breathing

The ratio is 15 compressions to 2 breaths.
"""
UNUSED = """
# Fibrillation in adults

## Scope

No dose here applies to children.

## Flecainide

Give flecainide 2 mg/kg IV.
"""
COURSE = """
# Sepsis

## Newborns

Give a newborn gentamicin 5 mg/kg intravenously. Give newborns the next dose after 36 hours.
"""


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("aminophylline dose by mouth", AMINOPHYLLINE),
        ("aminophylline dose with no iv access", AMINOPHYLLINE),
        ("IV vancomycin dose", ROUTES),
        ("oral metronidazole dose", ROUTES),
    ],
)
def test_a_dose_by_another_route_never_answers(question, document):
    assert made(question, document).refusal is not None


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("IV aminophylline dose", AMINOPHYLLINE),
        ("aminophylline dose IV or oral", AMINOPHYLLINE),
        ("oral vancomycin dose", ROUTES),
        ("vancomycin dose", ROUTES),
        ("IV insulin dose in DKA", KETOACIDOSIS),
    ],
)
def test_a_dose_by_the_route_or_by_none_that_is_named_answers(question, document):
    assert made(question, document).refusal is None


def test_a_dose_under_another_condition_never_answers():
    assert made("insulin dose per kg in DKA", KETOACIDOSIS).refusal is None
    assert made("insulin dose per kg in HHS", KETOACIDOSIS).refusal is not None
    assert made("insulin dose per kg", KETOACIDOSIS).refusal is None


def test_the_same_dose_is_a_dose():
    assert made("adrenaline dose in pregnancy", ANAPHYLAXIS).refusal is None


def test_a_ratio_at_birth_is_one_for_newborns():
    assert made("compression to ventilation ratio at birth", NEWBORN).refusal is None
    assert made("compression to ventilation ratio at birth", CHILD).refusal is not None


def test_a_dose_and_its_interval_may_stand_in_two_sentences_for_the_same_patients():
    assert made("gentamicin dose for a newborn, and how often?", COURSE).refusal is None


def test_a_source_that_says_whom_its_doses_are_not_for_is_not_called_lacking():
    refused = made("flecainide dose for a child", UNUSED)

    assert refused.refusal is not None
    assert refused.finding is None
