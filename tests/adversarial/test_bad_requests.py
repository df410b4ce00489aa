"""Bad questions over HTTP and on the command line: a code, one sentence, and nothing leaked."""

import json
import re

import pytest

from assistant.web.service import Service
from corpus.errors import QuestionError
from tests.adversarial.questions import HANDLED, NAME, NO_QUESTION, WHOLE
from tests.assistant.web.api_clients import client_of

EVERYTHING = {**NO_QUESTION, **HANDLED}


@pytest.fixture(scope="module")
def client(demonstration):
    return client_of(Service(lambda: demonstration.stages))


@pytest.mark.parametrize("words", EVERYTHING.values(), ids=EVERYTHING)
def test_the_api_answers_every_question_with_an_answer_or_one_sentence(client, words):
    # Not through the client's own encoder, which knows no lone surrogate.
    body = json.dumps({"question": words}).encode()
    headers = {"content-type": "application/json"}
    response = client.post("/api/v1/ask", content=body, headers=headers)

    if words in NO_QUESTION.values():
        assert response.status_code in (413, 422)
        assert response.json()["error"]["exit_code"] == QuestionError.exit_code
        assert len(response.text) < 600
    else:
        assert response.status_code == 200
        assert response.json()["status"] in ("answered", "refused")
    assert NAME.casefold() not in response.text.casefold()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"[" * 20_000,
        b'{"question": ' * 5_000,
        b'{"question": NaN}',
        b'{"question": {"$gt": ""}}',
        b'{"question": ["adrenaline"]}',
        b'{"question": "a", "question": "b", "population": "everyone"}',
        b'{"question": "\xff\xfe"}',
        b'{"question": "adrenaline", "as_of": "9999-99-99"}',
        b'{"question": "adrenaline", "as_of": 1e300}',
        b'{"question": "adrenaline", "site": "\\ud800"}',
        b'{"question": "adrenaline", "specialty": "\\u0000"}',
        b'{"question": "adrenaline", "earlier": [null]}',
        b'{"question": "adrenaline", "__proto__": {}}',
    ],
)
def test_a_body_that_is_no_question_is_turned_away_in_one_sentence(client, body):
    headers = {"content-type": "application/json"}
    response = client.post("/api/v1/ask", content=body, headers=headers)

    assert response.status_code in (413, 422)
    assert set(response.json()["error"]) == {"message", "exit_code"}
    assert "Traceback" not in response.text and "unexpected" not in response.text.lower()


def test_no_call_that_takes_a_body_is_upset_by_a_bad_one(client):
    headers = {"content-type": "application/json"}
    called = 0
    for path, methods in client.app.openapi()["paths"].items():
        for method, operation in methods.items():
            if "requestBody" not in operation:
                continue
            called += 1
            address = re.sub(r"{[^}]*}", "x1", path)
            for body in (b"", b"null", b"[1]", b'{"x": 1}', b"[" * 9_000, b'"\xff"', b"NaN"):
                response = client.request(method, address, content=body, headers=headers)
                assert response.status_code == 422, (method, path, body[:20], response.text)
                assert set(response.json()["error"]) == {"message", "exit_code"}
    assert called >= 14


def test_every_line_of_a_file_gets_its_answer_or_its_error(shared_assistant):
    lines = [json.dumps({"id": name, "question": words}) for name, words in EVERYTHING.items()]
    # A lone surrogate is no JSON to a strict reader, and the whole file is refused for it.
    whole = [line for line in lines if not re.search(r"\\ud[89ab]", line) or "\\udc" in line]
    finished = shared_assistant.run("ask", "--file", "-", stdin="\n".join(whole).encode())

    assert finished.refuses(QuestionError.exit_code)
    assert len(finished.lines) == len(whole)
    for line in finished.lines:
        if line["id"] in NO_QUESTION:
            assert line["error"]["exit_code"] == QuestionError.exit_code, line["id"]
        else:
            assert line["status"] in ("answered", "refused"), line["id"]
    assert NAME.casefold() not in (finished.out + finished.err).casefold()


@pytest.mark.parametrize(
    "line", [b'{"id": 1, "question": "\\ud800"}', b'{"id": 1, "question": "\xff"}']
)
def test_a_line_that_is_no_text_is_named(shared_assistant, line):
    assert shared_assistant.run("ask", "--file", "-", stdin=line).refuses(10, "line 1")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "?!"],
        ["ask", b"\xff\xfe adrenaline".decode("utf-8", "surrogateescape")],
        ["ask", "how often?", "--after", "?!"],
        ["ask", WHOLE, "--site", b"\xff".decode("utf-8", "surrogateescape")],
        ["search", "\u200b"],
    ],
    ids=["punctuation", "bytes", "an earlier question", "a site", "invisible"],
)
def test_a_bad_argument_ends_with_one_sentence(shared_assistant, arguments):
    assert shared_assistant.run(*arguments).refuses(QuestionError.exit_code)
