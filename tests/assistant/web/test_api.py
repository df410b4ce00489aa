"""The API answers as the contract says, and its errors never repeat what was sent."""

from datetime import date

import pytest

from assistant.web.guarding import MAX_BODY
from assistant.web.service import Service
from corpus.errors import ModelError, QuestionError, SettingsError, SnapshotError
from tests.assistant.web.api_clients import client_of
from tests.fakes.services import FailingService

SECRET = "Maria Gonzalez, MRN 4471902"
ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"


@pytest.fixture(scope="module")
def client(demonstration):
    return client_of(Service(lambda: demonstration.stages))


def failing(error):
    return client_of(FailingService(error)).post("/api/v1/ask", json={"question": SECRET})


def test_a_question_is_answered_with_the_object_of_the_contract(client):
    response = client.post("/api/v1/ask", json={"question": ADRENALINE, "population": "adult"})
    assert response.status_code == 200
    answer = response.json()
    assert answer["status"] == "answered"
    assert {citation["document"] for citation in answer["citations"]} == {"anaphylaxis-adult"}


def test_a_refusal_is_an_answer_to_the_request(client):
    response = client.post("/api/v1/ask", json={"question": "How do I bake sourdough bread?"})
    assert response.status_code == 200
    assert response.json()["refusal"]["reason"]


def test_a_day_before_every_document_leaves_nothing_to_answer_from(client):
    response = client.post("/api/v1/ask", json={"question": ADRENALINE, "as_of": "1990-01-01"})
    assert response.json()["status"] == "refused"


def test_a_search_ranks_passages(client):
    results = client.post("/api/v1/search", json={"question": ADRENALINE, "count": 3}).json()
    assert [result["rank"] for result in results["results"]] == [1, 2, 3]


def test_a_ready_server_names_the_snapshot(client, demonstration):
    health = client.get("/readyz").json()
    assert health["status"] == "ready"
    assert health["snapshot"] == demonstration.stages.current.get().identity
    assert health["documents"] == len(demonstration.stages.catalogue.in_force(date.today()))


def test_an_empty_question_is_refused_as_unprocessable(client):
    response = client.post("/api/v1/ask", json={"question": "  "})
    assert response.status_code == 422
    assert response.json()["error"]["exit_code"] == QuestionError.exit_code


@pytest.mark.parametrize(
    "body",
    [
        {"question": 7, "site": SECRET},
        {"question": "x", SECRET: 1},
        {"question": "x", "population": SECRET},
        {"question": "x", "as_of": SECRET},
        {"question": "x", "site": SECRET * 20},
        {"queston": SECRET},
        [SECRET],
        SECRET,
    ],
)
def test_a_wrong_body_is_described_without_repeating_it(client, body):
    response = client.post("/api/v1/ask", json=body)
    assert response.status_code == 422
    assert set(response.json()["error"]) == {"message", "exit_code"}
    assert "Gonzalez" not in response.text


def test_a_body_that_is_not_json_is_described_without_repeating_it(client):
    headers = {"content-type": "application/json"}
    response = client.post("/api/v1/ask", content='{"question": "Gonzalez', headers=headers)
    assert response.status_code == 422
    assert "Gonzalez" not in response.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SnapshotError("nothing is published: run publish"), 503),
        (ModelError("a model is missing"), 503),
        (QuestionError("the question is too long"), 422),
        (SettingsError("a setting is wrong"), 500),
    ],
)
def test_a_known_error_is_one_sentence_with_its_code(error, status):
    response = failing(error)
    assert response.status_code == status
    assert response.json() == {"error": {"message": str(error), "exit_code": error.exit_code}}


def test_an_unforeseen_error_says_its_kind_and_nothing_it_holds(caplog):
    response = failing(KeyError(SECRET))
    assert response.status_code == 500
    assert "KeyError" in response.json()["error"]["message"]
    assert "Gonzalez" not in response.text + caplog.text


def test_a_server_that_cannot_answer_is_not_ready():
    response = client_of(FailingService(SnapshotError("nothing is published"))).get("/readyz")
    assert response.status_code == 503


def test_a_body_over_the_bound_is_refused(client):
    response = client.post("/api/v1/ask", json={"question": "x" * MAX_BODY})
    assert response.status_code == 413
    assert response.json()["error"]["exit_code"]


def test_a_body_that_hides_its_length_is_refused_too(client):
    pieces = (b"x" * 4096 for _ in range(MAX_BODY // 4096 + 1))
    headers = {"content-type": "application/json"}
    assert client.post("/api/v1/ask", content=pieces, headers=headers).status_code == 413


def test_answers_are_never_sniffed_framed_or_kept(client):
    headers = client.get("/readyz").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'none'")


def test_a_follow_up_is_answered_after_the_earlier_questions_it_comes_with(client):
    body = {"question": "and in children?", "earlier": [ADRENALINE]}
    answer = client.post("/api/v1/ask", json=body).json()
    assert answer["question"] == "and in children?"
    assert "in anaphylaxis in children" in answer["notices"][0]["message"]
    assert {one["document"] for one in answer["citations"]} == {"anaphylaxis-paediatric"}


@pytest.mark.parametrize(
    "earlier", [SECRET, [SECRET] * 6, [7], [["x"]], {"0": SECRET}, None, [SECRET * 100]]
)
def test_wrong_earlier_questions_are_described_without_repeating_them(client, earlier):
    response = client.post("/api/v1/ask", json={"question": "how often?", "earlier": earlier})
    assert response.status_code == 422
    assert response.json()["error"]["exit_code"] == QuestionError.exit_code
    assert "Gonzalez" not in response.text
