"""When the asker is asked for whom, and when not."""

import pytest

from assistant.answers import Statement
from assistant.for_whom import for_whom
from assistant.generate.wording import state
from assistant.question import Question
from assistant.vocabulary import expand
from corpus.metadata import Population
from tests.assistant.generate.build import evidence_of, sentence_with

SHOCK = """
# Shock

## Adults

Give an adult ceftriaxone 2 g once a day.

## Children

Give a child ceftriaxone 80 mg/kg once a day.

## Fluids

- Adult: sodium chloride 500 mL
- Child: sodium chloride 10 mL/kg

## Everyone

Give zinc 20 mg once a day.

Wash your hands for 20 seconds.

Adults and children drink 50 mL at a time.
"""


def notices(
    *wanted,
    asked="Ceftriaxone dose in shock?",
    caution=False,
    population="all",
    to=None,
    earlier=(),
):
    """The notices of an answer of the sentences that hold these words."""
    evidence = evidence_of(SHOCK, title="Shock", population=population)
    statements, citations = [], []
    for number, words in enumerate(wanted, 1):
        found, sentence = sentence_with(evidence, words)
        drafted = state(found, sentence, found.passage.headings)
        statements.append(Statement(drafted.text, (number,), caution and number > 1))
        citations.append(drafted.quotes[0].cite(number))
    expansion = expand(asked, lambda term: True, None)
    question = Question(asked, population=to, earlier=earlier)
    return [one.message for one in for_whom(question, expansion, statements, citations, evidence)]


def test_sections_that_differ_by_group_are_asked_about():
    [message] = notices("2 g", "80 mg/kg")
    assert "adult: “Shock › Adults”" in message and "paediatric: “Shock › Children”" in message


def test_one_of_two_doses_of_a_drug_is_asked_about_though_the_other_is_not_quoted():
    [message] = notices("2 g")
    assert "paediatric: “Shock › Children”" in message


def test_one_of_two_items_of_a_section_that_names_no_drug_is_asked_about():
    assert notices("500 mL", asked="How much fluid in shock?")


@pytest.mark.parametrize("words", ["zinc 20 mg", "20 seconds", "50 mL"])
def test_what_does_not_differ_by_group_is_not_asked_about(words):
    assert notices(words, asked="What is given to everyone in shock?") == []


def test_a_document_of_one_group_is_not_asked_about():
    assert notices("2 g", population="adult") == []


def test_who_says_for_whom_is_not_asked():
    assert notices("2 g", asked="Ceftriaxone dose in shock in a child?") == []


def test_who_chose_for_whom_is_not_asked():
    assert notices("2 g", to=Population.ADULT) == []


def test_a_caution_for_others_is_not_what_is_asked_about():
    assert notices("zinc 20 mg", "80 mg/kg", asked="Zinc dose in shock?", caution=True) == []


def test_a_refusal_is_not_asked_about():
    assert notices() == []


def test_a_dose_for_adults_is_asked_about_by_the_weight_of_a_child():
    told = {"population": "adult"}
    [message] = notices("2 g", asked="Ceftriaxone dose in shock at 12 kg?", **told)
    assert "paediatric: the weight or age in the question" in message
    assert "adult: “Shock”" in message
    for heavy in (
        "at 72 kg",
        "after a 5 kg weight loss",
        "after 5 kg of loss",
        "who has lost 5 kg",
        "in mg/kg",
        "112 kg",
    ):
        assert notices("2 g", asked=f"Ceftriaxone dose in shock {heavy}?", **told) == []


def test_a_dose_for_children_is_not_asked_about_by_the_weight_of_a_child():
    asked = "Ceftriaxone dose in shock at 12 kg?"
    assert notices("80 mg/kg", asked=asked, population="paediatric") == []


@pytest.mark.parametrize(
    "asked", ["6 months: dose of ceftriaxone", "8 years, ceftriaxone in shock?"]
)
def test_an_age_put_first_is_of_a_child(asked):
    [message] = notices("2 g", asked=asked, population="adult")
    assert "the weight or age in the question" in message


@pytest.mark.parametrize("asked", ["70 years, ceftriaxone in shock?", "7 days of ceftriaxone?"])
def test_an_age_of_an_adult_and_a_duration_are_not(asked):
    assert notices("2 g", asked=asked, population="adult") == []


def test_whom_an_earlier_question_was_about_is_not_forgotten():
    asked = "Ceftriaxone dose?"
    before = ("She is a 12 kg child with shock, what antibiotics?",)
    [message] = notices("2 g", asked=asked, population="adult", earlier=before)
    assert "paediatric: an earlier question" in message
    assert notices("80 mg/kg", asked=asked, population="paediatric", earlier=before) == []
    assert notices("2 g", asked=asked, population="adult", earlier=("Shock in an adult?",)) == []
    assert notices("2 g", asked="Dose in adults?", population="adult", earlier=before) == []
