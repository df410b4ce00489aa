"""What becomes of a reply, and how the server is asked again."""

import asyncio
import json
import logging

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


ORDER = """
# Shock

In shock with crystalloid, do in this order:

1. Call for help in shock.
2. Give crystalloid 500 mL in shock.
3. Measure lactate in shock.

Warm crystalloid is best in shock.
"""
STEPS = [
    "In shock with crystalloid, do in this order: 1. Call for help in shock.",
    "In shock with crystalloid, do in this order: 2. Give crystalloid 500 mL in shock.",
    "In shock with crystalloid, do in this order: 3. Measure lactate in shock.",
]


@pytest.mark.parametrize("chosen", [[2], [3, 1], [3, 2, 1]])
def test_steps_are_said_together_as_they_stand_and_in_their_order(chosen):
    replies = [said("Do as this step says.", number, "in shock") for number in chosen]
    with LoopbackServer(says({"statements": replies})) as server:
        draft = drafted(generator(server.url), ORDER, "crystalloid in shock")

    assert not draft.instead
    assert texts(draft)[:3] == STEPS
    assert "Do as this step says." not in texts(draft)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Give adrenaline at once in shock.", "Repeat it if adrenaline fails in shock."),
        ("Adrenaline in shock is given as follows:", "Inject adrenaline in shock at once."),
    ],
)
@pytest.mark.parametrize("chosen", [1, 2])
def test_a_sentence_is_not_said_without_the_one_it_leans_on(first, second, chosen):
    markdown = f"# Shock\n\n## Drugs\n\n{first}\n\n{second}\n"
    words = (first, second)[chosen - 1]
    with LoopbackServer(says({"statements": [said(words, chosen)]})) as server:
        draft = drafted(generator(server.url), markdown, "adrenaline in shock")

    assert not draft.instead
    assert texts(draft)[:2] == [f"Drugs: {first}", f"Drugs: {second}"]


def test_a_row_without_a_drug_is_said_with_the_sentence_that_names_it():
    markdown = """
# Croup

Dexamethasone is given by mouth once in croup, by weight.

| Weight | Dose in croup |
| --- | --- |
| 5 to 10 kg | 2 mg once |
| 11 to 20 kg | 4 mg once |
"""
    with LoopbackServer(says({"statements": [said("Give 4 mg.", 3, "4 mg once")]})) as server:
        question = "dose of dexamethasone by weight in croup"
        draft = drafted(generator(server.url), markdown, question)

    assert not draft.instead
    assert [("Dexamethasone" in one, "2 mg" in one, "4 mg" in one) for one in texts(draft)] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_a_warning_in_other_words_is_followed_by_the_warning_as_it_stands():
    warning = "Crystalloid in shock causes oedema of the lungs."
    markdown = f"# Shock\n\n## Harms\n\n{warning}\n"
    with LoopbackServer(says({"statements": [said("Lungs may fill.", 1, warning)]})) as server:
        draft = drafted(generator(server.url), markdown)

    assert [(s.text, s.caution) for s in draft.statements] == [
        ("Lungs may fill.", False),
        (f"Harms: {warning}", True),
    ]


class BrokenLanguage:
    """Breaks with the words in its message, as libraries do."""

    def __call__(self, words):
        raise KeyError(words)


class BrokenServer:
    """A client that breaks with the prompt in its message."""

    model = "small"

    def complete(self, prompt, form):
        raise RuntimeError(prompt.question)


@pytest.mark.parametrize("broken", ["_is_english", "_server"])
def test_whatever_breaks_the_other_generator_drafts_and_nothing_is_logged_but_its_kind(
    broken, caplog
):
    with LoopbackServer(says({"statements": [said(FLUID)]})) as server:
        asking = generator(server.url)
        setattr(
            asking, broken, {"_is_english": BrokenLanguage(), "_server": BrokenServer()}[broken]
        )
        draft = drafted(asking)

    assert shown(draft) == shown(extractive())
    assert draft.instead == "it failed"
    assert draft.by == "extractive/5 instead of remote/1:small"
    assert "failed: " in caplog.text and "crystalloid" not in caplog.text


def test_what_is_sent_is_not_logged_when_the_environment_asks_to_debug(monkeypatch, caplog):
    from openai._utils._logs import setup_logging

    monkeypatch.setenv("OPENAI_LOG", "debug")
    setup_logging()
    assert logging.getLogger("openai").level == logging.DEBUG
    with LoopbackServer(says({"statements": [said(FLUID)]})) as server:
        drafted(generator(server.url))

    assert len(server.received) == 1
    assert "crystalloid" not in caplog.text
