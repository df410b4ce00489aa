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


def read_of(scores, markdown, question):
    """The words in the order they are read, of those alone that are given a score."""
    found = candidates(expand("shock"), evidence_of(markdown), frozenset())
    scored = [
        replace(one, score=score)
        for one in found
        for words, score in scores.items()
        if words in one.words
    ]
    return [one.words for one in in_reading_order(scored, expand(question))]


RESCUE = """# Anaphylaxis

If an infusion is not available give: nebulised adrenaline 5 mg.

Call for help early.

Give adrenaline 0.5 mg into the muscle.

Lay the patient down flat.

Give oxygen 6 L/minute if adrenaline is needed again.
"""


def test_the_first_dose_is_read_before_what_is_given_where_it_fails():
    scores = {"nebulised": 1.0, "oxygen": 0.9, "muscle": 0.8}

    assert "muscle" in read_of(scores, RESCUE, question="adrenaline dose in anaphylaxis")[0]
    asked = "adrenaline dose in anaphylaxis if an infusion is not available"
    assert "nebulised" in read_of(scores, RESCUE, question=asked)[0]


FLUID = """# Septic shock

Give a child 10 mL/kg of crystalloid.

Call for help early.

Give an adult 500 mL of crystalloid.
"""


def test_who_names_no_patients_reads_what_is_for_adults_before_what_is_for_children():
    scores = {"child": 1.0, "adult": 0.8}

    assert "adult" in read_of(scores, FLUID, question="how much crystalloid in shock?")[0]
    assert "child" in read_of(scores, FLUID, question="how much crystalloid in a child?")[0]


def test_the_dose_of_an_adult_comes_with_that_of_a_child():
    found = candidates(expand("shock"), evidence_of(FLUID), frozenset())
    scores = {"child": 1.0, "adult": 0.8}
    scored = [
        replace(one, score=next((s for w, s in scores.items() if w in one.words), 0.1))
        for one in found
    ]
    question = expand("how much crystalloid in shock?")
    words = [one.words for one in choose(question, scored, lambda term: 5.0, 5)]

    assert words == [
        "Give an adult 500 mL of crystalloid.",
        "Give a child 10 mL/kg of crystalloid.",
    ]


PRESSURE = """# Emergency

- Blood pressure is often 200/120 but may be lower.
- Wait for the doctor.
- Aim to lower the pressure by 20%.
- See the table.
- The threshold for treatment is 180/110.
"""


def test_what_to_do_is_read_before_how_it_often_is():
    words = read_of({"often": 1.0, "Aim": 0.9}, PRESSURE, question="how fast is pressure lowered?")

    assert words[0] == "Aim to lower the pressure by 20%."


def test_the_quantity_asked_for_is_read_before_another_one():
    scores = {"threshold": 1.0, "Aim": 0.9}

    assert read_of(scores, PRESSURE, question="target of blood pressure?")[0].startswith("Aim")
    assert "threshold" in read_of(scores, PRESSURE, question="threshold of blood pressure?")[0]
