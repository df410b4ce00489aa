"""What becomes of a reply, and how the server is asked again."""

import asyncio
import json

import pytest

from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of
from tests.assistant.generate.remote.asking import (
    FLUID,
    HEADING,
    LIMIT,
    QUESTION,
    drafted,
    extractive,
    generator,
    said,
    shown,
)
from tests.fakes.model_servers import LoopbackServer, closes, http, says

pytest.importorskip("llama_index.llms.openai_like", reason="the extra `remote` is not installed")


def draft_of(content, **chosen):
    """The draft made of a reply with that content."""
    with LoopbackServer(says(content, **chosen)) as server:
        return drafted(generator(server.url))


def texts(draft):
    return [statement.text for statement in draft.statements]


def test_a_statement_keeps_the_words_of_the_model_and_quotes_the_whole_sentence():
    words = "Crystalloid 500 mL is given over 15 minutes."
    draft = draft_of({"statements": [said(words, 1, "crystalloid 500 mL over 15 minutes")]})

    assert texts(draft)[0] == words
    assert draft.statements[0].quotes[0].words == FLUID
    assert not draft.instead


def test_a_sentence_said_whole_is_worded_as_the_extractive_generator_does():
    draft = draft_of({"statements": [said(FLUID)]})

    assert shown(draft)[0] == shown(extractive())[0]


def test_the_limit_of_a_dose_is_added_when_the_model_left_it_out():
    draft = draft_of({"statements": [said(FLUID)]})

    assert [s.text for s in draft.statements if s.caution] == [HEADING + LIMIT]


def test_a_limit_in_other_words_is_followed_by_the_limit_as_it_stands():
    draft = draft_of({"statements": [said("30 mL/kg is the most.", 2, LIMIT), said(FLUID)]})

    assert texts(draft)[0] == "30 mL/kg is the most."
    assert [s.text for s in draft.statements if s.caution] == [HEADING + LIMIT]


def test_citation_marks_are_no_words_of_a_statement():
    draft = draft_of({"statements": [said("Crystalloid is given. [1] [2].", 1, FLUID)]})

    assert texts(draft)[0] == "Crystalloid is given."


def test_only_the_statements_that_quote_nothing_are_dropped_and_each_is_counted():
    wrong = [said(FLUID, 9), said("Give 5 litres."), said("Give it.", 2, FLUID)]
    draft = draft_of({"statements": [*wrong, said(FLUID)]})

    assert texts(draft)[0] == HEADING + FLUID
    assert draft.dropped == (
        "there is no sentence 9",
        "its quote is not in sentence 1",
        "its quote is not in sentence 2",
    )


def test_no_statements_are_no_answer_and_nothing_is_said_instead():
    draft = draft_of({"statements": []})

    assert draft.statements == ()
    assert not draft.instead


@pytest.mark.parametrize("around", ["```json\n{}\n```", "Here it is:\n{}\nGood luck!"])
def test_words_around_the_reply_are_left_out(around):
    draft = draft_of(around.replace("{}", json.dumps({"statements": [said(FLUID)]})))

    assert texts(draft)[0] == HEADING + FLUID


def test_what_was_not_asked_for_is_not_read():
    draft = draft_of({"statements": [said(FLUID) | {"dose": "5 L"}], "advice": "Call a lawyer."})

    assert texts(draft) == [HEADING + FLUID, HEADING + LIMIT]


def test_the_draft_names_the_model_the_server_says_it_is_from():
    draft = draft_of({"statements": [said(FLUID)]}, model="small\n-instruct\x1b[31m" + "x" * 500)

    assert draft.by.startswith("remote/1:small (small-instruct[31mxxx")
    assert len(draft.by) < 150


@pytest.mark.parametrize(
    "first",
    [closes, *(http("{}", status=status, retry_after_ms="1") for status in (429, 500, 503))],
    ids=["hung up", "429", "500", "503"],
)
def test_what_fails_once_is_asked_again(first):
    with LoopbackServer(first, says({"statements": [said(FLUID)]})) as server:
        draft = drafted(generator(server.url))

    assert texts(draft) == [HEADING + FLUID, HEADING + LIMIT]
    assert len(server.received) == 2


def test_what_goes_on_failing_is_asked_three_times_at_the_most():
    with LoopbackServer(http("{}", status=500, retry_after_ms="1")) as server:
        drafted(generator(server.url))

    assert len(server.received) == 3


def test_nothing_is_asked_when_no_sentence_may_answer():
    with LoopbackServer(says({"statements": []})) as server:
        draft = drafted(generator(server.url), question="warfarin in pregnancy")

    assert draft.statements == ()
    assert server.received == []


def test_it_answers_within_an_event_loop_too():
    with LoopbackServer(says({"statements": [said(FLUID)]})) as server:
        asking = generator(server.url)

        async def ask():
            return asking.draft(expand(QUESTION), evidence_of(f"# S\n\n{FLUID}\n"), abs_rarity, ())

        draft = asyncio.run(ask())

    assert len(draft.statements) == 1


def abs_rarity(term):
    return 5.0
