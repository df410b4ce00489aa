"""Scores that are kept are those that scoring anew would give, or they are not used."""

import dataclasses

import pytest

from evals.measures.score import Graded
from evals.runs.folder import open_run
from evals.runs.outcome import Outcome
from evals.scoring import kept as keeping
from evals.scoring import score_run
from evals.scoring.kept import KeptScores, folder_in
from evals.scoring.run_scores import graded_cases
from evals.suites.pattern import Pattern
from evals.suites.suite import Suite
from tests.fakes.runs import FakeRun


class LookedAgainError(Exception):
    """What was kept was not used."""


def look():
    raise LookedAgainError


@pytest.fixture
def run(tmp_path):
    return tmp_path / "run"


@pytest.fixture
def suites(run, tmp_path):
    suites = FakeRun().write(run)
    score_run(run, suites, keep=tmp_path / "kept")
    return suites


def again(run, tmp_path):
    """What was kept, as another process finds it."""
    return KeptScores(tmp_path / "kept", open_run(run))


def changed(graded, **case):
    return dataclasses.replace(graded, case=dataclasses.replace(graded.case, **case))


def test_the_scores_are_the_same_to_the_byte(run, tmp_path, suites):
    first = (run / "scores.json").read_bytes()
    score_run(run, suites, keep=tmp_path / "kept")
    kept = (run / "scores.json").read_bytes()
    score_run(run, suites)
    assert first == kept == (run / "scores.json").read_bytes()


def test_what_did_not_change_is_not_looked_at_again(run, tmp_path, suites):
    kept = again(run, tmp_path)
    by_key = {one.case.key: one for one in graded_cases(open_run(run), suites)}
    for one in by_key.values():
        parent = by_key.get(one.case.family) if one.case.variant_of else None
        assert kept.get(one, parent, look)["correct"].of == 1


@pytest.mark.parametrize(
    "change",
    [
        {"facts": ((Pattern("31 mL/kg"),),)},
        {"forbid": ()},
        {"tags": {"kind": "table"}},
        {"evidence": ()},
        {"canaries": ("X-12345",)},
    ],
)
def test_a_case_that_changed_is_looked_at_again(run, tmp_path, suites, change):
    one = next(one for one in graded_cases(open_run(run), suites) if one.case.id == "dose-0")
    with pytest.raises(LookedAgainError):
        again(run, tmp_path).get(changed(one, **change), None, look)


def test_so_is_another_outcome_another_day_and_a_variant_of_another_case(run, tmp_path, suites):
    by_id = {one.case.id: one for one in graded_cases(open_run(run), suites)}
    dose, variant = by_id["dose-0"], by_id["refused-0"]
    failed = Outcome(dose.case.key, None, error="it crashed")
    other = Graded(dose.case, failed, dose.sources, dose.day)
    kept = again(run, tmp_path)
    for one, parent in [
        (other, None),
        (dataclasses.replace(dose, day="2026-11-02"), None),
        (variant, None),
        (variant, other),
    ]:
        with pytest.raises(LookedAgainError):
            kept.get(one, parent, look)
    assert kept.get(variant, dose, look)


def test_a_document_or_software_that_changed_makes_all_of_it_worthless(
    run, tmp_path, suites, monkeypatch
):
    one = next(one for one in graded_cases(open_run(run), suites) if one.case.id == "dose-0")
    with monkeypatch.context() as patched, pytest.raises(LookedAgainError):
        patched.setattr(keeping, "sources_digest", lambda *packages: "other sources")
        again(run, tmp_path).get(one, None, look)
    again(run, tmp_path).get(one, None, look)
    text = next((run / "library" / "texts").iterdir())
    text.write_bytes(text.read_bytes() + b" ")
    with pytest.raises(LookedAgainError):
        again(run, tmp_path).get(one, None, look)


@pytest.mark.parametrize("damage", [b"", b"x", b"\n{}", None])
def test_a_damaged_file_is_as_good_as_none(run, tmp_path, suites, damage):
    (file,) = (tmp_path / "kept").iterdir()
    right, whole = (run / "scores.json").read_bytes(), file.read_bytes()
    file.write_bytes(whole.replace(b"true", b"false") if damage is None else damage)
    score_run(run, suites, keep=tmp_path / "kept")
    assert (run / "scores.json").read_bytes() == right
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_hinders_nobody(run, tmp_path, suites):
    (tmp_path / "file").write_text("")
    score_run(run, suites, keep=tmp_path / "file" / "kept")


def test_a_leak_since_is_found_all_the_same(run, tmp_path, suites):
    (run / "audit").mkdir()
    (run / "audit" / "trail.jsonl").write_text("jane%20doe")
    scores = score_run(run, suites, keep=tmp_path / "kept")
    assert scores["measures"]["canary_leaks"]["hits"] == 1


def test_a_suite_that_changed_is_scored_as_if_nothing_was_kept(run, tmp_path, suites):
    (suite,) = suites
    facts = ((Pattern("no such words"),),)
    cases = [dataclasses.replace(case, facts=facts) if case.facts else case for case in suite.cases]
    other = Suite(suite.name, suite.about, tuple(cases), suite.sha256)
    score_run(run, [other], keep=tmp_path / "kept")
    kept = (run / "scores.json").read_bytes()
    score_run(run, [other])
    assert (run / "scores.json").read_bytes() == kept


def test_no_home_is_made_for_it(tmp_path):
    assert folder_in(tmp_path) == tmp_path / "evals" / "scores"
    assert folder_in(tmp_path / "none") is None
