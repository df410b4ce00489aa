"""`eval score`: a run scored again without asking, as people do it."""

import json
from hashlib import sha256

import pytest

from tests.fakes.run_folders import FakeRun
from tests.functional.conftest import CommandLine

SUITE = """\
suite: own
about: ours
cases:
  - {id: one, question: Why?, expect: refuse, tags: {kind: far_off}}
  - {id: two, question: How?, expect: refuse}
"""
CASES = ["own/one", "own/two"]


@pytest.fixture
def assistant(tmp_path):
    return CommandLine(tmp_path / "home")


@pytest.fixture
def run(tmp_path):
    """A run in which both questions ended in an error."""
    (tmp_path / "own.yaml").write_text(SUITE)
    digest = sha256(SUITE.encode()).hexdigest()
    FakeRun(tmp_path / "run", suites={"own": digest}, cases=CASES).write()
    return tmp_path / "run"


def test_errors_are_failures_whatever_was_expected(assistant, run):
    done = assistant.does("eval", "score", run, "--suite", run.parent / "own.yaml")
    assert "0 of 2 cases came out right" in done.out
    scores = json.loads((run / "scores.json").read_text())
    assert scores["measures"]["rejection"]["hits"] == 0
    assert scores["measures"]["errors"]["hits"] == 2
    assert set(scores["slices"]["kind"]) == {"far_off"}


def test_the_figures_are_printed_as_json(assistant, run):
    told = assistant.does("eval", "score", run, "--suite", run.parent / "own.yaml", "--json").json
    assert (told["cases"], told["passed"]) == (2, 0)
    assert told["measures"]["correct"]["of"] == 2


def test_a_case_that_the_suite_no_longer_has_is_named_and_nothing_is_changed(assistant, run):
    before = (run / "scores.json").read_bytes()
    (run.parent / "own.yaml").write_text(SUITE.replace("id: one", "id: other"))
    done = assistant.run("eval", "score", run, "--suite", run.parent / "own.yaml")
    assert done.refuses(17, "own/one", "suites at hand")
    assert (run / "scores.json").read_bytes() == before


def test_a_folder_that_is_no_run_is_named(assistant, tmp_path):
    assert assistant.run("eval", "score", tmp_path).refuses(17, "no folder of a run")
