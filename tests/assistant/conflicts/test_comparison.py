"""Comparison: which facts of two documents contradict each other."""

import re
from pathlib import Path

import pytest

from assistant.conflicts.comparison import find_conflicts
from corpus.metadata import Population
from tests.assistant.conflicts.build import all_facts, conflicts

DEMONSTRATION = Path(__file__).parents[3] / "corpus" / "demonstration" / "approved"


def test_two_documents_with_different_doses_are_in_conflict():
    assert conflicts(
        "Give amoxicillin 500 mg by mouth three times a day.",
        "The first choice is oral amoxicillin 1 g every 8 hours.",
    ) == [("dose", "500 mg by mouth three times a day", "1 g every 8 hours")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amoxicillin 500 mg three times a day.", "Give amoxicillin 0.5 g every 8 hours."),
        ("Erythromycin 250 mg four times a day.", "Give erythromycin 1 g daily."),
        ("Amoxicillin 5–10 mg/kg every 8 hours.", "Give amoxicillin 7.5 mg/kg every 8 hours."),
        ("Amoxicillin 500 mg orally.", "Give amoxicillin 1 g intravenously."),
        ("Adults: amoxicillin 500 mg.", "In children give amoxicillin 250 mg."),
        ("Amoxicillin 10 mg/kg.", "Give amoxicillin 500 mg."),
        ("Amoxicillin: 1–5 years 250 mg.", "Children of 6–12 years have amoxicillin 500 mg."),
        ("Amoxicillin 1 g loading dose.", "Maintenance dose of amoxicillin: 500 mg."),
        ("Amoxicillin 1 g for prophylaxis.", "Treat with amoxicillin 500 mg."),
        ("Amoxicillin 500 mg in mild pneumonia.", "Severe pneumonia: amoxicillin 1 g."),
        ("Amoxicillin 500 mg.", "Give ampicillin 1 g."),
        ("Amoxicillin 500 mg (maximum 4 g a day).", "Give amoxicillin 500 mg."),
        ("Glucose 10% 5 mL/kg.", "Give glucose 50% 1 mL/kg."),
        ("Amoxicillin 500 mg.", "Amoxicillin 250 mg, or 500 mg when severe."),
    ],
)
def test_what_is_the_same_or_for_something_else_is_no_conflict(one, other):
    assert conflicts(one, other) == []


def test_doses_given_equally_often_are_compared_themselves():
    one, other = "Paracetamol 10 mg/kg every 4 to 6 hours.", "Give paracetamol 15 mg/kg 4–6 hourly."
    assert conflicts(one, other) == [("dose", "10 mg/kg every 4 to 6 hours", "15 mg/kg 4–6 hourly")]


def test_another_illness_is_no_conflict():
    one, other = "Give amoxicillin 500 mg.", "Amoxicillin 1 g is the first choice."
    assert conflicts(one, other, "Otitis media", "Otitis externa") == []
    assert conflicts(one, other, "Acute otitis media (AOM)", "Otitis media in adults") != []


def test_a_section_of_a_handbook_is_compared_with_a_whole_document():
    handbook = (
        "# Chest\n\n## Pneumonia\n\nAmoxicillin 1 g.\n\n## Bronchitis\n\nAmoxicillin 250 mg.\n"
    )
    assert conflicts("Give amoxicillin 500 mg.", handbook, "Pneumonia", "Handbook") == [
        ("dose", "500 mg", "1 g")
    ]


def test_the_population_of_the_document_counts():
    one, other = "Give amoxicillin 500 mg.", "Amoxicillin 1 g is the first choice."
    assert conflicts(one, other, population=["adult"], other_population=["paediatric"]) == []
    assert conflicts(one, other, population=["adult"], other_population=["all"]) != []


def test_different_durations_and_maxima_are_conflicts():
    assert conflicts("Amoxicillin 500 mg for 5 days.", "Give amoxicillin 500 mg for 7 days.") == [
        ("duration", "5 days", "7 days")
    ]
    assert conflicts(
        "Paracetamol 1 g, maximum 4 g a day.", "Give paracetamol 1 g (maximum 3 g a day).", "Fever"
    ) == [("maximum dose", "maximum 4 g a day", "maximum 3 g a day")]


