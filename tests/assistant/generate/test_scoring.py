"""Which sentences score best."""

from assistant.generate.scoring import candidates, scored
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of

FEVER = """
# Fever in adults

## Paracetamol

Give paracetamol 1 g by mouth every 6 hours.

Reduce the dose in liver disease.

Paracetamol is on the shelf in the treatment room.
"""


def best(embedder, question):
    expansion = expand(question)
    found = list(candidates(expansion, evidence_of(FEVER), frozenset()))
    ranked = scored(expansion, found, lambda term: 3.0, embedder)
    return max(ranked, key=lambda candidate: candidate.score).words


def test_a_sentence_that_gives_a_dose_answers_who_asks_for_one_without_saying_the_word(embedder):
    assert best(embedder, "paracetamol dose in fever") == (
        "Give paracetamol 1 g by mouth every 6 hours."
    )


def test_a_sentence_that_says_what_was_asked_is_best(embedder):
    assert best(embedder, "where is paracetamol on the shelf") == (
        "Paracetamol is on the shelf in the treatment room."
    )
