import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary import Expansion, SpellingIndex, expand, tokens


def test_an_abbreviation_is_written_out_in_brackets():
    assert expand("rate control in AF").text == "rate control in AF (atrial fibrillation)"


def test_an_unambiguous_abbreviation_counts_in_any_case():
    assert set(tokens("atrial fibrillation")) <= set(expand("af rate control").added)


def test_the_full_term_brings_its_abbreviation():
    assert "af" in expand("atrial fibrillation").added


def test_an_ambiguous_abbreviation_brings_all_its_senses():
    added = set(expand("MS drug").added)
    assert set(tokens("multiple sclerosis mitral stenosis morphine")) <= added


@pytest.mark.parametrize(
    "question", ["treat as sepsis", "give it or stop", "what am i to do", "us"]
)
def test_a_small_word_is_no_abbreviation(question):
    assert expand(question).text == question


def test_a_question_in_capitals_has_no_abbreviation_that_is_a_word():
    assert tokens("stenosis")[0] not in expand("TREAT AS SEPSIS").text


def test_a_question_in_capitals_still_has_abbreviations_that_are_no_words():
    assert "embol" in expand("SUSPECTED PE TREATMENT").added


def test_a_dose_in_capitals_is_no_muscle_disease():
    assert expand("PARACETAMOL 500 MG DOSE PER PT").text == "PARACETAMOL 500 MG DOSE PER PT"
    assert "myasthenia gravis" in expand("neostigmine in MG").text


def test_vitamin_k_is_not_potassium():
    assert "potassium" not in expand("vitamin K reversal").added


def test_senses_unknown_to_the_index_are_left_out():
    known = set(tokens("pulmonary embolism")).__contains__
    expanded = expand("PE", known)
    assert expanded.text == "PE (pulmonary embolism)"
    assert set(expanded.added) == set(tokens("pulmonary embolism"))


def test_a_term_already_written_out_is_not_repeated():
    assert expand("AF, atrial fibrillation").text == "AF, atrial fibrillation"


@pytest.mark.parametrize(
    ("lay", "clinical"),
    [
        ("heart attack", "myocardial infarction"),
        ("fit", "seizure"),
        ("water tablet", "diuretic"),
        ("low sugar", "hypoglycaemia"),
        ("high potassium", "hyperkalaemia"),
    ],
)
def test_a_lay_phrase_brings_the_clinical_one(lay, clinical):
    assert set(tokens(clinical)) <= set(expand(f"treating a {lay}").added)


def test_a_brand_is_written_out_for_the_embedder():
    assert expand("keppra dose").text == "keppra (levetiracetam) dose"


def test_a_correction_is_applied_and_shown():
    spelling = SpellingIndex({"sepsis": 40, "antibiotics": 90})
    expanded = expand("antibotics for sepsis", spelling=spelling)
    assert expanded.corrections == (("antibotics", "antibiotics"),)
    assert expanded.text.startswith("antibiotics for sepsis")
    assert tokens("antibiotics")[0] in expanded.terms


def test_a_capital_inside_a_sentence_is_a_name_and_not_corrected():
    spelling = SpellingIndex({"hands": 40, "harris": 1, "stomach": 20})
    assert expand("review by Stomack", spelling=spelling).corrections == ()


def test_a_correction_of_a_capitalised_drug_is_made():
    spelling = SpellingIndex({"dose": 3})
    assert expand("dose of Paracetmol", spelling=spelling).corrections == (
        ("Paracetmol", "paracetamol"),
    )


def test_an_expansion_refuses_added_terms_that_are_its_own():
    with pytest.raises(ValueError, match="added terms must be new"):
        Expansion(asked="af", text="af", terms=("af",), added=("af",))


@given(st.text())
def test_any_question_expands_and_keeps_its_terms(question):
    expanded = expand(question, spelling=SpellingIndex({"sepsis": 3}))
    if not expanded.corrections:
        assert list(expanded.terms) == tokens(question)
