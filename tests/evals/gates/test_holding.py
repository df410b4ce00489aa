import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from evals.gates import Gate, Gates, On, Outcome, hold
from evals.runs.manifest import State
from tests.fakes.run_folders import FakeRun, figure

REJECTION = Gate("rejection", 0.9, True, "A guess may harm.")
GATES = Gates((REJECTION,), None, "f" * 64)


def suite(*cases, name="sepsis", sha256="a" * 64):
    return SimpleNamespace(
        name=name, sha256=sha256, cases=[SimpleNamespace(key=f"{name}/{case}") for case in cases]
    )


SEPSIS = suite("one", "two")


def ruling(run, *gates, suites=(SEPSIS,)):
    return held(run.write(), Gates(gates or (REJECTION,), None, "f" * 64), suites)


def held(folder, gates=GATES, suites=(SEPSIS,)):
    """Held with the made-up scores that stand in the folder."""
    return hold(gates, folder, suites, lambda folder, suites: folder.record("scores.json"))


@pytest.fixture
def run(tmp_path):
    return FakeRun(tmp_path / "run")


def test_a_whole_run_that_keeps_every_bound_passes(run):
    found = ruling(run)
    assert found.passed
    assert found.failures == ()


@pytest.mark.parametrize(
    ("on", "bound", "passes"),
    [
        (On.LIMIT, 0.9, True),
        (On.LIMIT, 0.91, False),
        (On.VALUE, 0.96, True),
        (On.VALUE, 0.97, False),
    ],
)
def test_a_lower_bound_is_held_against_the_lower_limit_unless_the_value_is_asked(
    run, on, bound, passes
):
    assert ruling(run, replace(REJECTION, on=on, bound=bound)).passed is passes


@pytest.mark.parametrize(
    ("on", "bound", "passes"),
    [
        (On.LIMIT, 0.05, True),
        (On.LIMIT, 0.04, False),
        (On.VALUE, 0.02, True),
        (On.VALUE, 0.01, False),
    ],
)
def test_an_upper_bound_is_held_against_the_upper_limit_unless_the_value_is_asked(
    run, on, bound, passes
):
    run.measures = {"forbidden": figure(2, 100, 0.005, 0.05, better="lower")}
    assert ruling(run, Gate("forbidden", bound, False, "It harms.", on=on)).passed is passes


def test_a_goal_is_shown_and_not_enforced(run):
    found = ruling(run, replace(REJECTION, goal=1.0))
    assert found.passed
    assert found.to_json()["gates"][0]["goal"] == 1.0
    assert [one.name for one in found.short] == ["rejection"]
    assert not ruling(run, replace(REJECTION, goal=0.96)).short


@pytest.mark.parametrize("measures", [{}, {"rejection": figure(0, 1, 0, 1) | {"of": 0}}])
def test_a_measure_that_was_not_taken_is_no_pass(run, measures):
    run.measures = measures
    found = ruling(run)
    assert not found.passed
    assert found.held[0].outcome is Outcome.NOT_MEASURED
    assert found.failures == ("not measured: rejection",)


def test_a_failure_names_the_measure_what_was_found_and_what_is_asked(run):
    found = ruling(run, replace(REJECTION, bound=0.95))
    assert found.failures == ("rejection has the limit 0.9, and at least 0.95 is asked",)


def test_a_gate_of_suites_is_held_in_each_of_them(run):
    run.suites_measures = {
        "sepsis": {"rejection": figure(99, 100, 0.95, 1)},
        "far-off": {"rejection": figure(80, 100, 0.7, 0.9)},
    }
    found = ruling(run, replace(REJECTION, suites=("sepsis", "far-off", "dosing")))
    assert [(one.suite, one.outcome) for one in found.held] == [
        ("sepsis", Outcome.PASSED),
        ("far-off", Outcome.FAILED),
        ("dosing", Outcome.NOT_MEASURED),
    ]


def test_a_gate_of_a_tag_is_held_among_its_cases(run):
    run.slices = {"hazard": {"dose": {"rejection": figure(9, 10, 0.6, 0.99)}}}
    assert not ruling(run, replace(REJECTION, tag="hazard=dose")).passed
    assert ruling(run, replace(REJECTION, tag="hazard=dose", bound=0.5)).passed
    assert not ruling(run, replace(REJECTION, tag="hazard=route", bound=0.5)).passed


