"""Which cautions belong to a dose."""

import pytest

from assistant.generate.cautions import MOST, MOST_ELSEWHERE, cautions_for, cautions_of
from assistant.generate.doses import holds_dose
from tests.assistant.generate.build import evidence_of, sentence_with

CELLULITIS = """
# Cellulitis

## Treatment

Give doxycycline 200 mg by mouth on the first day, then 100 mg once a day.

Doxycycline is contraindicated in pregnancy and breastfeeding.

Do not give with isotretinoin.

Flucloxacillin 500 mg four times a day is the first choice.

Flucloxacillin is avoided after flucloxacillin jaundice.

Do not use in children under 12 years.
"""

SEIZURES = """
# Seizures

## Second line

### Loading doses

Give phenytoin 20 mg/kg at no more than 50 mg a minute.

### Cautions and contraindications

- Phenytoin is contraindicated in heart block.
- Valproate is contraindicated in liver failure.

## Follow up

Phenytoin is not restarted without a neurologist.

Phenytoin is prescribed by the clinic.

Levetiracetam is not stopped suddenly.
"""

STEPS = """
# Low blood sugar

## Steps

1. Call for help.
2. Start insulin at 4 units/h in an adult.

## Insulin

### Rates

Hold the infusion while potassium is below 3.0 mmol/L.

Never give it into a muscle.

Children have a lower ceiling of 2 units.

## Diet

Do not eat late.
"""


def cautions(markdown, dose, asked=frozenset(), about=frozenset()):
    evidence = evidence_of(markdown)
    found, sentence = sentence_with(evidence, dose)
    cautions = cautions_for(found, [sentence], asked, about)
    return [found.text.content[s.start : s.end] for _, s in cautions]


def test_a_caution_about_pregnancy_is_quoted_to_who_asks_about_an_adult():
    found = cautions(CELLULITIS, "doxycycline 200 mg", {"adult"})

    assert "Doxycycline is contraindicated in pregnancy and breastfeeding." in found


def test_a_caution_about_children_is_not_quoted_to_who_asks_about_an_adult():
    assert not any("children" in one for one in cautions(CELLULITIS, "doxycycline", {"adult"}))
    assert any("children" in one for one in cautions(CELLULITIS, "doxycycline"))


def test_an_interaction_is_quoted_though_it_names_another_drug():
    assert "Do not give with isotretinoin." in cautions(CELLULITIS, "doxycycline 200 mg")


def test_a_caution_of_another_drug_with_a_dose_of_its_own_is_not_quoted():
    assert not any("flucloxacillin jaundice" in o for o in cautions(CELLULITIS, "doxycycline 200"))


def test_a_section_of_cautions_beside_the_dose_is_read_too():
    assert cautions(SEIZURES, "phenytoin 20 mg/kg")[0] == (
        "Phenytoin is contraindicated in heart block."
    )


def test_a_limit_of_the_drug_is_quoted_wherever_the_document_has_it():
    assert cautions(SEIZURES, "phenytoin 20 mg/kg")[1:] == [
        "Phenytoin is not restarted without a neurologist."
    ]


def test_a_section_headed_by_the_drug_limits_a_dose_given_in_a_list_of_steps():
    assert cautions(STEPS, "insulin at 4 units/h", {"adult"}) == [
        "Hold the infusion while potassium is below 3.0 mmol/L.",
        "Never give it into a muscle.",
    ]


def test_a_dose_under_other_headings_is_for_another_condition():
    text = "# Fits\n\n## Drugs\n\nGive phenytoin 1 g.\n\n## Flutter\n\n"
    text += "Give phenytoin 250 mg, to a maximum of 500 mg.\n\nNever mix phenytoin with glucose."

    assert cautions(text, "phenytoin 1 g") == ["Never mix phenytoin with glucose."]


def test_the_dose_of_another_drug_in_the_table_is_no_caution():
    rows = "| Drug | Dose |\n|---|---|\n| Phenytoin | 1 g, maximum 2 g |\n"
    text = f"# Fits\n\n## Drugs\n\n{rows}| Levetiracetam | 3 g, maximum 4 g |"

    assert cautions(text, "Phenytoin | 1 g") == []


def test_only_the_drug_asked_about_is_followed_beyond_its_section():
    both = "# Fits\n\n## Drugs\n\nGive phenytoin 1 g with levetiracetam 3 g.\n\n## Later\n\n"
    later = "Phenytoin is never stopped at once.\n\nAvoid levetiracetam in anger."

    assert cautions(both + later, "phenytoin 1 g", about={"levetiracetam"}) == [
        "Avoid levetiracetam in anger."
    ]


def test_what_a_drug_is_given_with_does_not_make_it_a_caution_of_that_drug():
    text = "# Bleeding\n\nGive phenytoin 1 g.\n\nGive heparin 5,000 units.\n\n"
    text += "It has a ceiling of 2 g, always together with heparin."

    assert "It has a ceiling of 2 g, always together with heparin." in cautions(text, "phenytoin")


