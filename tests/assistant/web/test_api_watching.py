"""Who watches the machine sees that it lives, whether it answers, and figures without words."""

import re

import pytest

from assistant.accounts import Account, Role
from assistant.settings import load_settings
from assistant.web.service import Service
from corpus.errors import SnapshotError
from tests.assistant.web.api_clients import client_of
from tests.fakes.services import FailingService

SECRET = "Maria Gonzalez"
ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"


@pytest.fixture
def client(hospital):
    settings = load_settings(hospital.home)
    user = Account("wanda.unmistakable", frozenset(Role))
    return client_of(Service(lambda: hospital.stages, settings), user)


def figure(text, name):
    [value] = re.findall(rf"^{re.escape(name)} ([0-9.e+-]+)$", text, re.MULTILINE)
    return float(value)


def test_it_lives_while_nothing_can_be_answered():
    client = client_of(FailingService(SnapshotError("/a/path: nothing is published")))
    assert client.get("/healthz").json() == {"status": "alive"}
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "not ready", "exit_code": SnapshotError.exit_code}


def test_questions_are_counted_by_what_came_of_them(client):
    before = client.get("/metrics").text
    assert figure(before, 'assistant_questions_total{reason="",status="answered"}') == 0
    client.post("/api/v1/ask", json={"question": ADRENALINE})
    client.post("/api/v1/ask", json={"question": f"bicycle repair for {SECRET}?"})
    text = client.get("/metrics").text
    assert figure(text, 'assistant_questions_total{reason="",status="answered"}') == 1
    refused = re.findall(r'assistant_questions_total\{reason="\w+",status="refused"\} 1.0', text)
    assert len(refused) == 1
    assert figure(text, 'assistant_stage_seconds_count{stage="retrieve"}') == 2
    assert figure(text, "assistant_question_seconds_count") == 2
    assert client.get("/metrics").text.count('status="answered"} 1.0') == 1


def test_questions_of_before_the_server_began_are_not_counted(hospital):
    settings = load_settings(hospital.home)
    hospital.ask(ADRENALINE)
    later = client_of(Service(lambda: hospital.stages, settings))
    text = later.get("/metrics").text
    assert figure(text, 'assistant_questions_total{reason="",status="answered"}') == 0


def test_feedback_is_counted(client):
    answer = client.post("/api/v1/ask", json={"question": ADRENALINE}).json()["id"]
    body = {"answer": answer, "kind": "unsafe", "comment": f"wrong for {SECRET}"}
    assert client.post("/api/v1/feedback", json=body).status_code == 201
    assert figure(client.get("/metrics").text, 'assistant_feedback_total{kind="unsafe"}') == 1


def test_the_figures_hold_no_word_of_a_question_and_no_name(client):
    client.post("/api/v1/ask", json={"question": f"{ADRENALINE} For {SECRET}."})
    text = client.get("/metrics").text.casefold()
    for word in ("adrenaline", "anaphylaxis", "maria", "gonzalez", "wanda", "unmistakable"):
        assert word not in text


def test_the_figures_name_the_snapshot_and_say_whether_it_answers(client, hospital):
    text = client.get("/metrics").text
    identity = hospital.stages.current.get().identity
    assert figure(text, f'assistant_snapshot_info{{snapshot="{identity}"}}') == 1
    assert figure(text, "assistant_ready") == 1
    assert figure(text, "assistant_documents_in_force") > 5
