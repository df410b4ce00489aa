"""Which sentences may answer."""

from assistant.generate.candidates import candidates
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of

CELLULITIS = """
# Cellulitis

## Facial

Give an adult co-amoxiclav 500/125 mg three times a day.

In penicillin allergy, give clarithromycin 500 mg twice a day.
"""


def sentences_for(words):
    question = expand(words, lambda term: True, None)
    return [one.words for one in candidates(question, evidence_of(CELLULITIS), frozenset())]


def test_what_is_for_the_allergic_is_no_answer_where_there_is_no_allergy():
    found = sentences_for("facial cellulitis, no allergy: which antibiotic?")

    assert found == ["Give an adult co-amoxiclav 500/125 mg three times a day."]


def test_it_may_answer_where_nothing_is_said_of_allergies():
    assert len(sentences_for("facial cellulitis: which antibiotic?")) == 2


def test_a_question_that_a_document_asks_answers_none():
    markdown = "# Review\n\n1. At what level is gentamicin stopped?\n\nStop gentamicin at 2 mg/L.\n"
    found = candidates(expand("gentamicin level"), evidence_of(markdown), frozenset())

    assert [one.words for one in found] == ["Stop gentamicin at 2 mg/L."]
