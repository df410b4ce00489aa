"""`eval report`, `export` and `verify`, as people run them."""

from hashlib import sha256

import pytest

from evals.runs.manifest import State
from tests.fakes.run_folders import FakeRun

SUITE = """\
suite: own
about: ours
cases:
  - {id: one, question: Why?, expect: refuse}
  - {id: two, question: How?, expect: refuse}
"""
GATES = """\
suites: [own.yaml]
gates:
  - {measure: rejection, at_least: 0.9, because: A guess may harm.}
"""


@pytest.fixture
def run(assistant, tmp_path):
    """A scored run of a suite of the site's own, in which every case crashed."""
    digest = sha256(SUITE.encode()).hexdigest()
    made = FakeRun(tmp_path / "run", suites={"own": digest}, cases=["own/one", "own/two"])
    made.inputs = {"provenance": {"software": "0.1.0"}, "snapshot": "s"}
    made.write()
    (tmp_path / "own.yaml").write_text(SUITE)
    (tmp_path / "gates.yaml").write_text(GATES)
    (made.path / "timings.jsonl").touch()
    (made.path / "suites").mkdir()
    (made.path / "suites" / "own.yaml").write_text(SUITE)
    assistant.does("eval", "score", made.path)
    return made.path


def test_a_report_is_written_with_its_tables(assistant, run, tmp_path):
    done = assistant.does("eval", "report", run, "--gates", tmp_path / "gates.yaml", "--json")
    assert done.json["passed"] is False
    assert "Failed: 1 of 1 gates failed" in (run / "report.html").read_text()
    assert (run / "scores.csv").exists() and (run / "junit.xml").exists()


def test_a_run_is_compared_with_an_earlier_one_wherever_the_page_goes(assistant, run, tmp_path):
    out = tmp_path / "page.html"
    done = assistant.does("eval", "report", run, "--against", run, "--out", out)
    assert str(out) in done.out and "Run against run" in out.read_text()


def test_what_was_sealed_verifies_and_what_was_changed_is_named(assistant, run, tmp_path):
    key, bundle = tmp_path / "committee", tmp_path / "bundle.zip"
    assistant.does("eval", "keygen", key)
    sealed = ("eval", "export", run, "--key", f"{key}.private.pem", "--out", bundle)
    assistant.does(*sealed, "--gates", tmp_path / "gates.yaml")
    check = ("eval", "verify", bundle, "--public-key", f"{key}.public.pem")
    assert assistant.does(*check, "--json").json["state"] == "complete"
    data = bundle.read_bytes()
    at = data.index(b"A guess may harm")
    bundle.write_bytes(data[:at] + b"a" + data[at + 1 :])
    assert assistant.run(*check).refuses(18, "changed: gates.yaml")


def test_a_run_that_was_not_scored_or_not_finished_gets_no_report(assistant, run):
    (run / "scores.json").unlink()
    assert assistant.run("eval", "report", run).refuses(17, "score")
    assert not (run / "report.html").exists()


def test_a_run_of_an_unknown_suite_asks_for_it(assistant, run):
    (run / "suites" / "own.yaml").unlink()
    assert assistant.run("eval", "report", run).refuses(10, "--suite")


def test_an_unfinished_run_is_no_evidence_of_a_pass(assistant, tmp_path):
    made = FakeRun(tmp_path / "run", state=State.STOPPED)
    made.write()
    assert assistant.run("eval", "report", tmp_path / "run").code != 0


def test_a_key_is_never_replaced(assistant, tmp_path):
    made = assistant.does("eval", "keygen", tmp_path / "committee", "--json").json
    assert made["private"].endswith("committee.private.pem")
    (tmp_path / "committee.private.pem").unlink()
    again = assistant.run("eval", "keygen", tmp_path / "committee")
    assert again.refuses(17, "committee.public.pem is there already", "name others")
    assert not (tmp_path / "committee.private.pem").exists()


def test_what_is_sealed_can_hold_the_comparison_too(assistant, run, tmp_path):
    assistant.does("eval", "keygen", tmp_path / "k")
    sealing = ("eval", "export", run, "--key", tmp_path / "k.private.pem")
    assistant.does(*sealing, "--out", tmp_path / "b.zip", "--against", run)
    assert 'id="comparison"' in (run / "report.html").read_text()
