"""A folder is only read as a run when all of it is what it says it is."""

import json

import pytest

from corpus.errors import RunError
from evals.runs.folder import OUTCOMES, open_run
from evals.runs.journal import Journal
from evals.runs.manifest import State, differing
from evals.runs.sealing import digests
from tests.evals.runs.runs import INPUTS, folder, manifest, outcome


def refused(path, *words, **options):
    with pytest.raises(RunError) as raised:
        run = open_run(path, **options)
        assert run.outcomes
    for word in words:
        assert word in str(raised.value)


def test_a_complete_run_is_read_in_the_order_of_its_cases(tmp_path):
    run = open_run(folder(tmp_path / "run", "s/b", "s/a"))
    assert list(run.outcomes) == ["s/a", "s/b"] == list(run.timings)
    assert run.outcomes["s/a"] == outcome("s/a")
    assert run.complete


def test_what_is_no_run_is_refused(tmp_path):
    refused(tmp_path, "no folder of a run", "eval run")
    refused(tmp_path / "nothing", "no folder of a run")


def change(path, **changed):
    file = path / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **changed}))


def test_another_format_is_named(tmp_path):
    path = folder(tmp_path / "run", "s/a", "s/b")
    change(path, format=2)
    refused(path, "format 2", "format 1")


@pytest.mark.parametrize(
    "changed",
    [
        {"inputs": {**INPUTS, "snapshot": "f" * 16}},
        {"inputs": {}},
        {"inputs": None},
        {"id": "0" * 16},
        {"state": "finished"},
        {"finished": None},
    ],
)
def test_a_manifest_that_was_changed_is_refused(tmp_path, changed):
    path = folder(tmp_path / "run", "s/a", "s/b")
    change(path, **changed)
    refused(path, "damaged")


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"format": 1}'])
def test_a_manifest_that_is_none_is_refused(tmp_path, text):
    path = folder(tmp_path / "run", "s/a", "s/b")
    (path / "manifest.json").write_text(text)
    refused(path, "damaged", "run the suites again")


@pytest.mark.parametrize(
    ("state", "words"), [(State.RUNNING, "was killed"), (State.STOPPED, "was stopped")]
)
def test_an_unfinished_run_is_named_so(tmp_path, state, words):
    path = folder(tmp_path / "run", "s/a", state=state)
    refused(path, "not complete", words, "--resume")
    assert list(open_run(path, unfinished=True).outcomes) == ["s/a"]


def sealed(path):
    """A complete run with all that a real one leaves, and its seal."""
    folder(path, "s/a", "s/b")
    for name in ("audit/trail.jsonl", "suites/s.yaml", "sources.json", "performance.json"):
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_text("{}")
    change(path, files=digests(path))
    return path


SEALED_FILES = (
    OUTCOMES, "timings.jsonl", "sources.json", "performance.json", "audit/trail.jsonl",
    "suites/s.yaml",
)  # fmt: skip


@pytest.mark.parametrize("name", SEALED_FILES)
@pytest.mark.parametrize("lost", [False, True])
def test_a_file_changed_or_lost_after_the_run_is_named(tmp_path, name, lost):
    path = sealed(tmp_path / "run")
    assert open_run(path).outcomes
    content = (path / name).read_text()
    if lost:
        (path / name).unlink()
    else:
        (path / name).write_text(content + "\n")
    refused(path, name, "somebody changed", "run the suites again")


def test_scores_and_reports_may_come_after_the_seal(tmp_path):
    path = sealed(tmp_path / "run")
    for name in ("scores.json", "report.html", "library/texts/0.json"):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text("{}")
    assert open_run(path).outcomes


def test_a_run_that_goes_on_has_no_seal():
    done = manifest().ended(State.COMPLETE, {OUTCOMES: "0" * 64})
    assert done.to_json()["files"]
    assert not done.resumed(1, {}).to_json()["files"]


def test_a_complete_run_with_a_case_missing_is_refused(tmp_path):
    refused(folder(tmp_path / "run", "s/a"), "s/b")


@pytest.mark.parametrize("line", [b"{}\n", b"null\n", b"no\n", b'{"case": "s/a"}\n'])
def test_a_damaged_line_is_named(tmp_path, line):
    path = folder(tmp_path / "run", "s/a", "s/b", state=State.STOPPED)
    with (path / OUTCOMES).open("ab") as file:
        file.write(line)
    refused(path, "line 3", OUTCOMES, unfinished=True)


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "maybe"},
        {"status": "answered"},
        {"refusal": None},
        {"confidence": 7},
        {"confidence": None},
        {"confidence": True},
        {"id": "1"},
    ],
)
def test_an_answer_that_no_measure_could_read_is_damage(tmp_path, changed):
    path = folder(tmp_path / "run", "s/a", state=State.STOPPED)
    record = outcome("s/b").to_json()
    for answer in (record["answer"] | changed, {"status": "refused"}, "refused", [], 1):
        with (path / OUTCOMES).open("ab") as file:
            file.write(json.dumps(record | {"answer": answer}).encode() + b"\n")
        refused(path, "line 2", OUTCOMES, unfinished=True)
        whole = (path / OUTCOMES).read_bytes().split(b"\n")
        (path / OUTCOMES).write_bytes(whole[0] + b"\n")


def test_an_outcome_twice_and_of_a_strange_case_are_refused(tmp_path):
    refused(folder(tmp_path / "run", "s/a", "s/b", "s/a"), "twice")
    refused(folder(tmp_path / "other", "s/a", "s/b", "s/x"), "'s/x'")


def tear(path):
    file = path / OUTCOMES
    file.write_bytes(file.read_bytes()[:-20])


def test_a_torn_last_line_is_dropped_and_asked_again(tmp_path):
    path = folder(tmp_path / "run", "s/a", "s/b", state=State.RUNNING)
    tear(path)
    run = open_run(path, unfinished=True)
    assert list(run.outcomes) == ["s/a"]
    journal = Journal(run)
    assert list(journal.outcomes) == ["s/a"] == list(journal.timings)
    journal.append(outcome("s/b"), run.timings["s/b"])
    journal.close()
    assert list(open_run(path, unfinished=True).outcomes) == ["s/a", "s/b"]


def test_a_torn_last_line_of_a_complete_run_is_damage(tmp_path):
    path = folder(tmp_path / "run", "s/a", "s/b")
    tear(path)
    refused(path, "cut off")


def test_inputs_that_differ_are_named():
    other = {**INPUTS, "packages": {"numpy": "2.1", "faiss": "1"}, "as_of": "2026-01-02"}
    assert differing(INPUTS, other) == ["as_of", "packages.faiss", "packages.numpy"]


def test_the_id_is_of_the_inputs_alone():
    assert manifest().id == manifest().ended(State.COMPLETE).id
    assert manifest().id != manifest(k=9).id
