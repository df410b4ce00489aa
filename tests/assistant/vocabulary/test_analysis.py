import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary import tokens, tokens_batch, words
from assistant.vocabulary.lists import drug_names

SAME = [
    ("oedema", "edema"),
    ("paediatric", "pediatric"),
    ("haemorrhage", "hemorrhage"),
    ("diarrhoea", "diarrhea"),
    ("oesophageal", "esophageal"),
    ("foetal", "fetal"),
    ("randomisation", "randomization"),
    ("20 millilitres", "20 mL"),
    ("tumours", "tumors"),
    ("sulphate", "sulfate"),
    ("caesarean", "cesarian"),
    ("leucocytes", "leukocytes"),
    ("dialyse", "dialyze"),
    ("manoeuvre", "maneuver"),
    ("50 micrograms", "50 µg"),
    ("50 mcg", "50 μg"),
    ("1,000 units", "1000 units"),
    ("don’t give", "do not give"),
    ("Guillain Barré", "guillain barre"),
    ("CHA₂DS₂", "cha2ds2"),
    ("paracetamol", "acetaminophen"),
    ("adrenaline", "epinephrine"),
    ("noradrenaline", "norepinephrine"),
    ("salbutamol", "albuterol"),
    ("frusemide", "furosemide"),
    ("lignocaine", "lidocaine"),
    ("pethidine", "meperidine"),
    ("rifampicin", "rifampin"),
    ("amoxycillin", "amoxicillin"),
    ("ciclosporin", "cyclosporine"),
    ("aciclovir", "acyclovir"),
]


@pytest.mark.parametrize(("british", "american"), SAME)
def test_two_ways_of_writing_have_the_same_terms(british, american):
    assert tokens(british) == tokens(american)


def test_glyceryl_trinitrate_and_nitroglycerin_share_their_terms():
    assert set(tokens("glyceryl trinitrate")) == set(tokens("nitroglycerin")) == set(tokens("GTN"))


@pytest.mark.parametrize("negation", ["no", "not", "without", "never", "nor", "cannot"])
def test_a_negation_is_kept(negation):
    assert tokens(f"{negation} steroids") != tokens("steroids")


def test_a_decimal_is_one_term():
    assert "0.5" in tokens("give 0.5 mg")
    assert "7.4" in tokens("pH7.4")


def test_a_power_is_not_read_as_a_longer_number():
    assert "109" not in tokens("0.5 × 10⁹/L")


def test_a_half_is_not_read_as_a_longer_number():
    assert tokens("2½ tablets")[:3] == ["2", "1", "2"]


def test_a_rate_gives_its_prefixes_and_parts():
    assert tokens("mg/kg/hr") == ["mg/kg", "mg/kg/hour", "mg", "kg", "hour"]


def test_a_hyphenated_word_gives_its_joined_form_and_parts():
    assert tokens("anti-emetic")[0] == tokens("antiemetic")[0]
    assert tokens("emetic")[0] in tokens("anti-emetic")


def test_a_brand_keeps_its_name_beside_the_generic():
    assert tokens("Keppra") == ["keppra", *tokens("levetiracetam")]


def test_no_two_listed_drugs_have_the_same_terms():
    seen = {}
    for name in drug_names():
        key = tuple(tokens(name))
        assert seen.setdefault(key, name) == name


def test_sound_alike_drugs_stay_apart():
    assert not set(tokens("prednisone hydralazine")) & set(tokens("prednisolone hydroxyzine"))


@given(st.text())
def test_any_text_is_analyzed_without_losing_a_digit(text):
    plain = unicodedata.normalize("NFKD", text)
    found = "".join(tokens(text))
    for digit in {c for c in plain if c.isdecimal()}:
        assert digit in found


@given(st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,3})?", fullmatch=True))
def test_a_number_is_its_own_term(number):
    assert tokens(f"give {number} mg") == ["give", number, "mg"]


@given(st.lists(st.text(), max_size=5))
def test_a_batch_gives_what_each_text_gives(texts):
    assert tokens_batch(texts) == [tokens(text) for text in texts]


@given(st.text())
def test_words_hold_no_digit_and_no_capital(text):
    for word in words(text):
        assert not re.search(r"[\d\s]", word)
        assert word == word.lower()