def test_cautions_have_an_end_and_the_nearest_are_kept():
    own = "".join(f"Never give it on day {day} of the month.\n\n" for day in range(40))
    text = f"# Fits\n\n## Drugs\n\nGive phenytoin 1 g.\n\n{own}Avoid phenytoin in anger.\n\n"
    found = cautions(text + "## Later\n\nAvoid phenytoin at sea.", "phenytoin 1 g")

    assert len(found) == MOST
    assert "Avoid phenytoin in anger." in found
    assert "Avoid phenytoin at sea." not in found


def test_few_cautions_come_from_elsewhere():
    later = "".join(f"Avoid phenytoin on day {day} of the month.\n\n" for day in range(40))
    found = cautions(f"# Fits\n\n## Drugs\n\nGive phenytoin 1 g.\n\n## Later\n\n{later}", "1 g")

    assert len(found) == MOST_ELSEWHERE


def test_the_next_chapter_of_a_long_document_is_about_other_patients():
    filler = "The ward keeps a register of all that happens.\n\n" * 1000
    text = "# Book\n\n## Fits\n\n### Dose\n\nGive phenytoin 1 g.\n\n### Later\n\n"
    text += "Avoid phenytoin at sea.\n\n"
    text += f"## Hearts\n\n{filler}### Rhythm\n\nAvoid phenytoin in flutter.\n\n"

    assert cautions(text, "phenytoin 1 g") == ["Avoid phenytoin at sea."]


def test_a_cell_under_a_header_with_the_unit_is_a_dose_too():
    table = "| Weight (kg) | Dalteparin dose (units once daily) |\n|---|---|\n| 46 to 56 | 10,000 |"
    text = f"# Clots\n\n{table}\n\nDalteparin is contraindicated in bleeding."

    assert cautions(text, "46 to 56") == ["Dalteparin is contraindicated in bleeding."]


def test_a_sentence_without_a_dose_brings_no_cautions():
    assert cautions(SEIZURES, "Phenytoin is not restarted") == []


@pytest.mark.parametrize(
    "words",
    [
        "labetalol 2 mg/min",
        "adrenaline 5 micrograms/min",
        "2.4 million units of benzathine benzylpenicillin",
        "3 capsules",
        "500 milligrams",
        "1 gram",
        "2 ampoules",
        "1,000 mL of crystalloid",
        "0.9 mg/kg",
        "4 puffs",
    ],
)
def test_an_amount_to_give_is_a_dose(words):
    assert holds_dose(words)


@pytest.mark.parametrize(
    "words", ["potassium above 6.5 mmol/L", "CrCl below 20 mL/min", "a 12-lead ECG", "65 years"]
)
def test_what_is_measured_is_no_dose(words):
    assert not holds_dose(words)


THROMBOLYSIS = """
# Stroke

## Doses

Give alteplase 0.9 mg/kg.

## Contraindications

Do not give alteplase when any of these is present:

- Haemorrhage on imaging.
- Major surgery within 14 days.
- Platelets below 100.
"""


def test_a_list_of_when_not_to_comes_whole():
    found, dose = sentence_with(evidence_of(THROMBOLYSIS), "alteplase 0.9")
    cautions = cautions_for(found, [dose], frozenset())
    words = [found.text.content[one.start : one.end].lstrip("- ") for _, one in cautions]

    assert words == [
        "Haemorrhage on imaging.",
        "Major surgery within 14 days.",
        "Platelets below 100.",
    ]


def test_a_dose_in_words_brings_its_cautions():
    markdown = (
        "# Thrombosis\n\n## Renal impairment\n\nIn renal impairment give half the usual dose of "
        "enoxaparin.\n\nStop enoxaparin and call a senior if there is bleeding.\n"
    )
    found, dose = sentence_with(evidence_of(markdown), "half the usual dose")

    assert len(cautions_for(found, [dose], frozenset())) == 1


MANY = "\n\n".join(f"Never give zinc with medicine number {number}." for number in range(MOST + 3))


def test_what_is_beyond_the_most_is_unsaid_and_not_forgotten():
    markdown = f"# Zinc\n\n## Doses\n\nGive zinc 20 mg once a day.\n\n{MANY}\n"
    found, dose = sentence_with(evidence_of(markdown), "zinc 20 mg")
    cautions = cautions_of(found, [dose], frozenset())
    places = [one.start for _, one in (*cautions.quoted, *cautions.unsaid)]

    assert (len(cautions.quoted), len(cautions.unsaid)) == (MOST, 3)
    assert len(set(places)) == MOST + 3


def test_with_few_cautions_none_is_unsaid():
    markdown = "# Zinc\n\n## Doses\n\nGive zinc 20 mg once a day.\n\nNever give zinc at night.\n"
    found, dose = sentence_with(evidence_of(markdown), "zinc 20 mg")

    assert cautions_of(found, [dose], frozenset()).unsaid == []
