"""`eval compare` and `eval gate` as people run them, on run folders that nothing was asked for."""

import pytest

from tests.fakes.run_folders import FakeRun, figure

GATES = """\
suites: [own.yaml]
gates:
  - measure: rejection
    at_least: {bound}
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
    import hashlib

    (tmp_path / "own.yaml").write_text(SUITE)
    (tmp_path / "gates.yaml").write_text(GATES.format(bound=0.9))
    run = FakeRun(
        tmp_path / "run",
        suites={"own": hashlib.sha256(SUITE.encode()).hexdigest()},
        cases=["own/one", "own/two"],
    )
    run.write()
    return run


def gates(release):
    return release.path.parent / "gates.yaml"


def test_a_run_that_passes_ends_with_0_and_shows_every_gate(assistant, release):
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.code == 0, done
    assert "rejection" in done.out and "Passed." in done.out


def test_a_run_that_does_not_pass_ends_with_100_and_names_what_failed(assistant, release):
    gates(release).write_text(GATES.format(bound=0.95))
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.refuses(100, "rejection has the limit 0.9000", "eval report")
    assert "A guess may harm." in done.out


def test_a_run_that_is_not_whole_ends_with_100_though_every_gate_passes(assistant, release):
    release.filters = {"tag": ["kind=direct"]}
    release.write()
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release), "--json")
    assert done.refuses(100, "only some cases")
    assert (done.json["passed"], done.json["gates"][0]["passed"]) == (False, True)


def test_a_suite_changed_since_the_run_ends_with_100(assistant, release):
    (release.path.parent / "own.yaml").write_text(SUITE.replace("How?", "Who?"))
    done = assistant.run("eval", "gate", release.path, "--gates", gates(release))
    assert done.refuses(100, "the suite own was changed since")


def test_a_folder_that_is_no_run_is_named(assistant, release, tmp_path):
    done = assistant.run("eval", "gate", tmp_path, "--gates", gates(release))
    assert done.refuses(17, "is no folder of a run")


def test_a_mistake_in_the_gates_is_named_with_its_line(assistant, release):
    gates(release).write_text(GATES.format(bound="much"))
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


def test_a_run_that_was_not_scored_is_named_when_compared(assistant, release):
    (release.path / "scores.json").unlink()
    done = assistant.run("eval", "compare", release.path, release.path)
    assert done.refuses(17, "scores.json", "rescore")
