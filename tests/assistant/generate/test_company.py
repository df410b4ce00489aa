"""What a sentence is shown with, and what of a table or list is not for who asks."""

from dataclasses import replace

from assistant.generate.candidates import candidates
from assistant.generate.selection import choose
from assistant.judgement import Judgement
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of


def chosen(markdown, question, best):
    """What is chosen when the sentence that holds `best` scores highest, and no other near it."""
    found = candidates(expand(question), evidence_of(markdown), frozenset())
    scored = [replace(one, score=1.0 if best in one.words else 0.1) for one in found]
    return [one.words for one in choose(expand(question), scored, lambda term: 5.0, 5)]


DRUGS = """# Opioids

| Medicine | Oral dose (mg) |
| --- | --- |
| Codeine | 30 |
| Tramadol | 50 |
"""
PATIENTS = """# Meningitis

| Patient | Ceftriaxone dose |
| --- | --- |
| Adult | 2 g |
| Child of 3 years | 80 mg/kg |
"""


def test_rows_for_drugs_that_are_not_asked_about_are_left_out():
    assert chosen(DRUGS, "codeine dose", "Codeine") == ["Medicine: Codeine; Oral dose (mg): 30"]
    assert len(chosen(DRUGS, "which weak opioids are there", "Codeine")) == 2


def test_rows_for_other_patients_are_left_out():
    [row] = chosen(PATIENTS, "ceftriaxone dose for an adult", "Adult")

    assert "2 g" in row
    assert len(chosen(PATIENTS, "ceftriaxone dose in meningitis", "Adult")) == 2


def test_the_neighbours_of_a_band_stay_whoever_they_are_for():
    markdown = PATIENTS.replace("Adult |", "Neonate |").replace("Child of", "1 month to")

    assert len(chosen(markdown, "ceftriaxone for a 2 month old child", "1 month")) == 2


def test_items_for_other_drugs_are_left_out():
    markdown = "# Pain\n\nGive one of:\n\n- codeine 30 mg\n- tramadol 50 mg\n"

    assert chosen(markdown, "codeine dose", "codeine") == ["Give one of: codeine 30 mg"]


def test_steps_and_lists_of_when_not_to_stay_whole():
    steps = "# Pain\n\n1. Give codeine 30 mg.\n2. Give tramadol 50 mg.\n"
    never = "# Pain\n\nDo not give codeine with:\n\n- tramadol or codeine\n- morphine 10 mg\n"

    assert len(chosen(steps, "codeine dose", "codeine")) == 2
    assert len(chosen(never, "codeine dose", "tramadol or")) == 2


LONG = "# Asthma\n\n" + "".join(
    f"- {words}\n"
    for words in (
        "Salbutamol for an adult: 5 mg", "Salbutamol for a toddler: 2.5 mg",
        *(f"Asthma of grade {n}: see the plan of the clinic" for n in range(6)),
    )
)  # fmt: skip


def test_of_a_long_list_the_doses_of_the_drug_asked_about_are_shown():
    assert chosen(LONG, "salbutamol dose in asthma", "an adult") == [
        "Salbutamol for an adult: 5 mg",
        "Salbutamol for a toddler: 2.5 mg",
    ]


ANNOUNCED = """# Sepsis

First-line antibiotics for sepsis:

Ampicillin with gentamicin for 7 days

| Age | Ampicillin | Gentamicin |
| --- | --- | --- |
| 1 day | 50 mg/kg | 3 mg/kg |
| 9 days | 50 mg/kg | 5 mg/kg |

## Duration

Stop antibiotics for sepsis after 7 days.
"""


def test_what_a_colon_announces_comes_with_the_doses_below_it():
    words = chosen(ANNOUNCED, "first-line antibiotics", "First-line")

    assert words[:2] == [
        "First-line antibiotics for sepsis:",
        "Ampicillin with gentamicin for 7 days",
    ]
    assert len(words) == 4