def test_two_versions_of_one_document_are_no_conflict():
    one, other = all_facts("Give amoxicillin 500 mg."), all_facts("Give amoxicillin 1 g.")
    assert find_conflicts({("a", "1"): one, ("a", "2"): other}) == ()
    assert len(find_conflicts({("a", "1"): one, ("b", "2"): other})) == 1


def test_what_a_superseded_version_says_hides_no_conflict_of_its_successor():
    before, after = (all_facts(f"Give amoxicillin {dose} mg.") for dose in (500, 50))
    other = all_facts("The first choice is amoxicillin 500 mg.")
    found = find_conflicts({("a", "1"): before, ("a", "2"): after, ("b", "1"): other})

    assert [side.version for side in found[0].sides] == ["2", "1"]
    assert len(found) == 1


def test_the_same_words_with_another_figure_are_a_conflict_whatever_drugs_they_name():
    one = "Co-amoxiclav 1.2 g with clarithromycin 500 mg when the score is 3 or more."
    assert conflicts(one, one.replace("1.2 g", "1.5 g")) == [("dose", "1.2 g", "1.5 g")]
    assert conflicts(one, one) == []


def test_a_sentence_with_another_figure_is_in_conflict_though_the_figure_stands_elsewhere():
    one = (
        "- Mild: meropenem 500 mg IV on the ward\n- Meropenem 1 g IV for septic shock in the unit\n"
    )
    other = one.replace("for septic", "at once for septic").replace("1 g", "500 mg")
    assert conflicts(one, other) == [("dose", "1 g", "500 mg")]


def test_the_order_of_documents_does_not_matter():
    found = {
        ("b", "1"): all_facts("Amoxicillin 1 g for 7 days."),
        ("a", "1"): all_facts("Give amoxicillin 500 mg for 5 days."),
    }
    assert find_conflicts(found) == find_conflicts(dict(reversed(found.items())))


def test_many_copies_of_two_documents_give_few_conflicts_each():
    one, other = (
        all_facts("Give amoxicillin 500 mg."),
        all_facts("Amoxicillin 1 g is first choice."),
    )
    found = find_conflicts(
        {
            (f"{name}{n}", "1"): facts
            for n in range(40)
            for name, facts in (("a", one), ("b", other))
        }
    )
    sides = [side.document for conflict in found for side in conflict.sides]
    assert set(sides) == {f"{name}{n}" for n in range(40) for name in "ab"}
    assert len(found) <= 40 * 10


def test_a_changed_dose_in_a_copy_of_a_document_is_found():
    """Of every sixth dose of the demonstration hospital at least nine in ten."""
    found = changed = 0
    for file in sorted(DEMONSTRATION.glob("*.md"))[::4]:
        markdown = re.sub(r"\A---.*?^---$", "", file.read_text("utf-8"), flags=re.S | re.M)
        doses = [
            m
            for m in re.finditer(
                r"(?<![\d.,–/] )\b(\d+)(?= (?:mg|micrograms|units)\b)(?!.{0,12}/m?L)", markdown
            )
            if not re.search(r"(?:to|–|or) ?$", markdown[: m.start()])
        ]
        original = all_facts(markdown, file.stem)
        for dose in doses[::6]:
            copy = markdown[: dose.start()] + str(3 * int(dose[1])) + markdown[dose.end() :]
            changed += 1
            found += bool(
                find_conflicts({("a", "1"): original, ("b", "1"): all_facts(copy, file.stem)})
            )
    assert changed >= 20
    assert found >= 0.9 * changed


@pytest.mark.parametrize("population", list(Population))
def test_a_document_is_in_no_conflict_with_its_copy(population):
    markdown = (DEMONSTRATION / "adult-sepsis.md").read_text("utf-8")
    facts = all_facts(markdown, "Sepsis", [population])
    assert find_conflicts({("a", "1"): facts, ("b", "1"): facts}) == ()
