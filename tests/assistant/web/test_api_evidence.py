"""The evidence of a run over HTTP: sealed at one call, fetched and checked by others."""

import hashlib

import pytest

from assistant.accounts import Account, Role
from evals.evidence import verify_bundle
from evals.suites.reading import read_suite
from tests.assistant.web.api_clients import client_of
from tests.assistant.web.reviewer.conftest import FakeService
from tests.fakes.run_folders import FakeRun

SUITE = "suite: own\nabout: ours\ncases:\n  - {id: one, question: Why?, expect: refuse}\n"
EVIDENCE = "/api/v1/evaluations/runs/r1/evidence"


@pytest.fixture
def service(tmp_path):
    """A home with one run that was scored."""
    path = tmp_path / "home" / "evals" / "runs" / "r1"
    (path / "suites").mkdir(parents=True)
    (path / "suites" / "own.yaml").write_text(SUITE)
    (path / "timings.jsonl").touch()
    sha256 = hashlib.sha256(SUITE.encode()).hexdigest()
    run = FakeRun(path, suites={"own": sha256}, cases=["own/one"], refused=True)
    run.scored(read_suite(path / "suites" / "own.yaml"))
    return FakeService(tmp_path / "home")


@pytest.fixture
def reviewer(service):
    return client_of(service, Account("rita", frozenset({Role.REVIEWER})))


def files(service):
    return {str(file) for file in service.settings.home.rglob("*") if file.is_file()}


def test_what_is_sealed_is_fetched_and_verifies(reviewer, tmp_path):
    sealed = reviewer.post(EVIDENCE)
    assert sealed.status_code == 201 and sealed.headers["location"] == EVIDENCE
    bundle, key = tmp_path / "bundle.zip", tmp_path / "key.pem"
    bundle.write_bytes(reviewer.get(EVIDENCE).content)
    key.write_bytes(reviewer.get(f"{EVIDENCE}/key").content)
    assert verify_bundle(bundle, key).to_json() == sealed.json()
    assert b"PRIVATE" not in key.read_bytes()


def test_what_only_fetches_makes_nothing(reviewer, service):
    before = files(service)
    for path in (EVIDENCE, f"{EVIDENCE}/key"):
        assert reviewer.get(path).status_code == 404
    assert files(service) == before


@pytest.mark.parametrize("run", ["gone", "..", "%2e%2e%2fr1", "a" * 200])
def test_what_is_no_run_has_no_evidence(reviewer, run):
    for method in ("POST", "GET"):
        answered = reviewer.request(method, f"/api/v1/evaluations/runs/{run}/evidence")
        assert answered.status_code in (404, 405)


def test_gates_that_are_not_there_are_not_found(reviewer):
    assert reviewer.post(EVIDENCE, params={"gates": "../../secret"}).status_code == 404
