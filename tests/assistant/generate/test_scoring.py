"""Which sentences score best."""

from dataclasses import replace

import pytest

from assistant.generate.candidates import candidates
from assistant.generate.doses import asks_treatment
from assistant.generate.scoring import scored
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of
from tests.fakes.embedders import HashingEmbedder
from tests.fakes.judges import WordJudge

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


def judged(question, **logits):
    """The score of each sentence about fever when a model gives those that hold a word a logit."""
    evidence = evidence_of(FEVER)
    judgements = WordJudge(**logits).judge(question, [one.as_read for one in evidence])
    read = [
        replace(one, judgement=judgement)
        for one, judgement in zip(evidence, judgements, strict=True)
    ]
    found = list(candidates(expand(question), read, frozenset()))
    ranked = scored(expand(question), found, lambda term: 3.0, HashingEmbedder())
    return {one.words: one.score for one in ranked}


def test_what_a_model_says_answers_is_best_though_it_shares_no_word():
    scores = judged("is it safe to swallow", liver=9.0, paracetamol=-9.0)

    assert max(scores, key=scores.get) == "Reduce the dose in liver disease."


def test_a_sentence_of_a_passage_that_was_not_judged_counts_by_its_words():
    evidence = evidence_of(f"{FEVER}\n## Ibuprofen\n\nGive ibuprofen 400 mg for fever.\n")
    [first, second] = evidence
    [judgement] = WordJudge(paracetamol=-3.0).judge("", [first.as_read])
    read = [replace(first, judgement=judgement), second]
    found = list(candidates(expand("ibuprofen in fever"), read, frozenset()))
    ranked = scored(expand("ibuprofen in fever"), found, lambda term: 3.0, HashingEmbedder())

    assert "ibuprofen" in max(ranked, key=lambda one: one.score).words


SEPSIS = """
# Sepsis of the newborn

## Background

Antibiotics for sepsis are in the cupboard of the ward.

## Drugs

Give ampicillin 50 mg/kg every 12 hours.

Give paracetamol 15 mg/kg every 6 hours.
"""


def test_an_antibiotic_with_its_dose_answers_who_asks_which_one_to_give(embedder):
    expansion = expand("Which antibiotics for sepsis of the newborn?")
    found = list(candidates(expansion, evidence_of(SEPSIS), frozenset()))
    ranked = scored(expansion, found, lambda term: 3.0, embedder)

    by_words = {one.words.split()[1]: one.score for one in ranked}
    assert by_words["ampicillin"] > by_words["paracetamol"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How is typhoid fever treated?", True),
        ("Which antibiotics for neonatal sepsis?", True),
        ("What do I give for a fitting adult?", True),
        ("First-line treatment of gonorrhoea?", True),
        ("Treatment of scabies", True),
        ("At what pressure should drug treatment be started?", False),
        ("Which drugs interact with warfarin?", False),
        ("Which antibiotics must be avoided in pregnancy?", False),
        ("When is drug treatment stopped?", False),
        ("What is the target in treated patients?", False),
    ],
)
def test_what_to_give_is_asked_in_some_words_and_not_in_others(question, asks):
    assert asks_treatment(expand(question)) is asks
