"""Which runs show that a snapshot may be published."""

import hashlib
from datetime import date, timedelta

import pytest

from assistant.settings import load_settings
from assistant.snapshot.pointer import published
from corpus.errors import GateError, RunError
from evals.gates import require_passed
from evals.runs.corpora import Corpus
from evals.runs.identity import code_digest, package_versions, provenance
from evals.runs.manifest import State
from evals.suites.reading import read_suite
from tests.fakes.run_folders import FakeRun

SUITE = """\
suite: own
about: ours
cases:
  - {id: one, question: Why?, expect: refuse}
"""
GATES = """\
suites: [own.yaml]
gates:
  - {measure: rejection, at_least: 0.9, on: value, because: A guess may harm.}
"""
TODAY = date.today()


class Release:
    """A home with gates, and runs of its published snapshot as it stands."""

    def __init__(self, home, folder):
        self.home, self.folder = home, folder
        self.settings = load_settings(home)
        self.snapshot = published(home)
        (folder / "own.yaml").write_text(SUITE)
        self.gates = folder / "gates.yaml"
        self.gates.write_text(GATES)

    def inputs(self, today=TODAY):
        standing = Corpus.opened(self.home, "", self.snapshot, [today], today).in_force
        return {
            "snapshot": self.snapshot,
            "corpora": {"": {"snapshot": self.snapshot, "in_force": standing}},
            "provenance": provenance(self.settings),
            "code": code_digest(),
            "packages": package_versions(),
        }

    def run(self, name="run", **changed):
        inputs = self.inputs() | changed.pop("inputs", {})
        told = {"days": (TODAY.isoformat(),), "refused": True} | changed
        run = FakeRun(
            self.home / "evals" / "runs" / name,
            suites={"own": hashlib.sha256(SUITE.encode()).hexdigest()},
            cases=["own/one"],
            inputs=inputs,
            **told,
        )
        # What is not whole cannot be scored, and says so.
        unfinished = run.state is not State.COMPLETE
        return run.write() if unfinished else run.scored(read_suite(self.folder / "own.yaml"))

    def passed(self, run=None, settings=None):
        return require_passed(self.gates, self.snapshot, settings or self.settings, run)


@pytest.fixture
def release(hospital, tmp_path):
    return Release(hospital.home, tmp_path)


def test_a_run_of_just_what_would_be_served_shows_it(release):
    run = release.run()
    assert release.passed().path == run.path


def test_without_a_run_the_next_step_is_named(release):
    with pytest.raises(GateError) as caught:
        release.passed()
    for words in ("built but not published", "no run has asked it", "own.yaml --snapshot "):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"inputs": {"code": "0" * 64}}, "since then changed: code"),
        ({"inputs": {"packages": {"numpy": "0"}}}, "packages.numpy"),
        ({"inputs": {"provenance": {}}}, "provenance.settings"),
        ({"inputs": {"corpora": {}}}, "in_force"),
        ({"inputs": {"corpora": {"": {"in_force": "0" * 64}}}}, "in_force"),
        ({"inputs": {"snapshot": "0" * 16}}, "no run has asked it"),
        ({"filters": {"ids": ["o*"]}}, "only some cases"),
        ({"state": State.STOPPED}, "not complete"),
        ({"refused": False}, "rejection is 0, and at least 0.9"),
    ],
)
def test_a_run_of_anything_else_shows_nothing(release, changed, words):
    release.run(**changed)
    with pytest.raises(GateError, match=words):
        release.passed()


def test_a_run_from_before_a_withdrawal_shows_nothing(release, hospital):
    release.run()
    catalogue = hospital.stages.catalogue
    key = sorted(catalogue.in_force(TODAY))[0]
    catalogue.retire(key.partition("@")[0], "Curator", "outdated", TODAY)
    with pytest.raises(GateError, match="since then changed: in_force"):
        release.passed()


def test_a_run_with_other_settings_shows_nothing(release):
    release.run()
    with pytest.raises(GateError, match=r"provenance\.settings"):
        release.passed(settings=release.settings.choose(candidates=50))


def test_a_run_of_an_earlier_day_holds_while_the_same_is_in_force(release):
    yesterday = TODAY - timedelta(days=1)
    release.run(days=(yesterday.isoformat(),))
    assert release.passed()


def test_a_later_run_that_fails_does_not_hide_an_earlier_that_passes(release):
    good = release.run("a")
    release.run("b", refused=False, inputs={"k": 9})
    assert release.passed().path == good.path


def test_a_damaged_run_is_in_nobodys_way(release):
    run = release.run()
    broken = release.home / "evals" / "runs" / "broken"
    broken.mkdir()
    (broken / "manifest.json").write_text("{")
    assert release.passed().path == run.path


def test_a_named_run_is_the_one_that_counts(release, tmp_path):
    release.run()
    bad = release.run("bad", refused=False)
    with pytest.raises(GateError, match="rejection is 0"):
        release.passed(run=bad.path)
    with pytest.raises(RunError):
        release.passed(run=tmp_path / "nowhere")
