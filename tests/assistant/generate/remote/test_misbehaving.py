"""What a reader gets when the model server fails, in every way we could think of."""

import json
import time

import pytest

from tests.assistant.generate.remote.asking import (
    FLUID,
    drafted,
    extractive,
    generator,
    said,
    shown,
)
from tests.fakes.model_servers import (
    LoopbackServer,
    closes,
    completion,
    floods,
    hangs,
    http,
    raw,
    says,
    trickles,
)

pytest.importorskip("llama_index.llms.openai_like", reason="the extra `remote` is not installed")

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
CHUNKED = HEAD + b"transfer-encoding: chunked\r\n\r\n"
GOOD = json.dumps(completion(json.dumps({"statements": [said(FLUID)]})))


def body(**changed):
    """A whole completion with some of it changed."""
    return http(json.dumps(completion("{}") | changed))


def choice(**changed):
    """A completion whose one choice is changed."""
    return body(choices=[completion("{}")["choices"][0] | changed])


SLOW = {
    "never answers": hangs,
    "never ends its headers": trickles(b"HTTP/1.1 200 OK\r\n", b"x-more: 1\r\n"),
    "never ends a header": trickles(b"HTTP/1.1 200 OK\r\nx: ", b"a"),
    "never ends its body": trickles(CHUNKED, b"1\r\n \r\n"),
    "never finishes its promised length": trickles(HEAD + b"content-length: 90000\r\n\r\n", b" "),
    "goes on announcing a response": trickles(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
}
NOT_HTTP = {
    "hangs up": closes,
    "speaks no HTTP": raw(b"220 mail.example.org ESMTP\r\n"),
    "sends nothing but a status": raw(b"HTTP/1.1 200 OK\r\n"),
    "hangs up in its body": raw(HEAD + b"content-length: 900\r\n\r\n" + GOOD.encode()[:90]),
    "hangs up in a chunk": raw(CHUNKED + b"ff\r\n{"),
    "sends chunks of no length": raw(CHUNKED + b"many\r\n{}\r\n"),
    "promises a negative length": raw(HEAD + b"content-length: -1\r\n\r\n{}"),
}
HUGE = {
    "sends a body without end": floods(CHUNKED, b"10000\r\n" + b" " * 65536 + b"\r\n"),
    "promises a gigabyte": floods(HEAD + b"content-length: 1000000000\r\n\r\n", b" " * 65536),
    "sends headers without end": floods(
        b"HTTP/1.1 200 OK\r\n", b"x-more: " + b"a" * 5000 + b"\r\n"
    ),
    "compresses what was to be plain": http(b"\x1f\x8b\x08", content_encoding="gzip"),
    "says its compression twice": http(GOOD, content_encoding="identity, br"),
}
REFUSING = {
    str(status): http('{"error": "no"}', status=status, retry_after_ms="1")
    for status in (301, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 599)
}
OTHER_KIND = {
    "a page": http("<html>Log in</html>", media="text/html"),
    "an endless stream": trickles(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n", b'data: {"choices": []}\n\n'
    ),
    "no kind at all": http(GOOD, media=""),
    "nothing": http(""),
    "nothing, and says so": http("", status=204),
    "half of it": http(GOOD[:60]),
    "no text": http(b"\xff\xfe\x00{"),
    "null": http("null"),
    "a number": http("1e999"),
    "a list": http("[]"),
    "words": http('"words"'),
    "an empty object": http("{}"),
    "an error with status 200": http('{"error": {"message": "out of memory"}}'),
    "a very deep one": http("[" * 90_000 + "]" * 90_000),
    "no choice": body(choices=[]),
    "null choices": body(choices=None),
    "choices that are words": body(choices="many"),
    "two choices": body(choices=completion("{}")["choices"] * 2),
    "an empty choice": body(choices=[{}]),
    "no message": choice(message=None),
    "a message of words": choice(message="Give it."),
    "null content": choice(message={"role": "assistant", "content": None}),
    "content that is a list": choice(message={"role": "assistant", "content": [{"type": "text"}]}),
    "content that is a number": choice(message={"role": "assistant", "content": 5}),
    "empty content": says(""),
    "blank content": says(" \n\t"),
    "a message cut off": says({"statements": [said(FLUID)]}, finish="length"),
    "a call of a tool": says(
        "", tool_calls=[{"id": "1", "type": "function",
                         "function": {"name": "shell", "arguments": '{"run": "rm -rf /"}'}}]
    ),
    "a call of a tool beside an answer": says(
        {"statements": [said(FLUID)]},
        tool_calls=[{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
    ),
    "tools that are no calls": says({"statements": [said(FLUID)]}, tool_calls=[5]),
}  # fmt: skip
MALFORMED = {
    "prose": "Give crystalloid 500 mL over 15 minutes. [1]",
    "a refusal in prose": "I am sorry, but as a language model I cannot answer that.",
    "a list": [said(FLUID)],
    "no statements": {},
    "null statements": {"statements": None},
    "statements of words": {"statements": [FLUID]},
    "a statement without a quote": {"statements": [{"text": FLUID, "citation": 1}]},
    "a statement without a citation": {"statements": [{"text": FLUID, "quote": FLUID}]},
    "an empty quote": {"statements": [said(FLUID, quote=" ")]},
    "an empty statement": {"statements": [said("", quote=FLUID)]},
    "a citation of nothing": {"statements": [said(FLUID, citation=0)]},
    "a negative citation": {"statements": [said(FLUID, citation=-1)]},
    "a citation between two": {"statements": [said(FLUID, citation=1.5)]},
    "a citation in words": {"statements": [said(FLUID, citation="the first")]},
    "no number": '{"statements": [{"text": "a", "citation": NaN, "quote": "a"}]}',
    "a number without end": '{"statements": [{"text": "a", "citation": ' + "9" * 5000 + "}]}",
    "too many statements": {"statements": [said(FLUID)] * 200},
    "a statement without end": {"statements": [said("a " * 5000)]},
    "a very deep one": '{"statements": ' + "[" * 20_000 + "]" * 20_000 + "}",
    "half of it": json.dumps({"statements": [said(FLUID)]})[:-4],
}
UNCITED = {
    "a sentence that does not exist": [said(FLUID, citation=9)],
    "a number past all numbers": [said(FLUID, citation=10**30)],
    "a quote of another sentence": [said(FLUID, citation=2)],
    "an invented quote": [said("Give 5 litres at once.")],
    "a quote with another number": [said(FLUID.replace("500", "5000"))],
    "a part of a number": [said("Give fluid.", quote="00 mL over 15")],
    "only a citation mark": [said("[1]", quote=FLUID)],
}
FOREIGN = [
    said("Geben Sie bei Schock 500 mL Kristalloid über 15 Minuten und dann noch mehr.", 1, FLUID)
]


def fell_back(behaviour, deadline=5.0, retries=0):
    """Why the extractive draft was given, after checking that it is that and in time."""
    with LoopbackServer(behaviour) as server:
        asking = generator(server.url, deadline, retries=retries)
        began = time.monotonic()
        draft = drafted(asking)
        took = time.monotonic() - began

    assert shown(draft) == shown(extractive())
    assert draft.by == "extractive/5 instead of remote/1:small"
    assert took < deadline + 1.5
    return draft.instead


@pytest.mark.parametrize("behaviour", SLOW.values(), ids=SLOW)
def test_a_server_that_is_not_done_in_time_is_not_waited_for(behaviour):
    assert fell_back(behaviour, deadline=1.0) == "it took longer than 1 s"


def test_a_server_that_asks_to_come_back_in_a_minute_is_not_waited_for():
    later = http("{}", status=429, retry_after="55")

    assert fell_back(later, deadline=1.0, retries=2) == "it took longer than 1 s"


@pytest.mark.parametrize("behaviour", NOT_HTTP.values(), ids=NOT_HTTP)
def test_a_server_that_breaks_off_is_said_to(behaviour):
    assert fell_back(behaviour) == "it could not be reached, or broke off"


@pytest.mark.parametrize("behaviour", HUGE.values(), ids=HUGE)
def test_more_than_a_reply_can_hold_is_not_taken(behaviour):
    assert fell_back(behaviour) in {
        "its reply was longer than 256 KiB",
        "its reply was compressed, which was not asked for",
        "it could not be reached, or broke off",
    }


@pytest.mark.parametrize("status", REFUSING)
def test_a_server_that_refuses_is_quoted_with_its_status(status):
    assert fell_back(REFUSING[status]) == f"it answered with the HTTP status {status}"


@pytest.mark.parametrize("behaviour", OTHER_KIND.values(), ids=OTHER_KIND)
def test_what_is_no_completion_is_not_read(behaviour):
    assert fell_back(behaviour).startswith(("its reply was ", "it asked for a tool"))


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED)
def test_a_reply_of_another_form_is_not_guessed_at(content):
    assert fell_back(says(content)) == "its reply had another form than asked for"


@pytest.mark.parametrize("statements", UNCITED.values(), ids=UNCITED)
def test_a_reply_that_quotes_nothing_it_was_given_is_not_shown(statements):
    assert fell_back(says({"statements": statements})) == (
        "it quoted none of the sentences it was given"
    )


def test_a_reply_in_another_language_is_not_shown():
    assert fell_back(says({"statements": FOREIGN})) == "its reply was not in English"


def test_a_server_that_is_not_there_is_said_to_be():
    with LoopbackServer(closes) as server:
        gone = server.url

    draft = drafted(generator(gone, deadline=5.0))

    assert draft.instead == "it could not be reached, or broke off"
    assert shown(draft) == shown(extractive())
