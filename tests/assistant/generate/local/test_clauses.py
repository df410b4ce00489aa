"""Where a sentence may be cut."""

import pytest

from assistant.generate.local.clauses import clauses_of, said
from corpus.passages import Sentence


def clauses(words, kind="sentence", context=(), reading=""):
    sentence = Sentence(0, max(1, len(words)), kind, context, reading)
    return [(words[c.start : c.end], c.needed) for c in clauses_of(sentence, words)]


def test_prose_is_cut_between_clauses_that_stand_alone():
    words = "The registrar should be called early; the family may stay in the room."
    assert clauses(words) == [
        ("The registrar should be called early", False),
        ("the family may stay in the room.", False),
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "it should be stopped if the rash spreads",
        "the dose is halved in renal impairment",
        "the rate must never be increased",
        "metformin is contraindicated in acidosis",
        "patients should have 500 mL before that",
        "the line is removed unless it is tunnelled",
    ],
)
def test_a_clause_with_a_limit_a_condition_or_an_amount_is_never_left_out(clause):
    found = clauses(f"The registrar should be called early; the nurse says {clause}.")
    assert found[-1][1]


@pytest.mark.parametrize(
    "words",
    [
        "Give oxygen, unless the patient has hypercapnia, and call for help.",
        "Give 500 mg to adults; 250 mg to children over the age of two.",
        "Do not give it to: children; pregnant women; anyone who is allergic.",
        "The cannula should be changed; this is done by the ward nurse.",
        "The cannula should be changed; otherwise the vein is at risk.",
        "The cannula should be changed; daily.",
    ],
)
def test_what_leans_on_the_rest_is_not_cut(words):
    assert clauses(words) == [(words, True)]


@pytest.mark.parametrize("kind", ["list_item", "table_row"])
def test_items_and_rows_are_whole(kind):
    words = "The registrar should be called early; the family may stay in the room."
    assert clauses(words, kind) == [(words, True)]


def test_neighbours_are_joined_as_in_the_source_and_others_by_the_connector():
    words = "The cat is on the mat;  the dog is in the hall; the bird may be out."
    sentence = Sentence(0, len(words), "sentence")
    found = clauses_of(sentence, words)
    assert said(words, found, (0, 1, 2), "; ") == words
    assert said(words, found, (0, 2), "; ") == "The cat is on the mat; the bird may be out."
