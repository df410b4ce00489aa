"""Rule 1: nothing is answered from a model's own memory.

Every statement shown is backed by passages of the published snapshot.
"""

import pytest

from assistant.answers import RefusalReason
from corpus.errors import SnapshotError
from tests.conftest import open_hospital
from tests.fakes.generators import InventingGenerator, SilentGenerator
from tests.spec.questions import ANSWERED, FAR_OFF, QUESTIONS


@pytest.mark.parametrize("question", FAR_OFF)
def test_a_question_about_nothing_in_the_documents_is_refused(demonstration, question):
    """General knowledge that any language model has is not used: wine, law, bicycles, history."""
    answer = demonstration.ask(question)

    assert answer.status == "refused"
    assert answer.refusal.reason in (
        RefusalReason.NOT_IN_CORPUS,
        RefusalReason.INSUFFICIENT_EVIDENCE,
        RefusalReason.OUT_OF_SCOPE,
    )
    assert not answer.statements


def test_a_refusal_shows_the_nearest_approved_sections_and_no_answer(demonstration):
    """The reader gets a place to look, in the words of the documents, marked as not an answer."""
    answer = demonstration.ask(FAR_OFF[0])

    assert answer.refusal.nearest
    assert "nearest approved sections" in answer.refusal.message
    for citation in answer.refusal.nearest:
        assert demonstration.content(citation)[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("question", ANSWERED)
def test_every_statement_cites_a_passage_that_holds_its_words(demonstration, question):
    """A statement cites the sentence it is, and the headings or table header it is read with.

    Each word of it stands in one of those quotes.
    """
    answer = demonstration.ask(question)
    quotes = {citation.number: citation.quote for citation in answer.citations}

    assert answer.status == "answered"
    for statement in answer.statements:
        assert statement.citations
        cited = " ".join(quotes[number] for number in statement.citations).casefold()
        for word in statement.text.replace(";", " ").replace(":", " ").replace("›", " ").split():
            assert word.casefold() in cited.replace(";", " ").replace(":", " ")


def test_a_generator_that_invents_a_statement_leads_to_a_refusal(demonstration):
    """A model that says something without a source is not believed, however sure it sounds."""
    answer = demonstration.having(generator=InventingGenerator()).ask(QUESTIONS[0])

    assert answer.refusal.reason is RefusalReason.UNSUPPORTED_DRAFT
    assert not answer.statements
    assert "5 mg" not in answer.refusal.message


def test_a_generator_that_says_nothing_leads_to_a_refusal(demonstration):
    """Silence is not filled in."""
    answer = demonstration.having(generator=SilentGenerator()).ask(QUESTIONS[0])

    assert answer.refusal.reason is RefusalReason.INSUFFICIENT_EVIDENCE


def test_nothing_is_answered_before_anything_is_published(tmp_path, embedder, redactor):
    """A fresh installation has no knowledge of its own."""
    with pytest.raises(SnapshotError, match="nothing is published"):
        open_hospital(tmp_path, embedder, redactor).ask(QUESTIONS[0])
