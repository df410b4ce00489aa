from dataclasses import replace

import numpy as np
import pytest

from assistant.ask import search
from assistant.question import Question
from evals.benchmarks.many_passages import OneSnapshot
from evals.benchmarks.repeated_snapshot import repeated
from tests.spec.questions import ANSWERED


@pytest.fixture
def longer(hospital, tmp_path):
    snapshot = hospital.stages.current.get()
    return repeated(snapshot, tmp_path, 3 * len(snapshot.parts) + 7)


def test_a_repeated_snapshot_is_as_long_as_it_says(hospital, longer):
    own = len(hospital.stages.current.get().parts)

    assert len(longer.parts) == len(longer._passages) == 3 * own + 7
    assert len(longer.lexical.scores({"dose": 1.0})) == 3 * own + 7
    assert longer.passage(2 * own + 1) == longer.passage(1)
    assert longer.parts[2 * own + 1] == longer.parts[1]


def test_a_word_is_found_in_every_repetition_and_counts_less_there(hospital, longer):
    own = len(hospital.stages.current.get().parts)
    scores = longer.lexical.scores({"dose": 1.0})

    assert scores[:own].any()
    assert np.allclose(scores[own : 2 * own], scores[:own] / 2)


def test_questions_are_answered_from_the_first_passages_as_before(hospital, longer):
    stages = replace(hospital.stages, current=OneSnapshot(longer))
    for question in ANSWERED:
        [plain] = search(Question(question), hospital.stages, 1)
        [found] = search(Question(question), stages, 1)
        assert found.passage == plain.passage


def test_fewer_passages_than_there_are_cannot_be_made(hospital, tmp_path):
    with pytest.raises(ValueError, match="fewer"):
        repeated(hospital.stages.current.get(), tmp_path, 1)
