"""What the filters hold, as a question and in words."""

from datetime import date

import pytest

from assistant.web.clinician.filters import Narrowing, choices, groups
from assistant.web.service import Overview
from corpus.errors import QuestionError
from corpus.metadata import Population

OVERVIEW = Overview(
    "abc", 2, "1", (Population.PAEDIATRIC, Population.ALL), ("ward-5",), ("Renal",), ()
)


def test_nothing_chosen_is_everything_in_force_today():
    question = Narrowing().question("Zinc?", ())
    assert (question.population, question.site, question.specialty) == (None, None, None)
    assert question.as_of == date.today()
    assert Narrowing().named == ()


def test_each_choice_narrows_and_is_named():
    chosen = Narrowing("paediatric", "ward-5", "Renal", "2025-01-31")
    assert chosen.question("Zinc?", ("a",)).population is Population.PAEDIATRIC
    assert chosen.question("Zinc?", ("a",)).as_of == date(2025, 1, 31)
    assert chosen.named == ("Child", "Ward 5", "Renal", "in force on 2025-01-31")


def test_a_day_that_is_none_is_refused():
    with pytest.raises(QuestionError, match="is not a date"):
        Narrowing(as_of="tomorrow").question("Zinc?", ())


def test_everybody_is_no_choice_of_its_own():
    assert groups(OVERVIEW) == (Population.PAEDIATRIC,)
    assert choices(OVERVIEW)[0] == [("Any group", ""), ("Child", "paediatric")]
