"""Rehearsing a draft and removing what nothing keeps over HTTP, each a job beside the server."""

import pytest

from assistant.accounts import Account, Role
from assistant.audit import Trail
from assistant.settings import load_settings
from assistant.snapshot.pointer import read_history
from assistant.web.jobs import jobs_of
from assistant.web.service import Service
from corpus.errors import SettingsError
from tests.assistant.web.api_clients import client_of
from tests.documents import protocol

SOON = 600
"""Seconds a job may take on a busy machine."""
QUESTION = "How much fluid in burns?"


@pytest.fixture
def service(hospital):
    return Service(lambda: hospital.stages, load_settings(hospital.home))


@pytest.fixture
def curator(service):
    return client_of(service, Account("carla", frozenset({Role.CURATOR})))


def ended(service, client, begun):
    assert begun.status_code == 202, begun.text
    jobs_of(service).wait(begun.json()["id"], SOON)
    return client.get(begun.headers["location"]).json()


def test_a_rehearsal_says_which_answers_would_change_and_publishes_nothing(
    service, curator, hospital
):
    text = protocol("burns", "# Burns\n\n## Fluids\n\nGive 4 mL/kg of fluid in burns.")
    curator.post("/api/v1/documents", files=[("files", ("burns.md", text.encode()))])
    published, answers = read_history(hospital.home), Trail(hospital.home).check().records
    body = {"drafts": ["burns"], "questions": [QUESTION]}
    job = ended(service, curator, curator.post("/api/v1/curation/rehearsals", json=body))
    assert job["state"] == "done", job["error"]
    assert job["by"] == "carla" and job["about"].startswith("burns@")
    [trial] = job["result"]["questions"]
    assert trial["then"]["citations"][0]["document"] == "burns"
    assert trial == job["result"]["changed"][0]
    assert read_history(hospital.home) == published
    assert Trail(hospital.home).check().records == answers


def test_what_is_no_draft_is_not_rehearsed(curator, service):
    body = {"drafts": ["nothing-of-the-kind"], "questions": [QUESTION]}
    assert curator.post("/api/v1/curation/rehearsals", json=body).status_code == 404
    body = {"drafts": ["anaphylaxis-adult"], "questions": [QUESTION]}
    assert curator.post("/api/v1/curation/rehearsals", json=body).status_code == 404
    assert jobs_of(service).all() == []


def test_snapshots_that_nothing_keeps_are_named_and_stay_when_it_is_tried(service, hospital):
    admin = client_of(service, Account("ada", frozenset({Role.ADMIN})))
    begun = admin.post("/api/v1/snapshots/prune", json={"dry_run": True})
    job = ended(service, admin, begun)
    assert job["state"] == "done", job["error"]
    assert job["result"]["dry_run"] and job["result"]["removed"] == []
    assert set(job["result"]["kept"]) == {one["snapshot"] for one in read_history(hospital.home)}


def test_records_are_pruned_by_a_stated_policy_alone(service, hospital):
    admin = client_of(service, Account("ada", frozenset({Role.ADMIN})))
    job = ended(service, admin, admin.post("/api/v1/audit/prune", json={}))
    assert job["state"] == "failed"
    assert job["error"]["exit_code"] == SettingsError.exit_code
    assert "audit_days" in job["error"]["message"]
