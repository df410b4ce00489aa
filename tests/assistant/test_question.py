"""A question and what was chosen beside it."""

from datetime import date

import pytest

from assistant.question import Question
from corpus.metadata import Population


@pytest.mark.parametrize(
    "question",
    [
        Question("adrenaline dose"),
        Question("dose", Population.ADULT, "ward 5", "cardiology", date(2024, 2, 29)),
    ],
)
def test_a_question_comes_back_from_its_record(question):
    assert Question.recorded(question.text, question.chosen) == question
