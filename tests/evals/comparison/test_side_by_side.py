"""Several runs in one table."""

import pytest

from corpus.errors import RunError
from evals.comparison.side_by_side import Drafts, drafts_in, side_by_side
from tests.fakes.runs import FakeRun


def record(shown=1, cautions=0, dropped=(), not_quoted=(), generator="remote/1:m"):
    kept = {"dropped": list(dropped), "not_quoted": list(not_quoted)}
    statements = [{"caution": False}] * shown + [{"caution": True}] * cautions
    answer = {"statements": statements, "provenance": {"generator": generator}}
    return {"answer": answer, **{name: value for name, value in kept.items() if value}}


def test_what_was_shown_and_what_was_dropped_are_what_was_drafted():
    drafts = drafts_in([record(2, 3, ["a"], ["b"]), record(1)])
    assert drafts == Drafts(answers=2, instead=0, statements=5, dropped=2)


def test_a_draft_of_which_nothing_held_counts():
    assert drafts_in([record(0, 0, ["a", "b"])]) == Drafts(1, 0, 2, 2)


def test_what_was_quoted_from_nowhere_counts_though_another_generator_answered():
    by_another = "extractive/3 instead of remote/1:m"
    told = drafts_in([record(4, not_quoted=["a", "b"], generator=by_another)])
    assert told == Drafts(answers=1, instead=1, statements=2, dropped=2)


def test_what_another_generator_made_is_not_this_ones():
    told = drafts_in([record(4, generator="extractive/3 instead of remote/1:m"), record(1)])
    assert told == Drafts(answers=2, instead=1, statements=1, dropped=0)


def test_refusals_without_a_draft_and_events_are_passed_over():
    assert drafts_in([record(0), {"event": {"kind": "feedback"}}]) == Drafts(0, 0, 0, 0)


def test_more_cannot_be_dropped_than_was_drafted():
    with pytest.raises(ValueError, match="no such drafts"):
        Drafts(1, 0, 2, 3)


def run(folder, **told):
    folder.mkdir()
    FakeRun(**told).write(folder)
    return folder


def test_each_run_is_told_with_its_generator_measures_and_times(tmp_path):
    first, second = run(tmp_path / "a"), run(tmp_path / "b", wrong=frozenset())
    columns = side_by_side([first, second])
    assert [column.run for column in columns] == ["a", "b"]
    assert columns[0].measures["correct"]["hits"] < columns[1].measures["correct"]["hits"]
    assert columns[0].performance["latency_ms"]["p95"] > 0
    assert columns[0].generator


def test_runs_of_other_cases_do_not_stand_beside_each_other(tmp_path):
    first, second = run(tmp_path / "a"), run(tmp_path / "b", times=2)
    with pytest.raises(RunError, match="asked other cases"):
        side_by_side([first, second])
