"""Whatever is asked is answered, refused, or turned away with what to do; nobody sees an error."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.web.clinician.asking import shown as page_for
from assistant.web.clinician.filters import Narrowing
from assistant.web.service import Service
from corpus.errors import QuestionError
from tests.adversarial.questions import (
    ALL_LANGUAGES,
    FORGED,
    HANDLED,
    IDENTIFIERS,
    LANGUAGES,
    NAME,
    NO_QUESTION,
    ODD,
    ORDERS,
    PLACEHOLDERS,
    SMALL,
    WHOLE,
)
from tests.fakes.trails import RememberingTrail

FALSE_DOSE = re.compile(r"\b50 ?mg\b", re.IGNORECASE)


def shown(answer):
    """Every word that an answer says by itself: not the question, which is shown as it was read."""
    said = [statement.text for statement in answer.statements]
    said += [citation.quote for citation in answer.citations]
    if answer.refusal:
        said += [answer.refusal.message, *(one.quote for one in answer.refusal.nearest)]
    return "\n".join(said)


@pytest.mark.parametrize("words", NO_QUESTION.values(), ids=NO_QUESTION)
def test_what_is_no_question_is_turned_away_with_what_to_do(demonstration, words):
    trail = RememberingTrail()
    with pytest.raises(QuestionError) as error:
        demonstration.having(trail=trail).ask(words)

    assert not trail.contents
    assert 20 < len(str(error.value)) < 300
    assert words not in str(error.value) or not words


@pytest.mark.parametrize("words", HANDLED.values(), ids=HANDLED)
def test_whatever_else_is_asked_is_answered_or_refused_and_recorded(demonstration, words):
    trail = RememberingTrail()
    answer = demonstration.having(trail=trail).ask(words)

    assert answer.status in ("answered", "refused")
    [record] = trail.contents
    assert record["answer"]["id"] == answer.id


@pytest.mark.parametrize("words", [*IDENTIFIERS.values(), *PLACEHOLDERS.values()])
def test_a_question_of_identifiers_alone_is_refused(demonstration, words):
    answer = demonstration.ask(words)

    assert answer.status == "refused"
    assert NAME.casefold() not in answer.question.casefold()


def test_of_identifiers_nothing_is_stored(hospital):
    for words in IDENTIFIERS.values():
        hospital.ask(words)
        hospital.ask("how often?", earlier=(words,))
    for path, data in hospital.files().items():
        assert NAME.encode().lower() not in data.lower(), path


@pytest.mark.parametrize("words", [*LANGUAGES.values(), ALL_LANGUAGES])
def test_another_language_is_said_to_be_one(demonstration, words):
    refusal = demonstration.ask(words).refusal

    assert refusal.reason == "out_of_scope"
    assert "English" in refusal.message


@pytest.mark.parametrize("words", [*ORDERS.values(), *FORGED.values()], ids=[*ORDERS, *FORGED])
def test_orders_and_forged_sources_do_not_come_back_as_an_answer(demonstration, words):
    answer = demonstration.ask(words)

    assert not FALSE_DOSE.search(shown(answer))
    for citation in answer.citations:
        assert demonstration.content(citation)[citation.start : citation.end] == citation.quote


def test_a_forged_citation_is_not_the_citation_shown(demonstration):
    answer = demonstration.ask(FORGED["a citation"])

    assert all("Sepsis guideline" not in citation.title for citation in answer.citations)


@pytest.mark.parametrize(
    "name",
    ["an escape code", "null bytes between", "zero-width between", "direction marks between",
     "many question marks", "pictures between", "tags"],
)  # fmt: skip
def test_what_only_hides_a_question_does_not_keep_it_from_its_answer(demonstration, name):
    answer = demonstration.ask(ODD[name])

    assert answer.status == "answered"
    assert {one.document for one in answer.citations} == {"anaphylaxis-adult"}


SHOUTED = (
    WHOLE,
    "how much crystalloid for shock in adult anaphylaxis?",
    "when is the first vancomycin level taken?",
    "which vasopressor is used in septic shock?",
    "dose of adrenaline for a child of 8 years with anaphylaxis",
    "what dose of calcium gluconate in hyperkalaemia in mg",
    "how do I repair a bicycle tyre?",
)


@pytest.mark.parametrize("words", SHOUTED)
def test_capitals_are_answered_as_small_letters_are(demonstration, words):
    loud, quiet = demonstration.ask(words.upper()), demonstration.ask(words.lower())

    assert loud.status == quiet.status
    assert loud.statements == quiet.statements
    assert loud.citations == quiet.citations
    assert (loud.refusal and loud.refusal.reason) == (quiet.refusal and quiet.refusal.reason)
    assert not loud.redactions


@pytest.mark.parametrize(
    "words",
    [f"MR JOHN {NAME.upper()}: {SMALL}", f"PATIENT JOHN {NAME.upper()}, 45: {WHOLE.upper()}"],
)
def test_a_name_in_capitals_is_a_name(demonstration, words):
    assert NAME.upper() not in demonstration.ask(words).question


@pytest.mark.parametrize("words", [*NO_QUESTION.values(), *HANDLED.values()])
def test_the_page_shows_an_answer_a_refusal_or_one_sentence(demonstration, words):
    if words and len(words) > 100_000:
        pytest.skip("the server takes no request of that size")
    service = Service(lambda: demonstration.stages)
    *_, last = page_for(service, words, Narrowing(), (), by="ann")
    html = last.html

    assert re.search(r"ca-(?:statements|refusal|failure)", html)
    assert "unexpected" not in html.lower() and "Traceback" not in html
    assert "<script" not in html and "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", html)


def test_a_question_about_any_day_is_answered_or_refused(demonstration):
    for day in (date.min, date(1900, 1, 1), date.max):
        assert demonstration.ask(WHOLE, as_of=day).status in ("answered", "refused")


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=300))
def test_any_text_is_answered_refused_or_turned_away(demonstration, words):
    try:
        answer = demonstration.having(trail=RememberingTrail()).ask(words)
    except QuestionError as error:
        assert len(str(error)) < 300
    else:
        assert answer.status in ("answered", "refused")
