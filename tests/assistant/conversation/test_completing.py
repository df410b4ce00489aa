"""What a follow-up becomes, and what is left as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation import complete, remember
from assistant.conversation.completing import LONGEST
from assistant.conversation.leaning import leans
from assistant.question import REMEMBERED
from assistant.vocabulary import drugs_in, populations_in
from evals.suites.finding import find_suites

ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"
GENTAMICIN = "How much gentamicin IV for a 3 year old with sepsis?"
CELLULITIS = "Which antibiotic for cellulitis in adults?"
PARACETAMOL = "What is the oral dose of paracetamol in an adult?"
KETOACIDOSIS = "How is DKA managed in adults?"
MALARIA = "Which drug for severe malaria?"
BREATHING = "Amoxicillin dose for fast breathing in a child of 2 years?"


@pytest.mark.parametrize(
    ("before", "question", "completed"),
    [
        (ADRENALINE, "and in pregnancy?", "What dose of adrenaline in anaphylaxis in pregnancy?"),
        (ADRENALINE, "what about children?", "What dose of adrenaline in anaphylaxis in children?"),
        (ADRENALINE, "AND IN CHILDREN?", "What dose of adrenaline in anaphylaxis IN CHILDREN?"),
        (ADRENALINE, "how often?", "Adrenaline in adult anaphylaxis: how often?"),
        (ADRENALINE, "and the maximum?", "Dose of adrenaline in adult anaphylaxis: the maximum?"),
        (ADRENALINE, "When is it stopped?", "Adrenaline in adult anaphylaxis: when is it stopped?"),
        (ADRENALINE, "and in asthma?", "What dose of adrenaline in adult asthma?"),
        (ADRENALINE, "what if it fails?", f"{ADRENALINE[:-1]} if it fails?"),
        (ADRENALINE, "in renal failure?", f"{ADRENALINE[:-1]} in renal failure?"),
        (ADRENALINE, "with ipratropium?", f"{ADRENALINE[:-1]} with ipratropium?"),
        (ADRENALINE, "Is that the same in children?",
         "What dose of adrenaline in anaphylaxis in children?"),
        (GENTAMICIN, "how often?", "Gentamicin IV for a 3 year old with sepsis: how often?"),
        (GENTAMICIN, "and in a woman of 30 years?",
         "How much gentamicin IV with sepsis in a woman of 30 years?"),
        (GENTAMICIN, "and vancomycin?", "How much vancomycin IV for a 3 year old with sepsis?"),
        (GENTAMICIN, "and the trough level?",
         "Gentamicin IV for a 3 year old with sepsis: the trough level?"),
        (CELLULITIS, "same for penicillin allergy",
         "Which antibiotic for cellulitis in adults for penicillin allergy?"),
        (CELLULITIS, "and meningitis?", "Which antibiotic for meningitis in adults?"),
        (CELLULITIS, "what about clindamycin?",
         "Antibiotic for cellulitis in adults: clindamycin?"),
        (PARACETAMOL, "and iv?", "What is the iv dose of paracetamol in an adult?"),
        (PARACETAMOL, "how often", "Oral paracetamol in an adult: how often?"),
        (KETOACIDOSIS, "and in pneumonia?", "How is pneumonia managed in adults?"),
        (KETOACIDOSIS, "what next?", "DKA in adults: what next?"),
        (KETOACIDOSIS, "then what?", "DKA in adults: what then?"),
        (MALARIA, "and uncomplicated?", "Which drug for uncomplicated malaria?"),
        (MALARIA, "severe?", MALARIA),
        (CELLULITIS, "and mild?", "Which antibiotic for mild cellulitis in adults?"),
        (BREATHING, "and at 6 months?", "Amoxicillin dose for fast breathing aged 6 months?"),
        (BREATHING, "3 weeks?", "Amoxicillin dose for fast breathing aged 3 weeks?"),
        (ADRENALINE, "under 5?",
         "What dose of adrenaline in anaphylaxis in children under 5 years?"),
        (ADRENALINE, "for 6 months?", f"{ADRENALINE[:-1]} for 6 months?"),
        (ADRENALINE, "if under 3 months?",
         "What dose of adrenaline in anaphylaxis in children under 3 months?"),
        (ADRENALINE, "if she is 2 years?", "What dose of adrenaline in anaphylaxis aged 2 years?"),
        (ADRENALINE, "and in under 5s?",
         "What dose of adrenaline in anaphylaxis in children under 5 years?"),
        ("Dose of anti-D in pregnancy?", "and under 12 weeks?",
         "Dose of anti-D in pregnancy under 12 weeks?"),
        ("Heparin in a patient on dialysis?", "and without dialysis?",
         "Heparin in a patient without dialysis?"),
        ("Enoxaparin dose with an eGFR of 20?", "if eGFR is 50?",
         "Enoxaparin dose if eGFR is 50?"),
        ("Paracetamol dose in renal failure?", "and in hepatic failure?",
         "Paracetamol dose in renal failure in hepatic failure?"),
        (CELLULITIS[:-1] + " with penicillin allergy?", "and without allergy?",
         "Which antibiotic for cellulitis in adults with penicillin allergy without allergy?"),
        (ADRENALINE, "for 25 kg?", "What dose of adrenaline in anaphylaxis for 25 kg?"),
        (ADRENALINE, "for 70 kg?", f"{ADRENALINE[:-1]} for 70 kg?"),
        (ADRENALINE, "and for twins?", f"{ADRENALINE[:-1]} for twins?"),
        (ADRENALINE, "what about HIV positive?", f"{ADRENALINE[:-1]}: HIV positive?"),
        (ADRENALINE, "if hypotensive?", f"{ADRENALINE[:-1]} if hypotensive?"),
        (ADRENALINE, "how many puffs?", "Adrenaline in adult anaphylaxis: how many puffs?"),
        (GENTAMICIN, "trough level?",
         "Gentamicin IV for a 3 year old with sepsis: trough level?"),
        (CELLULITIS, "eGFR 20?", "Which antibiotic for cellulitis in adults in eGFR 20?"),
    ],
)  # fmt: skip
def test_a_follow_up_takes_over_what_it_leaves_open(before, question, completed):
    assert complete(question, [before]) == completed


@pytest.mark.parametrize(
    "question",
    [
        "And what is the dose of gentamicin in neonatal sepsis?",
        "And how does herpes differ from shingles?",
        "Is it safe to give ibuprofen in pregnancy?",
        "What dose of fluids in septic shock?",
        "How is renal failure managed?",
        "Can this rash be measles?",
        "gentamicin?",
        "<NAME>?",
        "What antibiotic?",
        "IT dexamethasone concentration for meningitis?",
    ],
)
def test_a_question_that_says_what_it_is_about_is_never_changed(question):
    assert complete(question, [ADRENALINE]) == question


def test_no_complete_question_that_ships_leans_on_another():
    asked = [case.question for suite in find_suites(["all"]) for case in suite.cases
             if not case.earlier]  # fmt: skip
    assert [question for question in asked if leans(question)] == []


def test_every_follow_up_that_ships_is_completed():
    cases = [case for suite in find_suites(["follow-ups"]) for case in suite.cases]
    whole = {"far-off-after-a-topic", "anaphylaxis-other-topic"}
    assert len(cases) >= 30
    for case in cases:
        changed = complete(case.question, case.earlier) != case.question
        assert changed == (case.id not in whole), case.id


def test_what_was_carried_over_is_carried_further():
    earlier = ["Dose of gentamicin in neonatal sepsis?", "how often?", "and benzylpenicillin?"]
    completed = complete("until when?", earlier)

    assert drugs_in(completed) == {"benzylpenicillin"}
    assert populations_in(completed) == {"neonatal"}


@pytest.mark.parametrize("earlier", [(), ("how often?",), ("and in children?", "when?")])
def test_without_a_question_that_says_something_nothing_is_completed(earlier):
    assert complete("and the maximum?", earlier) == "and the maximum?"


@pytest.mark.parametrize("question", ["how often?", "and the maximum?", "When is it stopped?"])
@pytest.mark.parametrize("group", ["a child", "a neonate", "pregnancy", "an adult"])
def test_a_population_that_was_stated_goes_along(question, group):
    before = f"Dose of ceftriaxone for meningitis in {group}?"
    assert populations_in(complete(question, [before])) == populations_in(before)


@pytest.mark.parametrize(
    "question",
    ["and at 6 months?", "under 5?", "and for twins?", "what about HIV positive?", "6 months?",
     "and uncomplicated?", "at the weekend?", "what about moderate?", "and 2 years?"],
)  # fmt: skip
def test_what_names_no_drug_never_takes_the_place_of_one(question):
    completed = complete(question, ["Amoxicillin dose for pneumonia in a child?"])
    assert drugs_in(completed) == {"amoxicillin"}


@pytest.mark.parametrize("group", ["a child", "neonates", "pregnancy", "an adult"])
def test_another_population_replaces_the_one_before(group):
    for before in ("adult meningitis", "meningitis in a 4-year-old weighing 16 kg"):
        completed = complete(f"and in {group}?", [f"Dose of ceftriaxone in {before}?"])
        assert populations_in(completed) == populations_in(f"in {group}")
        assert "16 kg" not in completed


def test_a_conversation_of_any_length_is_still_understood():
    earlier = ()
    for question in (ADRENALINE, *["how often?"] * 9):
        earlier = remember(earlier, question)

    assert len(earlier) == REMEMBERED
    assert (
        complete("and in children?", earlier) == "Adrenaline in anaphylaxis: how often in children?"
    )


def test_a_completed_question_is_never_longer_than_a_question_may_be():
    before = f"Dose of adrenaline in anaphylaxis {'and asthma ' * 180}?"
    assert len(complete("and in a child who has been ill?", [before[:LONGEST]])) <= LONGEST


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=60))
def test_anything_can_be_asked_after_anything(earlier, question):
    completed = complete(question, earlier)
    assert completed == question or len(completed) <= LONGEST
    assert completed == complete(question, earlier)


@pytest.mark.parametrize(
    "question", ["if premature?", "and if preterm?", "if under one month?", "if 2 weeks?"]
)
def test_an_adults_dose_is_not_asked_for_who_may_be_a_child(question):
    assert complete(question, [ADRENALINE]) == question
    assert complete("and after 2 weeks?", [ADRENALINE]) == f"{ADRENALINE[:-1]} after 2 weeks?"
