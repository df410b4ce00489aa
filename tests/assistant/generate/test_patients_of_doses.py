"""A dose for children, newborns or in pregnancy has a word of them beside it, or is not drafted."""

import pytest

from assistant.generate.extractive import ExtractiveGenerator
from assistant.vocabulary import expand, populations_in
from tests.assistant.generate.build import evidence_of
from tests.fakes.embedders import HashingEmbedder

SILENT = "# Heat stroke\n\n## Fluids\n\nGive a bolus of 1000 mL of saline for heat stroke.\n"
FOR_CHILDREN = SILENT.replace("for heat stroke", "or, in a child, 20 mL/kg for heat stroke")


def drafted(markdown, question, **metadata):
    generator = ExtractiveGenerator(HashingEmbedder(), statements=5)
    asked = populations_in(question)
    evidence = evidence_of(markdown, **metadata)
    return generator.draft(expand(question), evidence, lambda term: 3.0, asked).statements


def test_a_dose_that_names_no_patients_is_not_drafted_for_a_child():
    assert not drafted(SILENT, "fluid bolus for a child with heat stroke?")


@pytest.mark.parametrize("question", ["fluid bolus in heat stroke?", "fluid bolus for an adult?"])
def test_it_is_drafted_for_an_adult_or_where_nobody_is_named(question):
    assert drafted(SILENT, question)


def test_a_dose_that_names_children_is_drafted_for_a_child():
    assert drafted(FOR_CHILDREN, "fluid bolus for a child with heat stroke?")


def test_so_is_any_dose_of_a_document_for_children():
    found = drafted(SILENT, "fluid bolus for a child with heat stroke?", population="paediatric")

    assert found


def test_what_is_no_dose_is_drafted_for_a_child():
    assert drafted(SILENT, "is saline given to a child with heat stroke?")
