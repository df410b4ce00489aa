"""What is read of a question, and whether words give it."""

import pytest

from assistant.decide.asked import Kind, asked_in, patients_in
from assistant.decide.given import gives


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What dose of gentamicin in neonatal sepsis?", {Kind.DOSE}),
        ("naloxone how often repeat", {Kind.FREQUENCY}),
        ("For how long is flucloxacillin given?", {Kind.DURATION}),
        ("How soon after a needlestick must prophylaxis start?", {Kind.TIME}),
        ("Below what GCS should the airway be secured?", {Kind.THRESHOLD}),
        ("max paracetamol", {Kind.MAXIMUM}),
        ("Which antibiotic treats cellulitis?", {Kind.DRUG}),
        ("Should ibuprofen be avoided in dengue?", {Kind.LIMIT}),
        ("At what age may honey be given?", {Kind.AGE}),
        ("Why does the potassium fall?", set()),
        ("How is a chest drain secured?", set()),
    ],
)
def test_the_kind_of_answer_is_read_from_the_question(question, kinds):
    assert asked_in(question).kinds == kinds


def test_two_kinds_may_be_asked_for_at_once():
    assert asked_in("octreotide bolus dose, and how often").kinds == {Kind.DOSE, Kind.FREQUENCY}


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("gentamicin for a 2-day-old", "neonatal"),
        ("fluid bolus chid septic shock", "paediatric"),
        ("enoxaparin if CrCl < 30", "renal impairment"),
        ("paracetamol in cirrhosis", "hepatic impairment"),
        ("codeine while breast-feeding", "breastfeeding"),
        ("haloperidol in a frail man", "elderly"),
        ("first trimester nausea", "obstetric"),
        ("baby day 1 ?sepsis", "neonatal"),
        ("vancomycin on haemodialysis", "renal impairment"),
        ("dose in AKI", "renal impairment"),
    ],
)
def test_patients_are_read_from_the_question(question, group):
    assert group in asked_in(question).patients


@pytest.mark.parametrize(
    "question",
    ["kidney infection", "renal colic", "when to start haemodialysis", "criteria for dialysis"],
)
def test_a_kidney_is_not_always_one_that_fails(question):
    assert "renal impairment" not in asked_in(question).patients


@pytest.mark.parametrize("question", ["heating pads in CHD", "a CD of the scan", "on the IN side"])
def test_other_words_are_no_patients_and_no_route(question):
    asked = asked_in(question)

    assert not asked.patients
    assert not asked.routes


def test_routes_and_drugs_are_read():
    asked = asked_in("intranasal fentanyl, or PO?")

    assert asked.routes == {"intranasal", "oral"}
    assert asked.drugs == {"fentanyl"}


@pytest.mark.parametrize(
    ("kind", "words", "given"),
    [
        (Kind.DOSE, "Give 5 mg/kg intravenously.", True),
        (Kind.DOSE, "The dose can be reduced about 50%.", True),
        (Kind.DOSE, "Give it slowly.", False),
        (Kind.DOSE, "In pregnancy give the same dose of adrenaline.", True),
        (Kind.DOSE, "The loading dose is given in full in kidney impairment.", True),
        (Kind.DOSE, "Medicine: Doxycycline; Below 30: No change", True),
        (Kind.DOSE, "No change of alteplase dose is made.", True),
        (Kind.DOSE, "Older patients receive half the tenecteplase dose.", True),
        (Kind.DOSE, "Do not give the usual dose.", False),
        (Kind.DOSE, "Take a level before the third dose.", False),
        (Kind.DOSE, "No change of ward.", False),
        (Kind.DOSE, "The target is 10 to 20 mg/L.", False),
        (Kind.DOSE, "Dilute it in sodium chloride 0.9%.", False),
        (Kind.RATIO, "15 compressions to 2 breaths", True),
        (Kind.RATIO, "10 to 20 minutes", False),
        (Kind.FREQUENCY, "1 g every 6 hours", True),
        (Kind.FREQUENCY, "Give 1 g.", False),
        (Kind.DURATION, "for 7 days", True),
        (Kind.DURATION, "for as long as needed", False),
        (Kind.MAXIMUM, "no more than 4 g a day", True),
        (Kind.MAXIMUM, "Give 4 g.", False),
        (Kind.LIMIT, "Avoid it in gout.", True),
        (Kind.LIMIT, "Give it in gout.", False),
        (Kind.DRUG, "Give ceftriaxone.", True),
        (Kind.DRUG, "Give it at once.", False),
    ],
)
def test_words_give_a_kind_of_answer_or_do_not(kind, words, given):
    assert gives(kind, words) is given


def test_texts_and_questions_are_read_alike():
    assert patients_in("In renal impairment") == asked_in("dose in renal impairment?").patients


@pytest.mark.parametrize("kind", [Kind.DOSE, Kind.FREQUENCY])
def test_a_row_gives_what_its_header_states_the_unit_of(kind):
    row = "Medicine: Benzylpenicillin; Dose (mg/kg): 25; Route: IV; Interval (hours): 12"
    assert gives(kind, row)


def test_a_level_in_a_table_is_no_dose():
    assert not gives(Kind.DOSE, "Gentamicin trough (mg/L): 2")
