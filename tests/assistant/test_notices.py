"""What a reader is told beside the answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.answers import RefusalReason
from assistant.generate.candidates import candidates
from assistant.generate.cautions import MOST
from assistant.generate.drafting import verbatim, with_cautions
from assistant.notices import cautions_left_out, notices_for
from assistant.question import Question
from assistant.vocabulary import expand
from corpus.metadata import Population
from tests.assistant.generate.build import evidence_of


def kinds(answer):
    return {notice.kind for notice in answer.notices}


def test_an_overdue_source_is_named(demonstration):
    answer = demonstration.ask("Which rise in serum creatinine means acute kidney injury?")

    [notice] = [one for one in answer.notices if one.kind == "review_overdue"]
    assert "Acute kidney injury in adults" in notice.message and "2026-03-31" in notice.message


def test_a_source_within_its_review_date_is_not(demonstration):
    answer = demonstration.ask("How much crystalloid for shock in adult anaphylaxis?")

    assert answer.status == "answered"
    assert "review_overdue" not in kinds(answer)


def test_another_day_than_today_is_said(demonstration):
    yesterday = date.today() - timedelta(days=1)
    answer = demonstration.ask("Which vasopressor is used in septic shock?", as_of=yesterday)

    assert "as_of" in kinds(answer)


def test_what_was_withdrawn_since_the_day_asked_about_is_said(hospital):
    words, day = "How much crystalloid for shock in adult anaphylaxis?", date.today()
    hospital.stages.catalogue.retire("anaphylaxis-adult", "Dr Test", "tenfold dose", day)
    answer = hospital.ask(words, as_of=day - timedelta(days=1))

    [notice] = [one for one in answer.notices if one.kind == "withdrawn"]
    assert "tenfold dose" in notice.message and str(day) in notice.message
    assert "withdrawn" not in kinds(hospital.ask(words))


def test_a_corrected_spelling_is_said(demonstration):
    answer = demonstration.ask("How much crystaloid for shock in adult anaphylaxis?")

    [notice] = [one for one in answer.notices if one.kind == "spelling"]
    assert "crystaloid" in notice.message and "crystalloid" in notice.message


def test_sources_for_different_groups_are_said_unless_a_group_was_chosen(demonstration):
    words = "How much intramuscular adrenaline is given in anaphylaxis?"

    assert "population_not_stated" in kinds(demonstration.ask(words))
    for group in (Population.ADULT, Population.PAEDIATRIC):
        assert "population_not_stated" not in kinds(demonstration.ask(words, population=group))


MANY = "\n\n".join(f"Never give zinc with medicine number {number}." for number in range(MOST + 3))
ZINC = f"""
# Zinc

## Doses

Give zinc 20 mg once a day.

{MANY}
"""


def drafted(markdown, words):
    """The draft of one sentence, as every generator ends it."""
    sources = evidence_of(markdown, title="Zinc in diarrhoea")
    question = expand("Zinc dose?", lambda term: True, None)
    [chosen] = [one for one in candidates(question, sources, frozenset()) if words in one.words]
    return with_cautions(question, [(chosen, verbatim(chosen))], sources, frozenset())


def test_cautions_beyond_the_most_are_said_to_be_there_and_where():
    [notice] = cautions_left_out(drafted(ZINC, "zinc 20 mg"), {"protocol@1"})
    [place] = notice.citations

    assert notice.kind == "cautions_left_out"
    assert "“Doses” (3 more) in “Zinc in diarrhoea”" in notice.message
    assert place.quote == f"Never give zinc with medicine number {MOST}."
    assert place.section == ("Zinc", "Doses")


def test_nothing_is_said_of_cautions_that_are_all_quoted_or_of_what_was_withdrawn():
    few = ZINC.replace(MANY, "Never give zinc at night.")

    assert cautions_left_out(drafted(few, "zinc 20 mg"), {"protocol@1"}) == ()
    assert cautions_left_out(drafted(ZINC, "zinc 20 mg"), ()) == ()


def told_of_site(answer):
    return [notice.message for notice in answer.notices if notice.kind == "site"]


def told_beside(answer, words, in_force):
    """What is told of the site beside an answer, had these words been asked."""
    expansion = expand(words, lambda term: True, None)
    shown = answer.statements, answer.citations
    found = notices_for(Question(words), expansion, *shown, in_force=in_force)
    return [notice.message for notice in found if notice.kind == "site"]


FEVER = "Above what temperature does a neutropenic patient count as febrile"


def test_a_site_that_was_chosen_or_named_is_said_with_whose_documents_answer(demonstration):
    [chosen] = told_of_site(demonstration.ask(f"{FEVER}?", site="harbour-hill"))
    answer = demonstration.ask(f"{FEVER}?")
    in_force = demonstration.stages.catalogue.in_force(date.today())
    words = f"{FEVER} at Harbour Hill?"
    [named] = told_beside(answer, words, in_force)

    assert chosen.startswith("Asked about harbour-hill. Quoted: ")
    assert named.startswith("Asked about harbour-hill. Quoted: ")
    assert "of this site itself" in chosen and "of this site itself" in named
    assert not told_of_site(answer)


@pytest.mark.parametrize("site", ["St. Mary's", "North-Wing", "Ward 7 / East"])
def test_a_site_is_read_however_its_name_is_written(demonstration, site):
    answer = demonstration.ask(f"{FEVER}?")
    in_force = {
        key: replace(one, metadata=replace(one.metadata, site=(site,)))
        for key, one in demonstration.stages.catalogue.in_force(date.today()).items()
    }
    [message] = told_beside(answer, f"{FEVER} at {site.lower()}?", in_force)
    assert message.startswith(f"Asked about {site}. ")


def test_a_site_without_a_document_of_its_own_is_said(demonstration):
    words = "How much crystalloid for shock in adult anaphylaxis?"
    [message] = told_of_site(demonstration.ask(words, site="harbour-hill"))

    assert "No document of this site itself answers" in message
    assert "for every site" in message


def test_a_refusal_says_what_to_do_next(demonstration):
    refusal = demonstration.ask("How is snake bite by a taipan treated?").refusal

    assert refusal.reason in (RefusalReason.NOT_IN_CORPUS, RefusalReason.INSUFFICIENT_EVIDENCE)
    assert refusal.message.endswith("tell the curators what is missing.")
