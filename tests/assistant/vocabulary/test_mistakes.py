import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.vocabulary import SpellingIndex, words
from assistant.vocabulary.lists import brands, drug_names, drug_variants
from assistant.vocabulary.mistakes import drug_words

SHARED = Path(__file__).parents[3] / ".." / "shared"
QUESTIONS = SHARED / "evalsets" / "protocol_questions"

INDEX = SpellingIndex({"antibiotics": 90, "seizure": 50, "stroma": 4, "dose": 200, "the": 400})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("antibotics", "antibiotics"),
        ("siezure", "seizure"),
        ("paracetmol", "paracetamol"),
        ("hydralzine", "hydralazine"),
        ("prednisilone", "prednisolone"),
        ("ceftriaxon", "ceftriaxone"),
        ("norepinefrine", "norepinephrine"),
        ("shoud", "should"),
    ],
)
def test_a_slip_is_put_right(typed, meant):
    assert INDEX.correct(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "prednisone",
        "prednisolone",
        "keppra",
        "sulphadiazine",
        "seizures",
        "stoma",
        "2mg",
        "zzzzzzz",
        "",
        "tracheotomi",
        "abduktion",
    ],
)
def test_a_known_or_unclear_word_is_left_alone(word):
    assert INDEX.correct(word) is None


@pytest.mark.parametrize("word", ["prednisoone", "cefotaxidime", "nicotinc", "chlorpropamine"])
def test_a_word_near_two_drugs_is_left_alone(word):
    assert SpellingIndex({}).correct(word) is None


def test_an_ending_of_another_procedure_is_no_slip():
    assert SpellingIndex({"tracheostomy": 50}).correct("tracheotomy") is None
    assert SpellingIndex({"adduction": 50}).correct("abduction") is None
    assert SpellingIndex({"hypotonic": 50}).correct("hypertonic") is None


def _generics():
    generics = {word: {name} for name in drug_names() for word in words(name)}
    for names in (brands(), drug_variants()):
        for name, meant in names.items():
            for word in words(name):
                generics.setdefault(word, set()).update(meant)
    return generics


def test_no_drug_is_corrected_into_another():
    index = SpellingIndex({"dose": 3})
    assert [word for word in drug_words() if index.correct(word)] == []


def test_a_drug_missing_a_letter_is_never_read_as_another_drug():
    """For each letter lost from each long drug name, the answer is that drug or none."""
    index = SpellingIndex({})
    generics = _generics()
    for drug in sorted(word for word in drug_words() if len(word) >= 6):
        for at in range(1, len(drug)):
            meant = index.correct(drug[:at] + drug[at + 1 :])
            assert meant is None or generics[meant] & generics[drug]


@pytest.mark.skipif(not QUESTIONS.exists(), reason="the shared question set is not here")
def test_clean_questions_are_hardly_ever_corrected():
    frequencies = Counter()
    for document in (QUESTIONS / "docs").glob("*.md"):
        frequencies.update(set(words(document.read_text(encoding="utf-8"))))
    index = SpellingIndex(frequencies)
    lines = (QUESTIONS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    corrected = {
        style: sum(
            any(index.correct(word) for word in words(row["question"]))
            for row in questions
            if row["style"] == style
        )
        for style in ("plain", "typo")
    }
    assert corrected["plain"] <= 5
    assert corrected["typo"] >= 200
