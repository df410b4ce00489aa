"""Whether words are about the patients asked about."""

import pytest

from assistant.generate.applies import applies, concerns, is_for_the_allergic


def test_words_for_adults_do_not_apply_to_a_child():
    assert not applies({"paediatric"}, "Adults: give 500 mg.", "Treatment")


def test_the_sentence_decides_before_its_heading():
    assert applies({"paediatric"}, "Children: give 10 mg/kg.", "Adults and others")
    assert not applies({"paediatric"}, "Give 500 mg.", "Adults")


def test_words_for_all_children_apply_to_a_newborn():
    assert applies({"neonatal"}, "Children: give 10 mg/kg.", "")


def test_without_a_population_on_either_side_everything_applies():
    assert applies(set(), "Adults: give 500 mg.", "")
    assert applies({"adult"}, "Give 500 mg.", "Treatment")


def test_a_caution_for_a_narrower_group_concerns_the_wider_one():
    assert concerns({"adult"}, "Contraindicated in pregnancy.")
    assert concerns({"paediatric"}, "Halve the dose in newborn babies.")
    assert not concerns({"adult"}, "Not for children under 12 years.")


def test_what_a_mother_has_concerns_her_newborn():
    assert concerns({"neonatal"}, "Maternal myasthenia: use another drug.")


def test_what_is_for_the_allergic_is_told_apart_when_the_question_has_no_allergy():
    words = "In penicillin allergy, give clarithromycin 500 mg."

    assert is_for_the_allergic("cellulitis, no allergy: which antibiotic?", words)
    assert is_for_the_allergic("NKDA, which antibiotic?", f"Standard infection: {words}")
    assert is_for_the_allergic("no known drug allergies", "Patient: Penicillin allergy; Dose: 1 g")


def test_an_allergy_that_is_asked_about_or_not_spoken_of_stays():
    words = "In penicillin allergy, give clarithromycin 500 mg."

    assert not is_for_the_allergic("cellulitis in penicillin allergy?", words)
    assert not is_for_the_allergic("which antibiotic for cellulitis?", words)


def test_a_line_for_those_without_an_allergy_is_not_for_the_allergic():
    question = "no allergy, which antibiotic?"

    assert not is_for_the_allergic(
        question, "When there is no penicillin allergy give amoxicillin."
    )
    assert not is_for_the_allergic(question, "First line: Amoxicillin; In penicillin allergy: None")


@pytest.mark.parametrize(
    "question",
    [
        "sepsis with no source and penicillin allergy: which antibiotic?",
        "not known if penicillin allergic",
        "is there no alternative in penicillin allergy?",
        "no fever but penicillin allergic",
    ],
)
def test_a_denial_of_something_else_denies_no_allergy(question):
    assert not is_for_the_allergic(question, "In penicillin allergy, give clindamycin.")


def test_what_forbids_a_drug_in_pregnancy_concerns_a_girl():
    assert concerns(frozenset({"paediatric"}), "Doxycycline is contraindicated in pregnancy.")
