"""Facts: which figures a sentence states for which drug."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conflicts.fact import Fact, Facts
from assistant.conflicts.figures import Figure, Kind, Range
from tests.assistant.conflicts.build import all_facts, facts, text_of


def stated(markdown, **about):
    return [(fact.drug, fact.kind.value, fact.stated) for fact in facts(markdown, **about)]


def test_a_sentence_states_dose_maximum_and_duration():
    assert stated(
        "Give amoxicillin 50 mg/kg (maximum 1 g) by mouth three times a day for 5 days."
    ) == [
        ("amoxicillin", "dose", "50 mg/kg (maximum 1 g) by mouth three times a day"),
        ("amoxicillin", "maximum dose", "maximum 1 g"),
        ("amoxicillin", "duration", "5 days"),
    ]


def test_a_dose_with_its_frequency_is_a_daily_dose_too():
    (fact,) = facts("Amoxicillin 500 mg every 8 hours.")
    assert fact.single == Range(Fraction(1, 2), Fraction(1, 2))
    assert fact.daily == Range(Fraction(3, 2), Fraction(3, 2))


def test_four_doses_of_250_mg_are_1_g_a_day():
    (four,) = facts("Erythromycin 250 mg four times a day.")
    (one,) = facts("Erythromycin 1 g daily.")
    assert four.daily == one.daily


def test_each_drug_of_a_sentence_has_its_own_dose():
    assert stated("Amoxicillin 500 mg three times a day or doxycycline 100 mg twice a day.") == [
        ("amoxicillin", "dose", "500 mg three times a day"),
        ("doxycycline", "dose", "100 mg twice a day"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Give amoxicillin or ampicillin 500 mg.",
        "Midazolam as usual (not 5 mg).",
        "Oral zincomycine 10 mg/kg once daily may be used in those who cannot have quinine.",
        "Dissolve the 500 mg vial of ceftriaxone in 5 mL of water.",
        "Gentamicin injection contains 40 mg/mL.",
        "A paracetamol overdose above 150 mg/kg needs acetylcysteine.",
        "Stop gentamicin when the level is above 2 mg/L.",
        "Increase the dose of furosemide to 80 mg.",
    ],
)
def test_what_is_no_dose_of_one_drug_gives_no_fact(sentence):
    assert stated(sentence) == []


def test_a_fixed_combination_is_one_drug():
    assert stated("Piperacillin with tazobactam 4.5 g IV, or Tazocin 4.5 g.") == [
        ("piperacillin + tazobactam", "dose", "4.5 g"),
        ("piperacillin + tazobactam", "dose", "4.5 g"),
    ]


def test_a_drug_that_must_not_be_given_does_not_take_the_dose():
    assert stated("If allergic to amoxicillin, give doxycycline 200 mg.") == [
        ("doxycycline", "dose", "200 mg")
    ]


def test_a_route_before_a_name_belongs_to_that_drug():
    first, second = facts("Oral prednisolone 40 mg or IV hydrocortisone 100 mg.")
    assert first.routes == {"oral"}
    assert second.routes == {"iv"}


def test_a_heading_names_the_drug_of_a_sentence_without_one():
    assert stated("# Gentamicin\n\nGive 5 mg/kg once daily.") == [
        ("gentamicin", "dose", "5 mg/kg once daily")
    ]


def test_a_row_gives_the_doses_of_its_cells_but_not_its_strengths():
    table = (
        "| Drug | Strength | Dose |\n|---|---|---|\n| Ceftriaxone | 250 mg | 1 g IV once daily |"
    )
    assert stated(table) == [("ceftriaxone", "dose", "1 g IV once daily")]


def test_the_figures_of_a_list_item_are_its_own():
    items = "- Ceftriaxone 50 mg/kg once:\n  - not in jaundice 28 days old\n"
    assert [fact.stated for fact in facts(items)] == ["50 mg/kg"]


def test_the_population_is_that_of_the_sentence_before_the_heading_before_the_document():
    markdown = "# Children\n\nAmoxicillin 250 mg.\n\nAdults: amoxicillin 500 mg.\n"
    child, adult = facts(markdown, population=["obstetric"])
    assert (child.groups, adult.groups) == ({"paediatric"}, {"adult"})
    (document,) = facts("Amoxicillin 500 mg.", population=["obstetric"])
    assert document.groups == {"obstetric"}


def test_first_and_later_doses_are_told_apart():
    loading, maintenance = facts("Phenytoin 20 mg/kg loading dose, then 5 mg/kg daily.")
    assert (loading.stage, maintenance.stage) == ("first", "maintenance")


def test_a_band_belongs_to_the_dose_beside_it():
    first, second = facts("Amoxicillin: 1–5 years 250 mg; 6–12 years 500 mg.")
    assert [(b.low, b.high) for b in first.bands] == [(12, 60)]
    assert [(b.low, b.high) for b in second.bands] == [(72, 144)]


def test_facts_stand_at_their_sentence():
    markdown = "# Sepsis\n\nAct at once. Give gentamicin 5 mg/kg. Then review.\n"
    (fact,) = facts(markdown)
    assert text_of(markdown).content[fact.start : fact.end] == "Give gentamicin 5 mg/kg."


def test_facts_are_read_back_as_written():
    found = all_facts("# Sepsis\n\nChildren of 1–5 years: gentamicin 7.5 mg/kg IV for 5 days.\n")
    assert found.facts
    assert Facts.from_bytes(found.to_bytes()) == found
    assert Facts.from_bytes(found.to_bytes()).to_bytes() == found.to_bytes()


@pytest.mark.parametrize("data", [b"{", b"[[1]]", b"3"])
def test_something_else_is_not_read_as_facts(data):
    with pytest.raises((ValueError, TypeError, KeyError)):
        Facts.from_bytes(data)


def test_impossible_figures_are_refused():
    with pytest.raises(ValueError, match="no range"):
        Range(Fraction(2), Fraction(1))
    with pytest.raises(ValueError, match="an amount"):
        Figure(Kind.DOSE, "g")
    with pytest.raises(ValueError, match="names a drug"):
        Fact(0, 1, "", Kind.DOSE, "g", None, None, "", *[frozenset()] * 10)


WORDS = """Give amoxicillin gentamicin insulin glargine and or then 500 mg 5 mg/kg 1 g – to 10 mL
every 6 hours for 7 days children adults IV oral ; : . , ( ) | max up to ½ × 0.9% # -"""


@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=25).map(" ".join))
def test_whatever_is_written_facts_name_places_of_the_text(markdown):
    content = text_of(markdown).content
    found = all_facts(markdown)
    for fact in found.facts:
        assert 0 <= fact.start < fact.end <= len(content)
    assert Facts.from_bytes(found.to_bytes()) == found
