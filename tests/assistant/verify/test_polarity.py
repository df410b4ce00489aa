"""What a statement may forbid, allow or make conditional."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify.polarity import fault
from assistant.verify.source import Source

SAME = [
    ("Avoid NSAIDs in pregnancy.", "NSAIDs are contraindicated in pregnancy."),
    ("Do not give gentamicin in pregnancy.", "Gentamicin should not be given in pregnancy."),
    ("Give warfarin unless pregnant.", "Unless pregnant, give warfarin."),
    ("When septic, give fluids.", "Give fluids if septic."),
    ("Give no more than 4 g of paracetamol.", "Give at most 4 g of paracetamol."),
    ("Offer aspirin.", "Offer aspirin; review later."),
]
OTHER = [
    ("Give warfarin.", "Do not give warfarin."),
    ("Do not give warfarin.", "Give warfarin."),
    ("Give warfarin.", "Give warfarin unless pregnant."),
    ("Give warfarin if pregnant.", "Give warfarin unless pregnant."),
    ("Give warfarin, except in pregnancy.", "Give warfarin only in pregnancy."),
    ("Give nitrates.", "Give nitrates only if hypertensive."),
    ("Stop metformin.", "Do not stop metformin."),
    ("Use aspirin.", "Avoid aspirin; use nitrates."),
    ("Do not use nitrates.", "Do not use aspirin; use nitrates."),
    ("Give aspirin.", "Give aspirin and do not give warfarin with it."),
    ("It is contraindicated in asthma.", "It is not contraindicated in asthma."),
    ("Give oxygen with monitoring.", "Give oxygen without monitoring."),
    ("Continue until stable.", "Continue."),
    ("A donor who was transfused cannot donate and must not be told.",
     "A donor who was transfused cannot donate and must be told."),
    ("Report at once, otherwise within 3 days.",
     "Report at once if urgent, otherwise within 3 days."),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "sentence"), SAME)
def test_the_same_in_other_words_is_the_quotes(statement, sentence):
    assert not fault(statement, Source(sentence))


@pytest.mark.parametrize(("statement", "sentence"), OTHER)
def test_the_reverse_and_the_unconditional_are_not(statement, sentence):
    assert fault(statement, Source(sentence))


def test_a_heading_that_denies_has_to_be_said_and_one_that_asks_when_does_not():
    assert fault("Pregnancy.", Source("Pregnancy.", ("Contraindications: when not to give",)))
    assert not fault("Refer at once.", Source("Refer at once.", ("When to refer",)))


ACTS = st.sampled_from(["give fluids", "use aspirin", "start warfarin", "offer morphine"])
TURNS = st.sampled_from(["", "do not ", "never ", "avoid: do not "])
CONDITIONS = st.sampled_from(
    ["", " unless pregnant", " if septic", " only if septic", " until dry"]
)


@settings(max_examples=100, deadline=None)
@given(ACTS, TURNS, CONDITIONS, TURNS, CONDITIONS)
def test_an_instruction_keeps_its_negation_and_its_condition(act, turn, when, other, unless):
    """Two ways to deny may stand for each other, and nothing else may."""
    denied, turned = ("not" in one or "never" in one for one in (turn, other))
    found = fault(f"{turn}{act}{when}.", Source(f"{other}{act}{unless}."))
    if denied != turned or when != unless:
        assert found
    elif turn == other:
        assert not found


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TURNS, ACTS, CONDITIONS), min_size=1, max_size=3))
def test_a_sentence_is_never_at_odds_with_itself(parts):
    sentence = "; ".join(f"{turn}{act}{when}" for turn, act, when in parts)
    assert not fault(sentence, Source(sentence))
