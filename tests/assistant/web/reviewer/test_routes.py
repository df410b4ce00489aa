"""The evidence of a run is sealed by who presses for it; who only fetches makes nothing."""

import hashlib

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.accounts import Account, Role
from assistant.web.reviewer.routes import add_routes
from evals.evidence import verify_bundle
from evals.suites.reading import read_suite
from tests.assistant.web.api_clients import LettingIn
from tests.fakes.run_folders import FakeRun

SUITE = "suite: own\nabout: ours\ncases:\n  - {id: one, question: Why?, expect: refuse}\n"
RITA = Account("rita", frozenset({Role.REVIEWER}))
ADA = Account("ada", frozenset({Role.ADMIN}))


@pytest.fixture
def home(service):
    """A home with one run that was scored."""
    home = service.settings.home
    path = home / "evals" / "runs" / "r1"
    (path / "suites").mkdir(parents=True)
    (path / "suites" / "own.yaml").write_text(SUITE)
    (path / "timings.jsonl").touch()
    sha256 = hashlib.sha256(SUITE.encode()).hexdigest()
    run = FakeRun(path, suites={"own": sha256}, cases=["own/one"], refused=True)
    run.scored(read_suite(path / "suites" / "own.yaml"))
    return home


def client(service, account):
    app = FastAPI()
    add_routes(app, service)
    app.add_middleware(LettingIn, account=account)
    return TestClient(app)


def files(home):
    return {str(file) for file in home.rglob("*") if file.is_file()}


@pytest.mark.parametrize("path", ["/review/evidence/r1.zip", "/review/evidence.pem"])
def test_what_was_never_sealed_is_not_there_and_is_not_made(service, home, path):
    before = files(home)
    answered = client(service, RITA).get(path)
    assert answered.status_code == 404
    assert "export one from its run" in answered.json()["error"]["message"]
    assert files(home) == before


def test_what_is_sealed_is_fetched_with_the_key_to_check_it(service, home, tmp_path):
    browser = client(service, RITA)
    sealed = browser.post("/review/evidence/r1", follow_redirects=False)
    assert (sealed.status_code, sealed.headers["location"]) == (303, "/review/evidence/r1.zip")
    before = files(home)
    (tmp_path / "b.zip").write_bytes(browser.get("/review/evidence/r1.zip").content)
    (tmp_path / "k.pem").write_bytes(browser.get("/review/evidence.pem").content)
    assert verify_bundle(tmp_path / "b.zip", tmp_path / "k.pem").state == "complete"
    assert files(home) == before


def test_who_only_looks_seals_nothing_and_fetches_nothing(service, home):
    before = files(home)
    browser = client(service, ADA)
    assert browser.post("/review/evidence/r1").status_code == 403
    assert browser.get("/review/evidence/r1.zip").status_code == 403
    assert files(home) == before


@pytest.mark.parametrize("run", ["gone", "..", "%2e%2e%2fr1", "a" * 200])
def test_what_is_no_run_has_no_evidence(service, home, run):
    browser = client(service, RITA)
    for answered in (
        browser.post(f"/review/evidence/{run}", follow_redirects=False),
        browser.get(f"/review/evidence/{run}.zip"),
    ):
        assert answered.status_code in (404, 405)
        assert str(home) not in answered.text
