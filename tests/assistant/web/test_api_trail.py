"""Feedback, the audit trail, use and accounts over HTTP."""

import json

import pytest

from assistant.accounts import Account, Accounts, Role
from assistant.audit import Trail
from assistant.settings import load_settings
from assistant.web.service import Service
from corpus.errors import AuditError
from tests.assistant.web.api_clients import client_of

SECRET = "Maria Gonzalez"
QUESTION = "What dose of adrenaline in adult anaphylaxis?"


@pytest.fixture
def client(hospital):
    return client_of(Service(lambda: hospital.stages, load_settings(hospital.home)))


@pytest.fixture
def answer(client):
    return client.post("/api/v1/ask", json={"question": QUESTION}).json()["id"]


def test_what_is_said_of_an_answer_waits_until_it_is_settled(client, answer):
    said = {"answer": answer, "kind": "unsafe", "comment": f"Told to {SECRET}."}
    report = client.post("/api/v1/feedback", json=said).json()
    assert report["by"] == "ana" and SECRET not in report["comment"]
    [waiting] = client.get("/api/v1/feedback").json()
    assert waiting["number"] == report["number"]
    body = {"number": report["number"], "note": "The source was corrected."}
    settled = client.post("/api/v1/feedback/settled", json=body).json()
    assert settled["settlement"]["by"] == "ana"
    assert client.get("/api/v1/feedback").json() == []
    assert len(client.get("/api/v1/feedback", params={"all": True}).json()) == 1
    assert client.post("/api/v1/feedback/settled", json=body).status_code == 409


def test_a_damaged_trail_is_not_taken_for_nothing_waiting_and_nothing_blocked(
    client, hospital, answer
):
    client.post("/api/v1/releases/block", json={"reason": "A dose was wrong."})
    file = Trail(hospital.home).file
    *first, _ = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*first, b"no record\n"]))
    for address in ("/api/v1/feedback", "/api/v1/releases"):
        response = client.get(address)
        assert response.status_code == 503
        assert "audit verify" in response.json()["error"]["message"]


def test_feedback_on_no_answer_is_not_found_and_another_kind_is_refused(client, answer):
    body = {"answer": "0" * 32, "kind": "wrong"}
    assert client.post("/api/v1/feedback", json=body).status_code == 404
    body = {"answer": answer, "kind": SECRET}
    response = client.post("/api/v1/feedback", json=body)
    assert response.status_code == 422 and SECRET not in response.text


def test_a_record_is_shown_replayed_and_exported(client, answer):
    record = client.get(f"/api/v1/audit/{answer}").json()
    assert record["answer"]["id"] == answer and record["by"] == "ana"
    replayed = client.post(f"/api/v1/audit/{answer}/replay").json()
    assert replayed["same"] and replayed["identical"]
    checked = client.get("/api/v1/audit/verification").json()
    exported = client.get("/api/v1/audit/export")
    lines = [json.loads(line) for line in exported.text.splitlines()]
    assert len(lines) == checked["records"]
    assert lines[-1]["sha256"] == checked["head"]["sha256"]


def test_a_broken_chain_is_told_and_not_handed_over(client, answer, hospital):
    file = hospital.home / "audit" / "trail.jsonl"
    file.write_bytes(file.read_bytes().replace(b"anaphylaxis", b"anaphylaxix", 1))
    for address in ("verification", "export"):
        response = client.get(f"/api/v1/audit/{address}")
        assert response.status_code == 409
        assert response.json()["error"]["exit_code"] == AuditError.exit_code


def test_use_is_figures_without_words(client, answer):
    client.post("/api/v1/ask", json={"question": "How do I repair a bicycle?"})
    response = client.get("/api/v1/use", params={"days": 2})
    figures = response.json()
    assert (figures["asked"], figures["refused"], len(figures["days"])) == (2, 1, 2)
    assert "bicycle" not in response.text and "ana" not in response.text.split('"')


def test_an_account_is_added_given_a_token_and_disabled(client):
    body = {"name": "wren", "roles": ["clinician"], "password": "correct horse battery staple"}
    added = client.post("/api/v1/accounts", json=body)
    assert added.status_code == 201
    assert added.json() == {
        "name": "wren", "roles": ["clinician"], "disabled": False, "demonstration": False
    }  # fmt: skip
    assert client.post("/api/v1/accounts", json=body).status_code == 409
    issued = client.post("/api/v1/accounts/wren/tokens", json={"days": 1})
    assert issued.status_code == 201 and len(issued.json()["token"]) > 20
    assert client.post("/api/v1/accounts/wren/disable").json()["disabled"]
    assert client.post("/api/v1/accounts/nobody/disable").status_code == 404
    listed = client.get("/api/v1/accounts").text
    assert "wren" in listed and "horse" not in listed and "argon2" not in listed


def test_roles_and_a_password_are_set(client, hospital):
    client.post("/api/v1/accounts", json={"name": "wren", "roles": ["clinician"]})
    changed = client.post("/api/v1/accounts/wren/roles", json={"roles": ["reviewer"]})
    assert changed.json()["roles"] == ["reviewer"]
    words = "correct horse battery staple"
    assert (
        client.post("/api/v1/accounts/wren/password", json={"password": words}).status_code == 200
    )
    assert Accounts(hospital.home).check("wren", words)
    short = client.post("/api/v1/accounts/wren/password", json={"password": "short"})
    assert short.status_code == 409 and "12 to 256" in short.text
    missing = client.post("/api/v1/accounts/nobody/password", json={"password": words})
    assert missing.status_code == 404


def test_tokens_are_listed_without_their_secrets_and_ended(client):
    client.post("/api/v1/accounts", json={"name": "wren", "roles": ["clinician"]})
    address = "/api/v1/accounts/wren/tokens"
    token = client.post(address, json={"days": 1}).json()["token"]
    [listed] = client.get(address).json()
    assert listed["issued_by"] == "ana" and listed["used_at"] is None
    assert token not in str(listed)
    assert client.delete(f"{address}/{listed['id']}").json() == listed
    assert client.get(address).json() == []
    assert client.delete(f"{address}/{listed['id']}").status_code == 404
    assert client.get("/api/v1/accounts/nobody/tokens").status_code == 404


def test_a_password_that_is_refused_is_not_told(client):
    body = {"name": "wren", "roles": ["no such role"], "password": SECRET}
    response = client.post("/api/v1/accounts", json=body)
    assert response.status_code == 422 and SECRET not in response.text


def test_a_release_is_blocked_with_a_reason_alone(client):
    for reason in ("", "   "):
        response = client.post("/api/v1/releases/block", json={"reason": reason})
        assert response.status_code == 422
    assert not client.get("/api/v1/releases").json()["blocked"]


def test_who_lets_in_decides_and_a_call_without_an_account_fails():
    # The account comes from the middleware; a mistake there must not answer anybody.
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from assistant.web.api import add_routes

    app = FastAPI()
    add_routes(app, Service(lambda: pytest.fail("nobody may ask")))
    response = TestClient(app).post("/api/v1/ask", json={"question": "x"})
    assert response.status_code == 500


def test_roles_are_no_matter_of_the_body(client):
    body = {"name": "wren", "roles": ["admin"], "by": "somebody"}
    assert client.post("/api/v1/accounts", json=body).status_code == 422
    assert Account("ana", frozenset(Role)).may(frozenset({Role.ADMIN}))
