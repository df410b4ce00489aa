"""Evaluation over HTTP says what there is, and begins nothing that it cannot finish."""

import pytest

from assistant.accounts import Account, Role
from assistant.settings import load_settings
from assistant.web.jobs import jobs_of
from assistant.web.service import Service
from corpus.errors import SuiteError
from tests.assistant.web.api_clients import client_of

SUITE = """
suite: own
about: Ours.
cases:
  - {id: one, question: "What dose?", expect: refuse, reason: not_in_corpus, tags: {kind: plain}}
"""


@pytest.fixture
def service(hospital):
    return Service(lambda: hospital.stages, load_settings(hospital.home))


@pytest.fixture
def reviewer(service):
    return client_of(service, Account("rita", frozenset({Role.REVIEWER})))


def test_the_sites_own_suites_are_listed_beside_those_that_ship(reviewer, hospital):
    (hospital.home / "suites").mkdir()
    (hospital.home / "suites" / "own.yaml").write_text(SUITE)
    listed = {one["name"]: one for one in reviewer.get("/api/v1/evaluations/suites").json()}
    assert listed["own"] == {"name": "own", "own": True, "about": "Ours.", "cases": 1}
    assert not listed["harm"]["own"] and listed["harm"]["cases"] > 10


def test_a_suite_that_is_not_there_begins_nothing(reviewer, service):
    body = {"suites": ["../../etc/passwd"]}
    response = reviewer.post("/api/v1/evaluations/runs", json=body)
    assert response.status_code == 422
    assert response.json()["error"]["exit_code"] == SuiteError.exit_code
    assert reviewer.post("/api/v1/evaluations/runs", json={"suites": []}).status_code == 422
    assert jobs_of(service).all() == []


@pytest.mark.parametrize("run", ["none", "..", "%2e%2e%2fcatalogue", "a" * 300])
def test_a_run_that_is_not_there_is_not_found(reviewer, run):
    for part in ("", "/gate", "/report"):
        response = reviewer.get(f"/api/v1/evaluations/runs/{run}{part}")
        assert response.status_code in (404, 405), part
        assert set(response.json()["error"]) == {"message", "exit_code"}
    response = reviewer.get("/api/v1/evaluations/comparison", params={"before": "x", "after": "y"})
    assert response.status_code == 404


def test_there_are_no_runs_at_first_and_the_gates_of_the_software(reviewer):
    assert reviewer.get("/api/v1/evaluations/runs").json() == []
    assert len(reviewer.get("/api/v1/evaluations/gates").json()) == 1
