"""What is said of a failure names no place on the machine, and still says which file it was."""

from pathlib import Path

import pytest

from assistant.settings import load_settings
from assistant.web.failures import call, describe, without_paths
from assistant.web.jobs import Jobs
from assistant.web.service import Service
from corpus.errors import AuditError, SnapshotError, StorageError
from tests.assistant.web.api_clients import client_of

HOME = Path("/srv/Our Hospital/assistant home")


@pytest.fixture(autouse=True)
def _home():
    call(HOME, "the home folder")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (f"nothing is published in {HOME}: add", "nothing is published in the home folder: add"),
        (f"{HOME}/audit/trail.jsonl cannot be read", "trail.jsonl cannot be read"),
        (f"writing {HOME}/a/b c.json failed", "writing b c.json failed"),
        ("the run /var/lib/x/evals/runs/r1 is none", "the run r1 is none"),
        ("'/etc/passwd' (/root/.ssh/key)", "'passwd' (key)"),
        ("run `assistant eval run /a/b/own.yaml`", "run `assistant eval run own.yaml`"),
        ("the catalogue sqlite:////var/lib/x.db fails", "the catalogue a folder fails"),
        ("C:\\Users\\ann\\x.md is none", "a folder is none"),
        ("give 30 mL/kg and/or 5 mg/h", "give 30 mL/kg and/or 5 mg/h"),
        ("https://id.example/a/b and /api/v1/ask", "https://id.example/a/b and /api/v1/ask"),
        ("1/2 of /answers/abc", "1/2 of /answers/abc"),
    ],
)
def test_a_message_says_which_file_and_not_where(told, shown):
    assert without_paths(told) == shown
    assert describe(StorageError(told)) == shown
    assert describe(StorageError(told), whole=True) == told


@pytest.mark.parametrize("kind", [SnapshotError, AuditError, StorageError])
@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/search"])
def test_no_answer_over_http_names_the_home(tmp_path, kind, path):
    home = tmp_path / "a home"

    def fail():
        raise kind(f"nothing is published in {home}, and {home}/snapshots/x.json is damaged")

    client = client_of(Service(fail, load_settings(home)))
    answered = client.post(path, json={"question": "How much?"})
    assert answered.status_code == 503
    told = answered.json()["error"]["message"]
    assert told == "nothing is published in the home folder, and x.json is damaged"


def test_a_trail_that_cannot_be_read_is_not_placed(tmp_path):
    (tmp_path / "audit" / "trail.jsonl").mkdir(parents=True)
    client = client_of(Service(lambda: None, load_settings(tmp_path)))
    for path in ("/api/v1/audit", "/api/v1/releases", "/api/v1/feedback", "/api/v1/use"):
        answered = client.get(path)
        assert answered.status_code == 503 and str(tmp_path) not in answered.text


def _fails(tell):
    raise StorageError("writing /srv/elsewhere/x.json failed")


@pytest.mark.parametrize("apart", [False, True])
def test_a_job_that_failed_names_no_place(apart):
    jobs = Jobs()
    job = jobs.wait(jobs.start("test", "ana", _fails, apart=apart).id, 60)
    assert job.error == "writing x.json failed"
