"""Which addresses are asked, how much is offered to a model, and what of a reply is taken."""

import json
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.generate.candidates import candidates
from assistant.generate.remote import ModelServer
from assistant.generate.remote.generator import read
from assistant.generate.remote.matching import match
from assistant.generate.remote.prompt import BUDGET, prompt, within_budget
from assistant.generate.remote.schema import Reply
from assistant.vocabulary import expand
from corpus.errors import ModelError, SettingsError
from tests.assistant.generate.build import evidence_of
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
        "http://[secret/v1",
        "http://me:secret@a\u2100b.org/v1",
        "me:secret@models.example.org/v1",
    ],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(url):
    with pytest.raises(SettingsError, match="remote_url is no address") as raised:
        ModelServer(url, "small", deadline=1)

    assert "secret" not in str(raised.value) and raised.value.__cause__ is None
    assert not url or url not in str(raised.value)


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


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["statements", "text", "citation", "quote"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60) | JSON.map(json.dumps))
def test_whatever_a_model_writes_is_a_reply_or_an_error_of_the_model(text):
    try:
        reply = read(text)
    except ModelError:
        return
    assert isinstance(reply, Reply)


WORDS = "Give no more than 2.5 mg of it twice a day."
SOURCE = f"# Dose\n\n## Amount\n\n{WORDS}\n\nFlowers are not allowed in here.\n"
SENTENCES = list(candidates(expand("dose"), evidence_of(SOURCE), frozenset()))
PARTS = st.tuples(st.integers(0, len(WORDS)), st.integers(0, len(WORDS))).map(
    lambda ends: WORDS[min(ends) : max(ends)].strip()
)
SAID = st.builds(
    lambda text, citation, quote: {"text": text, "citation": citation, "quote": quote},
    st.text("Give 2.5[1] ", min_size=1, max_size=12).filter(str.strip),
    st.integers(1, 4),
    (PARTS | st.text("mg.25", max_size=4)).filter(str.strip),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(SAID, max_size=12))
def test_each_statement_stands_on_its_sentence_or_is_dropped_with_a_reason(statements):
    matched = match(Reply(statements=statements), SENTENCES)

    assert len(matched.core) + len(matched.dropped) == len(statements)
    assert all(matched.dropped)
    quoted = iter(
        one for one in statements if one["citation"] <= 2
        and " ".join(one["quote"].split()) in SENTENCES[one["citation"] - 1].words
    )  # fmt: skip
    for candidate, statement in matched.core:
        assert statement.quotes[0].words == candidate.words
        assert any(SENTENCES[one["citation"] - 1] is candidate for one in quoted)
