"""What a generator may say."""

import pytest

from assistant.ask import search
from assistant.generate.doses import holds_dose
from assistant.generate.wording import state
from assistant.question import Question
from assistant.verify import verify


@pytest.mark.parametrize(
    "words", ["sepsis fluids", "gentamicin dose table", "magnesium in eclampsia", "adrenaline"]
)
def test_every_sentence_of_the_evidence_passes_verification_as_it_is_worded(demonstration, words):
    evidence = search(Question(words), demonstration.stages, 20)
    in_force = {one.version.key: one.version for one in evidence}
    drafted = [
        state(one, sentence, one.passage.headings)
        for one in evidence
        for sentence in one.passage.sentences
    ]

    verified = verify(drafted, evidence, in_force)

    assert [one.text for one in verified.statements] == [one.text for one in drafted]
    numbers = [one.number for one in verified.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert not verified.dropped


@pytest.mark.parametrize(
    "words", ["Give 0.5 mg", "500 mL over 15 minutes", "4 units/hour", "10 mmol", "2 puffs"]
)
def test_an_amount_to_give_is_a_dose(words):
    assert holds_dose(words)


@pytest.mark.parametrize("words", ["NEWS2 of 5 or more", "lactate above 2 mmol/L", "for 7 days"])
def test_a_measurement_or_duration_is_no_dose(words):
    assert not holds_dose(words)
