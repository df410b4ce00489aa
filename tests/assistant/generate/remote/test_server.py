"""Which addresses are asked, and how much is offered to a model."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.generate.remote import ModelServer
from assistant.generate.remote.matching import match
from assistant.generate.remote.prompt import BUDGET, prompt, within_budget
from assistant.generate.remote.schema import Reply
from corpus.errors import ModelError, SettingsError
from tests.fakes.model_servers import LoopbackServer, http

pytest.importorskip("llama_index.llms.openai_like", reason="the extra `remote` is not installed")


def sentence(words, score=1.0, headings="Protocol"):
    return SimpleNamespace(
        words=words, score=score, headings=headings, reading=f"{headings}: {words}"
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "models.example.org:8000",
        "ftp://models.example.org/v1",
        "file:///etc/passwd",
        "http:///",
    ],
)
def test_an_address_that_is_none_is_refused_by_name(url):
    with pytest.raises(SettingsError, match="remote_url is") as raised:
        ModelServer(url, "small", deadline=1)

    assert repr(url) in str(raised.value)


@pytest.mark.parametrize(
    "url", ["http://me:secret@a.org/v1", "http://secret@a.org", "http://a.org/v1?key=secret",
            "http://a.org/#secret"]
)  # fmt: skip
def test_an_address_with_a_key_in_it_is_refused_and_the_key_not_repeated(url):
    with pytest.raises(SettingsError, match="ASSISTANT_REMOTE_KEY") as raised:
        ModelServer(url, "small", deadline=1)

    assert "secret" not in str(raised.value)


def test_a_server_without_a_model_is_refused():
    with pytest.raises(SettingsError, match="remote_model is empty"):
        ModelServer("http://127.0.0.1/v1", "", deadline=1)


def test_the_models_of_a_server_are_listed_as_it_names_them():
    with LoopbackServer(http('{"data": [{"id": "small"}, {"id": "large\\n"}]}')) as server:
        assert ModelServer(server.url, "small", deadline=5).models() == ("small", "large")


@pytest.mark.parametrize("listed", ['{"data": null}', '{"data": [5]}', "[]", '"small"'])
def test_a_list_of_models_that_is_none_is_an_error_of_the_model(listed):
    with LoopbackServer(http(listed)) as server, pytest.raises(ModelError, match="its reply"):
        ModelServer(server.url, "small", deadline=5).models()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3 * BUDGET), st.floats(0, 1)), max_size=12))
def test_never_more_than_the_budget_is_offered_and_never_less_than_what_fits_best(sizes):
    sentences = [sentence("a" * size, score) for size, score in sizes]
    kept = within_budget(sentences)

    assert sum(len(one.reading) for one in kept) <= BUDGET
    assert [one for one in sentences if any(one is other for other in kept)] == kept
    fitting = [one for one in sentences if len(one.reading) <= BUDGET]
    if fitting:
        best = max(fitting, key=lambda one: one.score).score
        assert max(one.score for one in kept) == best


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=80), max_size=5))
def test_every_text_stays_on_its_own_line_of_the_prompt(question, words):
    sentences = [sentence(one) for one in words]
    lines = prompt(question, frozenset(), sentences).question.split("\n")

    assert len(lines) == len(prompt("", frozenset(), sentences).question.split("\n"))
    assert sum(line.startswith('{"citation": ') for line in lines) == len(words)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("5 mg", "Give 2.5 mg."),
        ("5 mg", "Give 15 mg."),
        ("Give 2", "Give 2.5 mg."),
        ("Give 1", "Give 1,000 mg."),
        ("give it", "Forgive it."),
        ("Give 5 mg. Give 6 mg.", "Give 5 mg."),
    ],
)
def test_a_part_of_a_number_or_word_is_no_quote(quote, words):
    reply = Reply(statements=[{"text": "Give it.", "citation": 1, "quote": quote}])

    assert match(reply, [sentence(words)]).dropped == ("its quote is not in sentence 1",)
