"""What counts as another decision, and as another answer."""

from evals.measures.flips import AnswerFlips, DecisionFlips
from evals.suites.case import Expect
from evals.suites.pattern import Pattern
from tests.evals.measures.protocols import (
    FLUIDS,
    STARCH,
    answer,
    graded,
    of_quote,
    quote,
    refusal,
    said,
)

FACTS = ((Pattern("30 mL/kg"),),)


def pair(parent, variant, **case):
    return (
        graded(parent, id="a", **case),
        graded(variant, id="b", variant_of="a", **case),
    )


def test_a_refusal_in_the_stead_of_an_answer_is_another_decision():
    assert DecisionFlips().score(*pair(of_quote(FLUIDS), refusal())).hits == 1
    assert DecisionFlips().score(*pair(of_quote(FLUIDS), of_quote(STARCH))).hits == 0


def test_an_error_of_either_is_a_flip():
    for both in [(None, refusal()), (refusal(), None), (None, None)]:
        assert DecisionFlips().score(*pair(*both)).hits == 1
        assert AnswerFlips().score(*pair(*both)).hits == 1


def test_a_variant_that_expects_something_else_is_not_compared():
    parent = graded(of_quote(FLUIDS), id="a")
    variant = graded(refusal(), id="b", variant_of="a", expect=Expect.REFUSE)
    assert DecisionFlips().score(parent, variant) is None
    assert AnswerFlips().score(parent, variant) is None


def test_an_answer_flips_when_it_states_other_facts():
    flipped = AnswerFlips().score(*pair(of_quote(FLUIDS), of_quote(STARCH), facts=FACTS))
    assert flipped.faults == ("of s/a and this wording only one states “30 mL/kg”",)
    both = answer([said(STARCH, 1), said(FLUIDS, 2)], [quote(1, STARCH), quote(2, FLUIDS)])
    assert AnswerFlips().score(*pair(of_quote(FLUIDS), both, facts=FACTS)).hits == 0


def test_without_facts_it_flips_when_no_place_is_shared():
    assert AnswerFlips().score(*pair(of_quote(FLUIDS), of_quote(STARCH))).hits == 1
    assert AnswerFlips().score(*pair(of_quote(FLUIDS), of_quote(FLUIDS))).hits == 0


def test_a_refusal_flips_no_answer():
    assert AnswerFlips().score(*pair(of_quote(FLUIDS), refusal())) is None
