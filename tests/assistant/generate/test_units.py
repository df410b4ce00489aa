"""Which sentences a model may not say without their company."""

import pytest

from assistant.generate.candidates import candidates
from assistant.generate.units import units_of
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of

ROWS = """
| Weight | Dose |
| --- | --- |
| 5 to 10 kg | 2 mg once |
| 11 to 20 kg | 4 mg once |
"""


def units(markdown):
    """The beginnings of what is said together, by unit."""
    evidence = evidence_of(f"# Croup\n\n## Treatment\n\n{markdown}")
    chosen = list(candidates(expand("croup"), evidence, frozenset()))
    assert chosen
    return [[chosen[number].words for number in unit] for unit in units_of(chosen)]


def sizes(markdown):
    return [len(unit) for unit in units(markdown)]


def test_rows_without_a_drug_are_said_with_the_sentence_that_names_it():
    named = "Dexamethasone is given by mouth once, by weight."

    [unit] = units(f"{named}\n{ROWS}")

    assert unit[0] == named
    assert ["2 mg" in row for row in unit[1:]] == [True, False]


def test_what_stands_between_the_drug_and_its_rows_is_said_with_them():
    between = "Dexamethasone is given by mouth once. Weigh every child before the dose."

    assert sizes(f"Keep the child calm and warm.\n\n{between}\n{ROWS}") == [1, 4]


def test_rows_that_name_their_drug_stand_without_the_sentence_above():
    rows = ROWS.replace("2 mg", "Dexamethasone 2 mg").replace("4 mg", "Dexamethasone 4 mg")

    assert sizes(f"Keep the child calm and warm.\n{rows}") == [1, 2]


@pytest.mark.parametrize("after", ["Give oxygen by mask at once.", "- Give oxygen by mask."])
def test_what_a_colon_announces_is_said_with_it(after):
    found = units(f"Treat severe croup as follows:\n\n{after}\n")

    assert all("follows:" in " ".join(unit) for unit in found)
    assert any("oxygen" in " ".join(unit) for unit in found)


@pytest.mark.parametrize(
    "leaning", ["It may be given twice.", "Repeat it every five minutes.", "Give it by mask only."]
)
def test_a_sentence_that_leans_is_said_with_the_one_before(leaning):
    assert sizes(f"Keep the child calm and warm. Give adrenaline at once. {leaning}") == [1, 2]


def test_steps_are_one_unit_with_what_announces_them():
    steps = "1. Call for help.\n2. Give oxygen now.\n3. Call for help again."

    assert sizes(f"Keep the child calm and warm.\n\nDo in this order:\n\n{steps}") == [1, 4]


def test_what_stands_alone_is_a_unit_of_its_own():
    assert sizes("Give oxygen by mask at once. Keep the child calm and warm.") == [1, 1]