def test_who_asks_what_to_give_is_told_though_something_else_scores_better():
    question = expand("Which antibiotics for sepsis?")
    found = candidates(question, evidence_of(ANNOUNCED), frozenset())
    scores = {"First-line": 0.8, "Stop": 1.0}
    scored = [
        replace(one, score=next((s for w, s in scores.items() if w in one.words), 0.1))
        for one in found
    ]
    words = [one.words for one in choose(question, scored, lambda term: 5.0, 5)]

    assert words[0] == "First-line antibiotics for sepsis:"
    assert words[-1] == "Stop antibiotics for sepsis after 7 days."


JOINED = """# Pneumonia

Inpatient:

- Benzylpenicillin every 6 hours
- PLUS doxycycline twice a day
- Stop when improving
"""


def judged(markdown, best, logits):
    """What is chosen where the evidence model puts sentences as far apart as said, else at -9."""
    evidence = [
        replace(
            one,
            judgement=Judgement(
                0.0,
                0.0,
                tuple(
                    next(
                        (x for w, x in logits.items() if w in one.text.content[s.start : s.end]),
                        -9.0,
                    )
                    for s in one.passage.sentences
                ),
            ),
        )
        for one in evidence_of(markdown)
    ]
    found = candidates(expand("pneumonia"), evidence, frozenset())
    scored = [replace(one, score=1.0 if best in one.words else 0.1) for one in found]
    return [one.words for one in choose(expand("pneumonia"), scored, lambda term: 5.0, 5)]


def test_items_that_are_far_less_likely_to_answer_are_left_out():
    markdown = "# Pneumonia\n\n" + "".join(f"- Item {n} of a list\n" for n in range(6))

    assert judged(markdown, "Item 3", {"Item 3": 2.0, "Item 4": 1.0}) == [
        "Item 3 of a list",
        "Item 4 of a list",
    ]


def test_what_is_given_together_is_shown_together():
    assert len(judged(JOINED, "doxycycline", {"doxycycline": 5.0})) == 3


def test_of_what_is_counted_nothing_is_left_out():
    items = "- fever is high\n- cough is new\n- sputum is green\n"
    markdown = f"# Pneumonia\n\nTreat with two or more of:\n\n{items}"

    assert len(judged(markdown, "cough", {"cough": 5.0})) == 3


def test_what_is_for_another_severity_is_left_out():
    markdown = "# Croup\n\nMILD:\n\n- Watch for four hours\n\nSEVERE:\n\n- Call for help now\n"
    found = candidates(expand("croup"), evidence_of(markdown), frozenset())
    scored = [replace(one, score=1.0) for one in found]
    question = expand("how is severe croup treated")

    assert [one.words for one in choose(question, scored, lambda term: 5.0, 5)] == [
        "SEVERE: Call for help now"
    ]


def test_rows_of_a_sequence_are_shown_whole():
    rows = "".join(f"| Part {n} of the work | {n} |\n" for n in ("one", "two", "three"))
    markdown = f"# Weights\n\n| Step | Result |\n| --- | --- |\n{rows}"

    assert len(chosen(markdown, "what is part two", "two")) == 3
    assert len(chosen(markdown.replace("Step", "Name"), "what is part two", "two")) == 1


def test_what_names_no_drug_is_left_out_with_the_drug_before_it():
    items = "- Phenytoin 15 mg/kg slowly\n- Diazepam 10 mg\n- Can be given rectally, 500 mg\n"

    assert chosen(f"# Seizures\n\n{items}", "phenytoin dose", "Phenytoin") == [
        "Phenytoin 15 mg/kg slowly"
    ]


def test_what_names_no_patients_is_left_out_with_those_before_it():
    items = "- Child of 3 years: 15 mg/kg\n- Adult: 500 mg\n- 250 mg a day later\n"

    assert chosen(f"# Seizures\n\n{items}", "dose for a child", "Child") == [
        "Child of 3 years: 15 mg/kg"
    ]
