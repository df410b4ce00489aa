"""What answers best is read first, and what belongs together stays together."""

from dataclasses import replace

from assistant.generate.candidates import candidates
from assistant.generate.ordering import in_reading_order
from assistant.generate.selection import choose
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of

SHOCK = """# Shock

## Background

Shock is common at night. It is often missed by tired people.

## Treatment

Keep the patient warm. Lay the patient down flat.

1. Call for help.
2. Give oxygen.
3. Give crystalloid 500 mL.

Look for the source of bleeding.
"""
OTHER = "# Bleeding\n\nPress on the wound with both hands.\n"


def read(scores, *documents, question="shock"):
    """The words in the order they are read; what no score is given for has the lowest."""
    found = [
        one
        for number, markdown in enumerate(documents or (SHOCK,))
        for one in candidates(
            expand("shock"), evidence_of(markdown, id=f"document-{number}"), frozenset()
        )
    ]
    scored = [
        replace(one, score=max((s for words, s in scores.items() if words in one.words), default=0))
        for one in found
    ]
    return [one.words for one in in_reading_order(scored, expand(question))]


def test_the_section_that_answers_best_comes_first():
    words = read({"warm": 1.0})

    assert words[0] == "Keep the patient warm."
    assert words[-2:] == ["Shock is common at night.", "It is often missed by tired people."]


def test_steps_stay_whole_and_in_order_wherever_the_best_one_stands():
    words = read({"crystalloid": 1.0})

    assert [step[:2] for step in words[:3]] == ["1.", "2.", "3."]


def test_below_the_best_run_a_section_is_in_source_order():
    words = read({"source of bleeding": 1.0, "oxygen": 0.5})

    assert words[:4] == [
        "Look for the source of bleeding.",
        "Keep the patient warm.",
        "Lay the patient down flat.",
        "1. Call for help.",
    ]


def test_sentences_that_follow_one_another_are_not_turned_round():
    assert read({"flat": 1.0})[:2] == ["Keep the patient warm.", "Lay the patient down flat."]


def test_the_document_that_answers_best_comes_first():
    assert read({"wound": 1.0}, SHOCK, OTHER)[0] == "Press on the wound with both hands."


def test_nothing_is_lost_and_nothing_added():
    assert sorted(read({"oxygen": 1.0}, SHOCK, OTHER)) == sorted(read({}, SHOCK, OTHER))


STROKE = "# Acute stroke\n\nGive tenecteplase 20 mg.\n\nDo not use it in pregnancy.\n"
STEMI = "# STEMI\n\nGive tenecteplase 40 mg.\n"


def chosen(question, *documents):
    found = [
        one
        for number, (title, markdown) in enumerate(documents)
        for one in candidates(
            expand(question), evidence_of(markdown, title, id=f"document-{number}"), frozenset()
        )
    ]
    scored = [replace(one, score=1.0 - one.rank / 100) for one in found]
    return [one.words for one in choose(expand(question), scored, lambda term: 5.0, 5)]


BOTH = (("Acute stroke", STROKE), ("STEMI", STEMI))


def test_a_dose_for_another_condition_is_left_out_and_its_limits_stay():
    words = chosen("tenecteplase dose in STEMI", *BOTH)

    assert "Give tenecteplase 20 mg." not in words
    assert set(words) == {"Give tenecteplase 40 mg.", "Do not use it in pregnancy."}


def test_without_one_for_the_condition_asked_about_nothing_is_left_out():
    assert "Give tenecteplase 20 mg." in chosen("tenecteplase dose in STEMI", BOTH[0])
    assert len(chosen("tenecteplase dose", *BOTH)) == 3


def test_who_asks_for_a_dose_reads_one_first():
    words = read({"warm": 1.0, "crystalloid": 0.5}, question="how much crystalloid for shock?")

    assert words[2] == "3. Give crystalloid 500 mL."


SECOND = """# Sepsis

## Alternative first-line

Give benzylpenicillin 25 mg/kg every 12 hours.

## First-line

Give ampicillin 50 mg/kg every 12 hours.
"""


def test_an_alternative_is_not_read_before_what_it_stands_in_for():
    scores = {"benzylpenicillin": 1.0, "ampicillin": 0.9}

    assert "ampicillin" in read(scores, SECOND, question="Which antibiotics for sepsis?")[0]
    asked = "Which alternative antibiotics for sepsis?"
    assert "benzylpenicillin" in read(scores, SECOND, question=asked)[0]


def test_what_is_given_after_a_failure_is_not_read_before_the_first_dose():
    markdown = SECOND.replace("Alternative first-line", "Refractory sepsis")
    scores = {"benzylpenicillin": 1.0, "ampicillin": 0.9}

    assert "ampicillin" in read(scores, markdown, question="Which antibiotics for sepsis?")[0]
    asked = "Which antibiotics for refractory sepsis?"
    assert "benzylpenicillin" in read(scores, markdown, question=asked)[0]