def test_a_gate_of_a_tags_name_is_decided_by_its_worst_slice(run):
    run.slices = {
        "population": {
            "adult": {"rejection": figure(99, 100, 0.95, 1)},
            "paediatric": {"rejection": figure(80, 100, 0.7, 0.9)},
            "all": {},
        }
    }
    found = ruling(run, replace(REJECTION, tag="population"))
    assert [(one.tag, one.passed) for one in found.held] == [
        ("population=adult", True),
        ("population=paediatric", False),
    ]
    assert not ruling(run, replace(REJECTION, tag="ward")).passed


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": State.STOPPED}, "not complete"),
        ({"state": State.RUNNING}, "not complete"),
        ({"filters": {"tag": ["kind=direct"]}}, "only some cases were asked (tag"),
        ({"suites": {"other": "b" * 64}}, "suites were not run: sepsis"),
        ({"suites": {"sepsis": "b" * 64}}, "suites were changed since, so run them again: sepsis"),
        ({"cases": ["sepsis/one"]}, "1 of 2 cases were left out, such as sepsis/two"),
        ({"scores": {"run": "0" * 16}}, "the scores are of the run 0000"),
        ({"scores": {"outcomes": "0" * 64}}, "not of the outcomes that are there"),
        ({"scores": {"outcomes": None}}, "not of the outcomes that are there"),
        ({"scores": {"suites": {}}}, "of other suites"),
        ({"scores": {"cases": []}}, "0 cases were scored and 2 were to be asked"),
        ({"scores": {"format": 2}}, "format 2"),
        ({"scores": {"measures": 3}}, "damaged"),
        ({"scores": {"cases": [{}]}}, "damaged"),
        ({"measures": {"rejection": {"of": 3}}}, "damaged"),
        ({"measures": {"rejection": figure(9, 9, 0.9, 1) | {"low": True}}}, "damaged"),
        ({"measures": {"rejection": figure(9, 9, 0.9, 1) | {"low": "1"}}}, "damaged"),
    ],
)
def test_a_run_that_is_not_whole_or_not_what_it_says_never_passes(run, change, words):
    for name, value in change.items():
        setattr(run, name, value)
    found = ruling(run)
    assert not found.passed
    assert any(words in problem for problem in found.problems), found.problems


@pytest.mark.parametrize("name", ["scores.json", "outcomes.jsonl"])
@pytest.mark.parametrize("content", [None, b"", b"[]", b"\xff", b'{"case": 1}\n'])
def test_a_run_with_a_missing_or_damaged_file_never_passes(run, name, content):
    folder = run.write()
    (run.path / name).unlink()
    if content is not None:
        (run.path / name).write_bytes(content)
    assert not held(folder).passed


def test_outcomes_that_were_changed_after_scoring_never_pass(run):
    folder = run.write()
    file = run.path / "outcomes.jsonl"
    file.write_bytes(file.read_bytes().replace(b"crashed", b"cheered"))
    found = held(folder)
    assert "not of the outcomes" in found.problems[0]


def test_figures_that_its_outcomes_do_not_give_never_pass(run):
    scored_anew = {"measures": {"rejection": figure(50, 100, 0.4, 0.6)}}
    found = hold(GATES, run.write(), [SEPSIS], lambda f, _: f.record("scores.json") | scored_anew)
    assert not found.passed
    assert "not what its outcomes score (measures)" in found.problems[0]


def test_verdicts_of_cases_that_its_outcomes_do_not_give_never_pass(run):
    def scored_anew(folder, suites):
        scores = folder.record("scores.json")
        return scores | {"cases": [one | {"passed": True} for one in scores["cases"]]}

    found = hold(GATES, run.write(), [SEPSIS], scored_anew)
    assert "not what its outcomes score (cases)" in found.problems[0]


def test_figures_of_an_entailment_model_are_not_asked_for_again(run):
    run.measures["entailment_recall"] = figure(9, 10, 0.5, 1)

    def without_the_model(folder, suites):
        scores = folder.record("scores.json")
        return scores | {"measures": {"rejection": scores["measures"]["rejection"]}}

    assert hold(GATES, run.write(), [SEPSIS], without_the_model).passed


def test_easy_cases_of_a_suite_that_no_gate_names_make_nothing_pass(run):
    run.suites["easy"] = "b" * 64
    run.cases.append("easy/one")
    found = ruling(run)
    assert not found.passed
    assert "suites were run that the gates do not name" in found.problems[0]
    assert "easy" in found.problems[0]


def test_a_run_that_does_not_say_what_its_files_held_never_passes(run):
    run.sealed = False
    assert "does not say what its files held" in ruling(run).problems[0]


def test_a_ruling_can_be_written_as_json(run):
    written = json.loads(json.dumps(ruling(run).to_json()))
    assert written["passed"] is True
    assert written["gates"][0]["outcome"] == "passed"


@pytest.mark.parametrize(
    "impossible",
    [{"bound": 1.2}, {"goal": 0.5}, {"suites": ("a",), "tag": "b"}, {"at_least": False, "goal": 1}],
)
def test_an_impossible_gate_is_refused(impossible):
    with pytest.raises(ValueError):
        replace(REJECTION, **impossible)


def test_no_gates_are_no_gates():
    with pytest.raises(ValueError, match="everything would pass"):
        Gates((), None, "f" * 64)
