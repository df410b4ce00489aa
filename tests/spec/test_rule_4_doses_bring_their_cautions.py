"""Rule 4: a dose is not shown without the cautions that belong to it.

Contraindications, maximum, renal, age and pregnancy limits are quoted along: of the same section,
and of others of the document where they are about the drug, up to a number that can be read.
"""

import pytest

from assistant.answers import RefusalReason
from tests.fakes.generators import OnlyCautionsGenerator

BELONGING = [
    (
        "How much crystalloid for shock in adult anaphylaxis?",
        "anaphylaxis-adult",
        "Do not let the patient stand or walk",
    ),
    (
        "Which route and volume for adrenaline 500 micrograms intramuscular in adult anaphylaxis?",
        "anaphylaxis-adult",
        "Never give the 1 mg/mL solution undiluted into a vein",
    ),
    (
        "What is the dose of gentamicin in adults?",
        "gentamicin-vancomycin",
        "maximum single dose is 500 mg",
    ),
]


@pytest.mark.parametrize(("question", "document", "caution"), BELONGING)
def test_the_cautions_of_the_section_are_shown_with_the_dose(
    demonstration, question, document, caution
):
    """Whoever reads the dose reads its limits in the same answer, quoted from the same document."""
    answer = demonstration.ask(question)
    quotes = [citation.quote for citation in answer.citations if citation.document == document]

    assert any(caution in quote.replace("\n", " ") for quote in quotes)


def test_a_caution_is_marked_as_one(demonstration):
    """The page can set it apart, and a program can count on it."""
    answer = demonstration.ask(BELONGING[1][0])

    assert any(statement.caution for statement in answer.statements)
    assert not all(statement.caution for statement in answer.statements)


def test_a_caution_is_quoted_and_cited_like_everything_else(demonstration):
    """A caution is the source's sentence too, never a general warning of our own."""
    answer = demonstration.ask(BELONGING[1][0])
    quotes = {citation.number: citation.quote for citation in answer.citations}

    for statement in answer.statements:
        assert " ".join(quotes[statement.citations[0]].split())[:20] in statement.text or (
            "|" in quotes[statement.citations[0]]
        )


def test_cautions_alone_are_not_an_answer(demonstration):
    """When the dose itself could not be upheld, its cautions do not stand in for it."""
    generator = OnlyCautionsGenerator(demonstration.stages.generator)
    answer = demonstration.having(generator=generator).ask(BELONGING[1][0])

    assert answer.refusal.reason is RefusalReason.UNSUPPORTED_DRAFT
    assert not answer.citations
