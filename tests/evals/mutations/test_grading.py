"""What the grade of a grader says."""

from dataclasses import dataclass

import pytest

from evals.measures.score import Graded, Score
from evals.mutations.catalogue import MUTATIONS
from evals.mutations.grading import grade
from evals.runs.outcome import Outcome
from evals.suites.case import Case, Expect
from tests.evals.mutations.answers import answer_of

GOOD = ("Give adults 5 mg intravenously every 8 hours.", "Do not exceed 9 mg in a day.")


@dataclass(frozen=True)
class FlagsTexts:
    """A measure that finds fault with some texts."""

    wrong: frozenset[str] | None = None
    """None for any but the good ones."""
    name = "flags"
    about = "finds fault with some texts"
    better = "higher"

    def score(self, graded):
        texts = {statement["text"] for statement in graded.outcome.answer["statements"]}
        bad = texts & self.wrong if self.wrong is not None else texts - set(GOOD)
        return Score(0, 1, tuple(sorted(bad))) if bad else Score(1, 1)


def graded(name, *statements):
    case = Case("doses", name, "What dose?", Expect.ANSWER)
    return Graded(case, Outcome(case.key, answer_of(*statements)), None, "2026-11-01")


def test_a_measure_that_sees_every_changed_word_kills_every_mutation_of_words():
    result = grade([graded("a", *GOOD)], [FlagsTexts()], MUTATIONS)
    words = {trial.mutation: bool(trial.flagged_by) for trial in result.corrupted}
    assert words["dose_tenfold"] and words["negation_dropped"] and words["route_exchanged"]
    assert not words["span_moved"]


def test_it_says_which_measure_saw_what():
    mutations = grade([graded("a", *GOOD)], [FlagsTexts()], MUTATIONS).to_json()["mutations"]
    assert mutations["dose_tenfold"]["by_measure"] == {"flags": 1}
    assert mutations["span_moved"]["by_measure"] == {}


def test_what_is_missed_is_named_with_its_statement():
    result = grade([graded("a", *GOOD)], [FlagsTexts(frozenset())], MUTATIONS).to_json()
    assert result["killed"]["value"] == 0
    assert ["dose_near", "doses/a"] in [missed[:2] for missed in result["missed"]]
    assert all(missed[2] for missed in result["missed"])


def test_an_untouched_answer_that_is_flagged_is_a_false_alarm_and_is_not_corrupted():
    answers = [graded("a", *GOOD), graded("b", "Give 7 mg.")]
    result = grade(answers, [FlagsTexts(frozenset({"Give 7 mg."}))], MUTATIONS)
    assert result.false_alarms.mean == 0.5
    assert result.to_json()["alarms"] == [["doses/b", "flags"]]
    assert {trial.case for trial in result.corrupted} == {"doses/a"}


def test_the_same_answers_get_the_same_grade():
    answers = [graded(name, *GOOD) for name in "abc"]
    first, second = (grade(answers, [FlagsTexts()], MUTATIONS).to_json() for _ in range(2))
    assert first == second


def test_a_grader_is_not_graded_on_nothing():
    with pytest.raises(ValueError, match="at least one corrupted answer"):
        grade([], [FlagsTexts()], MUTATIONS)
