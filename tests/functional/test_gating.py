"""`eval compare`, `eval gate` and a publish that needs a gate, as people run them."""

import json
import re
from contextlib import suppress
from datetime import date
from hashlib import sha256
from subprocess import TimeoutExpired

import pytest

from assistant.audit import Trail, TrailIndex
from assistant.settings import load_settings
from assistant.snapshot.pointer import published, read_history
from evals.runs.corpora import Corpus
from evals.runs.identity import code_digest, package_versions, provenance
from evals.suites.reading import read_suite
from tests.documents import protocol
from tests.fakes.run_folders import FakeRun, figure

GATES = """\
suites: [own.yaml]
gates:
  - measure: rejection
    at_{bound}
    on: value
    because: A guess may harm.
"""
SUITE = """\
suite: own
about: ours
cases:
  - {id: one, question: Why?, expect: refuse}
  - {id: two, question: How?, expect: refuse}
"""


@pytest.fixture
def release(tmp_path):
    """A file of gates for a suite of the site's own, and a run of that suite."""
    (tmp_path / "own.yaml").write_text(SUITE)
    (tmp_path / "gates.yaml").write_text(GATES.format(bound="least: 0.9"))
    run = FakeRun(
        tmp_path / "run",
        suites={"own": sha256(SUITE.encode()).hexdigest()},
        cases=["own/one", "own/two"],
        refused=True,
    )
    run.scored(read_suite(tmp_path / "own.yaml"))
    return run


def gates(release):
    return release.path.parent / "gates.yaml"


def test_a_run_that_passes_ends_with_0_and_shows_every_gate(assistant, release):
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.code == 0, done
    assert "rejection" in done.out and "Passed." in done.out


def test_a_run_that_does_not_pass_ends_with_100_and_names_what_failed(assistant, release):
    gates(release).write_text(GATES.format(bound="most: 0.5"))
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.refuses(100, "rejection is 1", "eval report")
    assert "A guess may harm." in done.out


def test_a_run_that_is_not_whole_ends_with_100_though_every_gate_passes(assistant, release):
    release.filters = {"tag": ["kind=direct"]}
    release.scored(read_suite(release.path.parent / "own.yaml"))
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release), "--json")
    assert done.refuses(100, "only some cases")
    assert (done.json["passed"], done.json["gates"][0]["passed"]) == (False, True)


def test_a_suite_changed_since_the_run_ends_with_100(assistant, release):
    (release.path.parent / "own.yaml").write_text(SUITE.replace("How?", "Who?"))
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.refuses(100, "suites were changed since", "own")


def test_a_folder_that_is_no_run_is_named(assistant, release, tmp_path):
    done = assistant.run("eval", "gate", tmp_path, "--gates", gates(release))
    assert done.refuses(17, "is no folder of a run")


def test_a_mistake_in_the_gates_is_named_with_its_line(assistant, release):
    gates(release).write_text(GATES.format(bound="least: much"))
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.refuses(10, "gates.yaml:4: ", "is no share")


def scored(run, verdicts):
    run.scores = {
        "cases": [
            {"case": case, "suite": "own", "passed": bool(hits), "scores": {"rejection": [hits, 1]}}
            for case, hits in zip(run.cases, verdicts, strict=True)
        ]
    }
    run.write()
    return run.path


def test_two_runs_are_compared_and_the_cases_that_turned_are_named(assistant, tmp_path):
    cases = [f"own/case-{number:02}" for number in range(40)]
    shown = {"measures": {"rejection": figure(1, 2, 0, 1)}, "cases": cases}
    before = scored(FakeRun(tmp_path / "before", **shown), [1] * 40)
    after = scored(FakeRun(tmp_path / "after", **shown, inputs={"k": 9}), [0] * 12 + [1] * 28)
    done = assistant.run("eval", "compare", before, after)
    assert done.code == 0, done
    for words in ("worse", "What differs: k", "own/case-11", "40 passed before, 28 after"):
        assert words in done.out
    found = assistant.run("eval", "compare", before, after, "--json").json
    assert len(found["newly_failed"]) == 12
    assert found["measures"][0]["verdict"] == "worse"


def test_of_an_accepted_run_manifest_and_scores_are_enough_to_compare_with(assistant, release):
    for name in ("outcomes.jsonl", "sources.json"):
        (release.path / name).unlink()
    done = assistant.run("eval", "compare", release.path, release.path)
    assert done.code == 0, done


