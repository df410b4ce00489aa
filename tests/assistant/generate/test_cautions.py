"""Which cautions belong to a dose."""

import pytest

from assistant.generate.cautions import cautions_for
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
"""


def cautions(markdown, dose, asked=frozenset()):
    evidence = evidence_of(markdown)
    found, sentence = sentence_with(evidence, dose)
    return [found.text.content[s.start : s.end] for _, s in cautions_for(found, [sentence], asked)]


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
    assert cautions(SEIZURES, "phenytoin 20 mg/kg") == [
        "Phenytoin is contraindicated in heart block."
    ]


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
