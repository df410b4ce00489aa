"""Phrases of somebody who has no time, and those that only sound so."""

import pytest

from assistant.answers import NoticeKind
from assistant.screen.emergency import emergency_notice


@pytest.mark.parametrize(
    "question",
    [
        "patient not breathing",
        "pt stopped breathing what do I do",
        "he isn't breathing",
        "no pulse, adrenaline dose?",
        "my patient has arrested",
        "pt just arrested, K 7",
        "she's arresting",
        "baby choking",
        "he is choking now",
        "choking",
        "unconscious now, sugar 1.2",
        "she suddenly collapsed in the corridor",
        "child has gone blue",
        "he won't wake up",
        "patient still fitting after 2 lorazepam",
        "about to give 10x the dose of morphine, ok?",
        "just gave ten times the insulin",
        "gave 100 x the heparin",
        "I gave the wrong drug",
        "can't intubate can't ventilate",
        "blood is pouring from the wound",
        "she can't breathe after the penicillin",
        "I took 30 paracetamol",
        "in anaphylaxis now, dose?",
        "<NAME> is unresponsive",
        "help",
    ],
)
def test_what_happens_now_shows_the_route(question):
    [notice] = emergency_notice(question, "Call 2222.")

    assert notice.kind is NoticeKind.EMERGENCY
    assert notice.message.endswith("Call 2222.")


@pytest.mark.parametrize(
    "question",
    [
        "adrenaline dose in cardiac arrest",
        "post-arrest temperature target",
        "management of the unconscious patient",
        "breathing exercises after surgery",
        "choking algorithm in infants",
        "naloxone for opioid overdose",
        "status epilepticus second line",
        "how is a 10x overdose of gentamicin prevented",
        "massive haemorrhage protocol",
        "patient arrested by police, confidentiality",
        "bleeding risk on apixaban",
        "blue baby, causes",
    ],
)
def test_the_name_of_a_condition_alone_shows_none(question):
    assert emergency_notice(question, "Call 2222.") == ()