def test_a_run_that_was_not_scored_is_named_when_compared(assistant, release):
    (release.path / "scores.json").unlink()
    done = assistant.run("eval", "compare", release.path, release.path)
    assert done.refuses(17, "scores.json", "eval score")


def test_scores_that_were_edited_are_neither_passed_nor_reported_nor_sealed(
    assistant, release, tmp_path
):
    folder, own = release.path, ("--suite", tmp_path / "own.yaml")
    (folder / "timings.jsonl").touch()
    assistant.does("eval", "report", folder, *own)
    (folder / "report.html").unlink()
    scores = json.loads((folder / "scores.json").read_text())
    for case in scores["cases"]:
        case["passed"] = not case["passed"]
    (folder / "scores.json").write_text(json.dumps(scores))
    told = "not what its outcomes score (cases)"
    held = assistant.run("eval", "gate", folder, "--gates", gates(release))
    assert held.refuses(100, told)
    assert assistant.run("eval", "report", folder, *own).refuses(17, told, "eval score")
    assistant.does("eval", "keygen", tmp_path / "key")
    sealing = ("--key", tmp_path / "key.private.pem", "--out", tmp_path / "bundle.zip")
    assert assistant.run("eval", "export", folder, *own, *sealing).refuses(17, told)
    assert not (folder / "report.html").exists() and not (tmp_path / "bundle.zip").exists()


def test_outcomes_that_were_edited_and_scored_again_never_pass(assistant, release):
    file = release.path / "outcomes.jsonl"
    file.write_bytes(file.read_bytes().replace(b"Nothing is said of it.", b"Everything is said."))
    own = ("--suite", release.path.parent / "own.yaml")
    assert assistant.run("eval", "score", release.path, *own).refuses(17, "outcomes.jsonl")
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.refuses(17, "outcomes.jsonl is not what the run wrote")


def new_document(home, folder):
    """A document that waits to be published."""
    file = folder / "waiting.md"
    file.write_text(protocol("waiting", "# Waiting\n\nGive saline 500 mL at once.\n"))
    home.add([file], approved_by="C")


def passing_run(home, snapshot):
    """A run of the snapshot as it would be served now."""
    today = date.today()
    settings = load_settings(home)
    standing = Corpus.opened(home, "", snapshot, [today], today).in_force
    return FakeRun(
        home / "evals" / "runs" / "passing",
        suites={"own": sha256(SUITE.encode()).hexdigest()},
        cases=["own/one", "own/two"],
        days=(today.isoformat(),),
        inputs={
            "snapshot": snapshot,
            "corpora": {"": {"snapshot": snapshot, "in_force": standing}},
            "provenance": provenance(settings),
            "code": code_digest(),
            "packages": package_versions(),
        },
        refused=True,
    )


def built(refused):
    """The snapshot that a refused publish names."""
    return re.search(r"the snapshot (\w+) is built but not published", refused.err)[1]


def test_a_publish_that_needs_a_gate_waits_for_a_run_that_passes(
    own_assistant, hospital, release, tmp_path
):
    before = published(hospital.home)
    new_document(hospital, tmp_path)
    told = ("corpus", "publish", "--gate", gates(release), "--by", "Curator", "--json")

    refused = own_assistant.run(*told)
    assert refused.refuses(100, "no run has asked it", "assistant eval run", "publish again")
    assert published(hospital.home) == before

    run = passing_run(hospital.home, built(refused)).scored(read_suite(tmp_path / "own.yaml"))
    done = own_assistant.does(*told).json
    assert done["changed"] and published(hospital.home) == built(refused)
    assert done["passed"] == [{"gates": str(gates(release)), "run": run.manifest.id}]
    assert read_history(hospital.home)[-1]["by"] == "Curator"
    told = TrailIndex(Trail(hospital.home)).events("evaluation.gate")
    assert [one.detail["passed"] for one in told] == [False, True]
    assert told[1].detail["run"] == run.manifest.id


