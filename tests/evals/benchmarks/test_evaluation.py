"""How the rounds of evaluating are summed up, and what is not let through as measured."""

import json

import pytest

from evals.benchmarks import evaluation
from evals.benchmarks.evaluation import ONE, TWO, Taken


def taken(process, inside=1.0, peak=100.0, load=0.0):
    return Taken(process, inside, peak, load)


def test_a_ratio_is_the_median_of_those_of_the_rounds():
    rounds = [{ONE: taken(slow, 2 * slow), TWO: taken(quick)} for slow, quick in
              [(20.0, 10.0), (90.0, 10.0), (30.0, 10.0)]]  # fmt: skip
    name = f"{ONE} over {TWO}"
    assert evaluation._ratio(name, rounds) == [name, 3.0, 60.0, "≥ 1.6"]


def test_of_several_times_the_middle_one_counts_and_the_highest_memory_and_load():
    several = [taken(1.0, 3.0, 50.0, 0.1), taken(9.0, 1.0, 70.0, 2.0), taken(2.0, 2.0, 60.0, 0.3)]
    assert evaluation._typical(several) == Taken(2.0, 2.0, 70.0, 2.0)


@pytest.mark.parametrize(
    ("cold", "performance"),
    [(True, {"fresh": 3, "cached": 1}), (False, {"fresh": 1, "cached": 3})],
)
def test_a_run_that_was_not_what_it_is_called_is_no_figure(
    tmp_path, monkeypatch, cold, performance
):
    out = tmp_path / "run"
    out.mkdir()
    (out / "performance.json").write_text(json.dumps(performance | {"wall_seconds": 1.0}))
    (tmp_path / "home" / "evals" / "cache").mkdir(parents=True)
    finished = evaluation.run_measured(["true"])
    monkeypatch.setattr(evaluation, "run_measured", lambda command: finished)
    with pytest.raises(RuntimeError, match="not what is said"):
        evaluation._ask(tmp_path / "home", ["all"], 2, out, cold=cold)
    assert (tmp_path / "home" / "evals").exists() is not cold
