"""Our own measures, graded on real answers: they see harm, and do not cry wolf."""

from datetime import date

import pytest

from evals.measures.registry import GROUNDING
from evals.measures.score import Graded
from evals.mutations.catalogue import MUTATIONS
from evals.mutations.grading import grade
from evals.runs.outcome import Outcome, stable
from evals.runs.sources import Source, Sources
from evals.suites.case import Case, Expect
from tests.spec.questions import QUESTIONS

KILLED = 0.98
FALSE_ALARMS = 0.02


@pytest.fixture(scope="module")
def graded_grader(demonstration):
    today = date.today()
    catalogue = demonstration.stages.catalogue
    in_force = catalogue.in_force(today)
    sources = Sources(
        {
            key: Source(one.document, one.metadata.version, one.metadata.title, one.text_sha256)
            for key, one in in_force.items()
        },
        {today.isoformat(): frozenset(in_force)},
        demonstration.stages.library,
    )
    answered = []
    for number, question in enumerate(QUESTIONS):
        answer = demonstration.ask(question)
        case = Case("real", f"answer-{number}", question, Expect.ANSWER)
        outcome = Outcome(case.key, stable(answer.to_json()))
        if outcome.answered:
            answered.append(Graded(case, outcome, sources, today.isoformat()))
    return grade(answered, GROUNDING, MUTATIONS)


def test_corrupted_answers_are_caught(graded_grader):
    assert len(graded_grader.corrupted) > 50
    assert graded_grader.killed.mean >= KILLED, graded_grader.to_json()["missed"]


def test_right_answers_are_left_in_peace(graded_grader):
    assert graded_grader.false_alarms.mean <= FALSE_ALARMS, graded_grader.to_json()["alarms"]


@pytest.mark.parametrize(
    ("mutation", "measure"),
    [
        ("dose_tenfold", "number_fidelity"),
        ("unit_exchanged", "number_fidelity"),
        ("drug_exchanged", "drug_fidelity"),
        ("negation_dropped", "negation_fidelity"),
        ("negation_added", "negation_fidelity"),
        ("population_exchanged", "population_fidelity"),
        ("span_moved", "citation_exactness"),
        ("version_exchanged", "citation_existence"),
        ("citation_dropped", "citation_coverage"),
    ],
)
def test_each_harm_is_seen_by_the_measure_that_is_made_for_it(graded_grader, mutation, measure):
    of = graded_grader.to_json()["mutations"][mutation]
    assert of["by_measure"].get(measure, 0) >= KILLED * of["of"]