def test_the_gate_of_the_settings_cannot_be_left_out(own_assistant, hospital, release, tmp_path):
    before = published(hospital.home)
    new_document(hospital, tmp_path)
    (hospital.home / "settings.toml").write_text(f'publish_gate = "{gates(release)}"\n')
    lenient = tmp_path / "lenient.yaml"
    lenient.write_text(GATES.format(bound="least: 0"))

    refused = own_assistant.run("corpus", "publish")
    assert refused.refuses(100, "no run has asked it")
    gates(release).write_text(GATES.format(bound="most: 0.5"))
    passing_run(hospital.home, built(refused)).scored(read_suite(tmp_path / "own.yaml"))
    assert own_assistant.run("corpus", "publish", "--gate", lenient).refuses(100, "at most 0.5")
    assert published(hospital.home) == before

    # A withdrawal takes something away, and waits for nothing.
    own_assistant.does("corpus", "retire", "waiting", "--by", "C", "--reason", "wrong")


def test_publishing_the_same_again_and_going_back_need_no_gate(
    own_assistant, hospital, release, tmp_path
):
    new_document(hospital, tmp_path)
    latest = own_assistant.does("corpus", "publish", "--json").json["snapshot"]
    (hospital.home / "settings.toml").write_text(f'publish_gate = "{gates(release)}"\n')

    assert own_assistant.does("corpus", "publish", "--json").json["changed"] is False
    assert own_assistant.does("corpus", "rollback", "--json").json["snapshot"] != latest
    assert own_assistant.run("corpus", "publish").refuses(100, latest)


def test_a_run_without_a_gate_is_of_no_use(own_assistant, release):
    done = own_assistant.run("corpus", "publish", "--run", release.path)
    assert done.code == 2
    assert "--gate" in done.err


def test_a_run_of_this_home_that_fails_blocks_publishing_until_it_is_allowed(
    own_assistant, hospital, release, tmp_path
):
    gates(release).write_text(GATES.format(bound="most: 0.5"))
    Trail(hospital.home).note("account.added", "A", account="rita")
    served = published(hospital.home)
    run = passing_run(hospital.home, served)
    run.scored(read_suite(tmp_path / "own.yaml"))
    told = ("eval", "gate", run.path, "--gates", gates(release), "--by", "Rita")
    assert own_assistant.run(*told).refuses(100, "publishing is blocked until a reviewer allows")

    [event] = TrailIndex(Trail(hospital.home)).events("release.blocked")
    assert (event.by, event.detail["run"]) == ("Rita", "passing")
    assert event.detail["gates"] == "gates.yaml" and event.detail["measures"] == ["rejection"]
    new_document(hospital, tmp_path)
    publish = ("corpus", "publish")
    assert own_assistant.run(*publish).refuses(100, "the run passing does not keep", "rejection")
    assert published(hospital.home) == served
    own_assistant.does("corpus", "allow", "--reason", "the case is wrong")
    own_assistant.does(*publish)


def test_a_run_of_another_home_blocks_nothing_here(own_assistant, hospital, release):
    gates(release).write_text(GATES.format(bound="most: 0.5"))
    done = own_assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.code == 100 and "blocked" not in done.err
    assert not TrailIndex(Trail(hospital.home)).events("release")


def test_a_home_without_a_trail_gets_none_by_a_gate(assistant, release):
    gates(release).write_text(GATES.format(bound="most: 0.5"))
    assert assistant.run("eval", "gate", release.path, "--gates", gates(release)).code == 100
    assert not (assistant.home / "audit").exists()


@pytest.mark.parametrize("delay", [0.4, 0.8, 1.2])
def test_a_gated_publish_killed_at_any_moment_serves_only_what_passed(
    own_assistant, hospital, release, tmp_path, delay
):
    before = published(hospital.home)
    new_document(hospital, tmp_path)
    told = ("corpus", "publish", "--gate", gates(release))
    kill_after(delay, own_assistant.start(*told))
    assert published(hospital.home) == before

    new = built(own_assistant.run(*told))
    passing_run(hospital.home, new).scored(read_suite(tmp_path / "own.yaml"))
    kill_after(delay, own_assistant.start(*told))
    assert published(hospital.home) in (before, new)
    own_assistant.does(*told)
    assert published(hospital.home) == new


def kill_after(delay, process):
    """The kernel ends the process at that moment, if it has not ended before."""
    with suppress(TimeoutExpired):
        process.communicate(timeout=delay)
    process.kill()
    process.communicate()
