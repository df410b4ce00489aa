"""What an answer cites of the gold decides what it is charged with."""

from evals.measures.cautions import Cautions
from evals.measures.gold_places import gold_places, statements_citing_gold
from evals.suites.case import Gold
from evals.suites.pattern import Pattern
from tests.evals.measures.protocols import (
    FLUIDS,
    SEPSIS,
    STARCH,
    answer,
    graded,
    of_quote,
    quote,
    refusal,
    said,
)

GOLD = (Gold("sepsis", "30 mL/kg of crystalloid"), Gold("lost", "nowhere"))
DOSE = {"facts": ((Pattern("30 mL/kg"),),), "cautions": ((Pattern("renal failure"),),)}


def test_statements_cite_gold_when_they_share_a_character_with_it():
    starch_first = answer([said(STARCH, 1), said(FLUIDS, 2)], [quote(1, STARCH), quote(2, FLUIDS)])
    made = graded(starch_first, evidence=GOLD)
    assert statements_citing_gold(made) == {2}
    ((place,), nowhere) = gold_places(made)
    assert SEPSIS[place.start : place.end] == GOLD[0].contains
    assert not nowhere


def test_an_older_version_is_not_the_gold():
    old = answer([said("x", 1)], [quote(1, FLUIDS, version="1")])
    assert not statements_citing_gold(graded(old, evidence=GOLD))
    assert not statements_citing_gold(graded(refusal(), evidence=GOLD))


def test_an_answer_about_something_else_shows_no_dose_that_needs_cautions():
    assert Cautions().score(graded(of_quote(STARCH), evidence=GOLD, **DOSE)) is None


def test_an_answer_that_states_the_dose_or_cites_its_place_needs_them():
    assert Cautions().score(graded(of_quote(FLUIDS), **DOSE)).hits == 0
    unsaid = graded(of_quote(FLUIDS), evidence=GOLD, **DOSE | {"facts": ((Pattern("x"),),)})
    assert Cautions().score(unsaid).hits == 0


def test_without_facts_that_would_be_missed_the_cautions_are():
    assert Cautions().score(graded(of_quote(STARCH), evidence=GOLD, **DOSE | {"facts": ()})).of == 1
    assert Cautions().score(graded(None, evidence=GOLD, **DOSE)).hits == 0
