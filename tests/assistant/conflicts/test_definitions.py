"""Definitions and targets: what a sentence says something is by a figure, and what denies it."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conflicts.comparison import find_conflicts
from assistant.conflicts.definitions import definitions_in
from assistant.conflicts.fact import Facts
from assistant.conflicts.figures import ENDLESS, Range
from tests.assistant.conflicts.build import all_facts, conflicts, facts, text_of
from tests.assistant.conflicts.test_comparison import DEMONSTRATION


def defined(sentence):
    return [
        (d.figure.kind.value, d.subject, sentence[d.figure.start : d.figure.end])
        for d in definitions_in(sentence, 0)
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "subject", "stated"),
    [
        ("Fever is a temperature above 38.0 °C.", "definition", "fever", "above 38.0 °C"),
        ("A fever at Harbour Hill is a temperature of 38 °C.", "definition", "fever", "38 °C"),
        ("Hypoglycaemia is a glucose below 4 mmol/L.", "definition", "hypoglycaemia",
         "below 4 mmol/L"),
        ("Overweight is defined as a BMI of 25–30 kg/m².", "definition", "overweight",
         "25–30 kg/m²"),
        ("Stage 2 (severe) hypertension means a blood pressure of 160/100 mmHg or more.",
         "definition", "stage 2 hypertension", "160/100 mmHg or more"),
        ("Normal serum sodium is 135 to 145 mmol/L.", "definition", "normal serum sodium",
         "135 to 145 mmol/L"),
        ("Start early; the target systolic pressure is 130 mmHg.", "target", "systolic pressure",
         "130 mmHg"),
        ("Target oxygen saturation: 94–98%", "target", "oxygen saturation", "94–98%"),
        ("The aim is a potassium below 6.0 mmol/L.", "target", "potassium", "below 6.0 mmol/L"),
        ("The theophylline target is 10–20 mg/L.", "target", "theophylline", "10–20 mg/L"),
    ],
)  # fmt: skip
def test_a_sentence_says_what_something_is_by_a_figure(sentence, kind, subject, stated):
    assert defined(sentence) == [(kind, subject, stated)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A patient is at risk of sepsis if the temperature is above 38 °C.",
        "A patient is at risk at a temperature above 38 °C.",
        "It is a temperature above 38 °C.",
        "If fever is a temperature above 38 °C, act.",
        "Fever is usually a temperature above 38 °C.",
        "Fever is not a temperature above 37 °C.",
        "In the trial fever was a temperature above 38 °C.",
        "Hyponatraemia is severe when sodium is below 125 mmol/L.",
        "The first dose is furosemide 40 mg.",
        "The dose of gentamicin is 5 mg/kg.",
        "Metformin is stopped at a GFR below 30 mL/min.",
        "Paracetamol is given for a temperature above 38 °C.",
        "The substrate is glucose 5%.",
        "The target is 6 to 10 mmol/L.",
        "Fever: temperature above 38 °C.",
        "The incubation period is 3–7 days.",
        "Ann is a 34-year-old client of the clinic.",
        "Diabetes is the 8th cause of death.",
        "Repeat the glucose after 15 minutes.",
        "Is fever a temperature above 38 °C?",
    ],
)
def test_what_is_observed_advised_or_said_of_nothing_defines_nothing(sentence):
    assert defined(sentence) == []


def test_a_limit_has_one_end_and_a_figure_both():
    above, below, one = (
        next(definitions_in(f"Fever is a temperature {limit}.", 0)).figure.single
        for limit in ("above 38 °C", "below 38 °C", "of 38 °C")
    )
    assert above == Range(Fraction(38), ENDLESS)
    assert below == Range(Fraction(0), Fraction(38))
    assert one == Range(Fraction(38), Fraction(38))


def test_only_the_first_figure_of_a_clause_is_read():
    sentence = "Fever is a temperature of 38.3 °C or higher, or of 38.0 °C or higher for 1 hour."
    assert [stated for *_, stated in defined(sentence)] == ["38.3 °C or higher"]


def test_what_narrows_a_figure_is_kept_with_it():
    (early,) = definitions_in("In pregnancy, anaemia is a haemoglobin below 110 g/L.", 0)
    (late,) = definitions_in("Fever is a temperature above 38 °C for 1 hour.", 0)
    introduced = "In the first trimester: Anaemia is a haemoglobin below 110 g/L."
    (item,) = definitions_in(introduced, introduced.index("Anaemia"))
    assert "pregnanc" in " ".join(early.conditions)
    assert "hour" in late.conditions
    assert item.conditions > {"first"}


def test_facts_of_definitions_are_read_back_as_written():
    found = all_facts("Fever is a single temperature above 38.0 °C.")
    assert Facts.from_bytes(found.to_bytes()) == found
    assert [fact.drug for fact in facts("Fever is a single temperature above 38.0 °C.")] == [
        "fever"
    ]


FEVER = "Fever in neutropenia is a single oral temperature of 38.3 °C or higher."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FEVER, "Fever in neutropenia at Harbour Hill is a single temperature above 38.0 °C."),
        ("Hypoglycaemia is a glucose below 4 mmol/L.",
         "Hypoglycaemia is defined as a blood glucose below 3.5 mmol/L."),
        ("Hypotension is a systolic pressure below 90 mmHg.",
         "Hypotension means a systolic pressure of 100 mmHg or less."),
        ("Hypotension is a systolic pressure below 90 mmHg.",
         "Hypotension is a systolic pressure above 90 mmHg."),
        ("The target systolic pressure is 130 mmHg.", "Target systolic pressure: below 120 mmHg"),
        ("The target oxygen saturation is 94–98%.", "The target oxygen saturation is 88–92%."),
        ("The target oxygen saturation is 94–98%.", "Aim: oxygen saturation of 92% or more"),
        ("Profound neutropenia is a neutrophil count below 0.1 × 10⁹/L.",
         "Profound neutropenia is a neutrophil count below 0.5 × 10⁹/L."),
    ],
)  # fmt: skip
def test_definitions_that_cannot_both_hold_are_a_conflict(one, other):
    assert len(conflicts(one, other)) == 1
    assert len(conflicts(other, one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same figure, in other words or another unit
        (FEVER, "Fever in neutropenia is a temperature above 38.3 °C."),
        ("Shock is a lactate above 2 mmol/L.", "Shock is a lactate above 2000 micromol/L."),
        # A range and its end, and a figure within
        ("The target oxygen saturation is 94–98%.",
         "The target oxygen saturation is at least 94%."),
        ("The target mean pressure is 65 mmHg.", "The target mean pressure is at least 65 mmHg."),
        ("The target mean pressure is 65–70 mmHg.", "The target mean pressure is 65 mmHg."),
        # Other patients, another measure, another condition, another thing
        ("Anaemia is a haemoglobin below 130 g/L.",
         "Anaemia is a haemoglobin below 110 g/L in children."),
        ("Anaemia is a haemoglobin below 130 g/L.",
         "# Children\n\nAnaemia is a haemoglobin below 110 g/L."),
        ("Shock is a pressure below 90 mmHg.", "Shock is a lactate above 2 mmol/L."),
        ("Diabetes is a fasting glucose above 7 mmol/L.",
         "Diabetes is a random glucose above 11 mmol/L."),
        ("Obesity is a waist circumference above 102 cm in men.",
         "Obesity is a waist circumference above 88 cm in women."),
        ("Neutropenia is a neutrophil count below 0.5 × 10⁹/L.",
         "Profound neutropenia is a neutrophil count below 0.1 × 10⁹/L."),
        # No definition
        (FEVER, "Call a doctor if the temperature is above 38 °C in neutropenia."),
        (FEVER, "A patient is at risk of fever in neutropenia at a temperature above 37.5 °C."),
    ],
)  # fmt: skip
def test_what_can_hold_together_is_no_conflict(one, other):
    assert conflicts(one, other) == []


def test_a_target_is_that_of_its_illness():
    one, other = "Target oxygen saturation: 94–98%", "The target oxygen saturation is 88–92%."
    assert conflicts(one, other, "Asthma", "COPD") == []
    assert conflicts(one, other, "Asthma", "Asthma") != []


def test_a_definition_holds_in_every_chapter():
    one, other = "Fever is a temperature above 38 °C.", "Fever is a temperature above 38.5 °C."
    assert conflicts(one, other, "Malaria", "Sepsis") == [
        ("definition", "above 38 °C", "above 38.5 °C")
    ]


def test_a_document_that_states_both_figures_is_in_no_conflict():
    one, other = "Fever is a temperature above 38 °C.", "Fever is a temperature above 38.5 °C."
    assert conflicts(one, f"{one}\n\n{other}") == []


def test_the_demonstration_s_two_definitions_of_fever_are_found():
    found = find_conflicts(
        {
            (name, "1"): all_facts(_body(name), name, ["adult"])
            for name in ("neutropenic-sepsis", "national-neutropenic-sepsis")
        }
    )
    assert [(c.what, c.drug) for c in found] == [("definition", "fever in neutropenia")]


def test_a_changed_definition_in_a_copy_of_a_document_is_found():
    changed = 0
    for file in sorted(DEMONSTRATION.glob("*.md")):
        markdown = _body(file.stem)
        original = all_facts(markdown, file.stem)
        for fact in (fact for fact in original.facts if fact.is_defined):
            sentence = text_of(markdown).content[fact.start : fact.end]
            # The upper end of a range: a range still rises.
            stated = re.sub(r"^(.*(?:–| to ))?(\D*)(\d+)", _thrice, fact.stated)
            assert sentence in markdown
            copy = all_facts(
                markdown.replace(sentence, sentence.replace(fact.stated, stated, 1)), file.stem
            )
            changed += 1
            assert find_conflicts({("a", "1"): original, ("b", "1"): copy}), sentence
    assert changed >= 10


TERMS = """Fever hypotension is are a the defined as means target aim normal temperature pressure
of above below 38 39 °C 90 mmHg or higher between and – : ; . , ( ) at Harbour Hill in children
for 1 hour glucose 4 mmol/L %"""


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*TERMS.split(), "\n"]), max_size=30).map(" ".join))
def test_whatever_is_written_a_document_never_contradicts_itself_or_its_copy(markdown):
    found = all_facts(markdown)
    assert Facts.from_bytes(found.to_bytes()) == found
    assert find_conflicts({("a", "1"): found}) == ()
    assert find_conflicts({("a", "1"): found, ("a", "2"): found, ("b", "1"): found}) == ()


def _thrice(match):
    return (match[1] or "") + match[2] + str(3 * int(match[3]) + 1)


def _body(name):
    markdown = (DEMONSTRATION / f"{name}.md").read_text("utf-8")
    return re.sub(r"\A---.*?^---$", "", markdown, flags=re.S | re.M)
