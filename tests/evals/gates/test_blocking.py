"""Which runs block publishing: those that show that a file of gates is not kept."""

import hashlib

import pytest

from assistant.audit import Trail, TrailIndex
from assistant.releasing import allow, blocks
from evals.gates import asked_of, block_unkept
from evals.runs.manifest import State
from evals.suites.reading import read_suite
from tests.fakes.redactors import TrustingRedactor
from tests.fakes.run_folders import FakeRun

SUITE = """\
suite: {name}
about: ours
cases:
  - {{id: one, question: Why?, expect: refuse}}
"""
OWN = """\
suites: [own.yaml]
gates:
  - {measure: rejection, at_least: 0.9, on: value, because: A guess may harm.}
  - {measure: errors, at_most: 0, on: value, because: A crash leaves nobody an answer.}
"""
BOTH = OWN.replace("[own.yaml]", "[own.yaml, other.yaml]")
FOREIGN = OWN.replace("own.yaml", "other.yaml")


@pytest.fixture
def held(tmp_path):
    """Holds a run of the suite `own` against gates, and says what blocks."""
    for name in ("own", "other"):
        (tmp_path / f"{name}.yaml").write_text(SUITE.format(name=name))
    index = TrailIndex(Trail(tmp_path / "home"))

    def hold(gates=OWN, name="r1", **told):
        (tmp_path / "gates.yaml").write_text(gates)
        sha256 = hashlib.sha256(SUITE.format(name="own").encode()).hexdigest()
        run = FakeRun(tmp_path / name, **{"suites": {"own": sha256}, "cases": ["own/one"], **told})
        whole = run.state is State.COMPLETE
        folder = run.scored(read_suite(tmp_path / "own.yaml")) if whole else run.write()
        files = {"gates.yaml": tmp_path / "gates.yaml", "gone.yaml": tmp_path / "gone.yaml"}
        return block_unkept(index, "rita", files, folder)

    hold.index = index
    return hold


def test_a_run_that_fails_blocks_by_the_name_of_who_held_it_with_all_it_failed(held):
    [block] = held()
    assert block.by == "rita"
    assert block.detail["gates"] == "gates.yaml" and block.detail["run"] == "r1"
    assert block.detail["measures"] == ["rejection", "errors"]
    assert block.detail["reason"] == (
        "the run r1 does not keep the gates of gates.yaml: rejection is 0, and at least 0.9 is "
        "asked; errors is 1, and at most 0 is asked"
    )
    assert blocks(held.index) == [block]


def test_a_run_that_passes_blocks_nothing_and_lifts_nothing(held):
    assert held(refused=True) == []
    assert not blocks(held.index)
    held(name="bad")
    held(name="good", refused=True)
    assert len(blocks(held.index)) == 1


@pytest.mark.parametrize("state", [State.STOPPED, State.RUNNING])
def test_a_run_that_was_interrupted_shows_nothing(held, state):
    assert held(state=state) == []
    assert not held.index.trail.file.exists()


def test_a_measure_that_was_not_taken_is_not_kept(held):
    [block] = held(OWN.replace("rejection", "injection_success"), refused=True)
    assert "not measured: injection_success" in block.detail["reason"]


def test_of_a_part_of_the_suites_only_what_must_never_happen_counts(held):
    """A rate of a few cases says nothing of all; one crash among them is one among all."""
    [block] = held(BOTH)
    assert block.detail["measures"] == ["errors"]
    assert held(BOTH, name="fine", refused=True) == []


def test_gates_of_other_suites_are_not_held_against_it(held):
    assert held(FOREIGN) == []


def test_a_suite_that_was_changed_since_shows_nothing(held):
    assert held(suites={"own": "0" * 64}) == []


def test_the_same_run_held_again_does_not_undo_what_a_reviewer_allowed(held):
    assert held() and not held()
    allow(held.index.trail, TrustingRedactor(), "rosa", "the case was wrong")
    assert not held()
    assert not blocks(held.index)
    assert held(name="r2")


def test_a_run_is_of_the_home_whose_snapshot_it_asked(tmp_path):
    (tmp_path / "home" / "snapshots" / ("a" * 16)).mkdir(parents=True)
    for snapshot, ours in (("a" * 16, True), ("b" * 16, False), ("", False)):
        run = FakeRun(tmp_path / f"run-{snapshot}", inputs={"snapshot": snapshot}).write()
        assert asked_of(tmp_path / "home", run) is ours
