"""Names of many peoples, written in many ways, none of them needing to be in a list."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.redact.lexicon import is_given, is_known, is_surname
from assistant.redact.presidio import LONGEST, PresidioRedactor
from corpus.errors import RedactionError

REDACTOR = PresidioRedactor(own_places=lambda: ["harbour-hill", "Lantern Bay"])

# None of these is in our lists, as the first test says; most are rare or made up.
UNLISTED = [
    "Zorbek",
    "Quimtali",
    "Thandolwethu",
    "Mkhwanazi",
    "Szczepaniuk",
    "Vreeswijk",
    "Kjetilsby",
]
FRAMES = [
    "{} {}, 45 years old, needs gentamicin: what dose?",
    "Patient {} {} has a potassium of 6.9. Calcium gluconate dose?",
    "Bed 4 {} {} has DKA; insulin rate per kg?",
    "Her daughter {} {} asks when isolation ends.",
    "Mr {} {}'s creatinine is 300; enoxaparin dose?",
    "patient called {} {}, adrenaline dose in anaphylaxis?",
]
CLINICAL = [
    *("adrenaline 0.5 mg IM", "Glasgow Coma Scale 8", "Wells score", "Kawasaki disease", "day 3"),
    *("3 weeks ago", "for 7 days", "Addison crisis", "Child-Pugh B", "BP 120/80", "in hospital"),
    *(
        "in the emergency department",
        "on ICU",
        "INR 5.2",
        "vitamin B12",
        "an 85-year-old",
        "CURB-65",
    ),
    *("Guillain-Barré", "Stevens-Johnson syndrome", "1:1000", "Hartmann's", "2/7", "Tazocin 4.5 g"),
]


@pytest.mark.parametrize("name", UNLISTED)
def test_these_names_are_in_no_list(name):
    assert not (is_known(name) or is_given(name) or is_surname(name))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(UNLISTED),
    st.sampled_from(UNLISTED),
    st.sampled_from(FRAMES),
    st.sampled_from([str, str.lower, str.upper]),
)
def test_a_name_in_no_list_goes_where_a_name_stands(first, last, frame, written):
    redacted = REDACTOR.redact(written(frame.format(first, last))).text.lower()
    assert first.lower() not in redacted
    assert last.lower() not in redacted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(CLINICAL), min_size=1, max_size=5).map(", ".join))
def test_clinical_words_stay(words):
    question = f"what is the dose with {words}?"
    assert REDACTOR.redact(question).text == question


@pytest.mark.parametrize(
    ("question", "redacted"),
    [
        ("kowalczyk, agata 45F: insulin rate?", "<NAME> 45F: insulin rate?"),
        ("Tattersall, Marjorie: hypo, awake", "<NAME>: hypo, awake"),
        ("MRS TATTERSALL , MARJORIE - hypo", "<NAME> - hypo"),
        ("pt J. K. Varadharajan, dob 120350", "pt <NAME>, dob <DATE>"),
        ("Ana Lopez in bed 3 and Ivo Brandt in bed 4", "<NAME> in bed 3 and <NAME> in bed 4"),
        ("is Grace on the ward allowed fluids?", "is <NAME> on the ward allowed fluids?"),
        ("will smith has asthma", "<NAME> has asthma"),
        ("JOHN QUILLFEATHER: what is the dose?", "<NAME>: what is the dose?"),
        ("is MARK SMITH allowed morphine MR?", "is <NAME> allowed morphine MR?"),
        ("GIVE PARACETAMOL MR YOUNG", "GIVE PARACETAMOL <NAME>"),
        ("MR SMITH NO ALLERGY", "<NAME> NO ALLERGY"),
        ("Postcode ZZ99 3WZ, neonate", "Postcode <ADDRESS>, neonate"),
        ("my IBAN is GB82 WEST 1234 5698 7654 32", "my IBAN is <ID>"),
        ("seen at Cedar Falls Med Center, IA", "seen at <PLACE>"),
        ("admitted to General Hospital on Monday", "admitted to <PLACE> on Monday"),
        ("car reg AB12 CDE", "car reg <ID>"),
        ("she is 93.", "she is <AGE over 89>."),
    ],
)
def test_an_identifier_goes_whole(question, redacted):
    assert REDACTOR.redact(question).text == redacted


@pytest.mark.parametrize(
    "question",
    [
        "Which temperature is fever in neutropenia at Harbour Hill?",
        "Does Harbour Hill General Hospital use tenecteplase?",
        "Which guideline do patients at Lantern Bay Hospital follow?",
        "What are the symptoms of Lenz Majewski hyperostotic dwarfism?",
        "Which signalling pathway does LY294002 inhibit? And PF-05190457?",
        "paracetmol dosge in a chlid of 12 kg",
        "¿Cuál es la dosis de adrenalina en la anafilaxia?",
        "Wie hoch ist die Dosis Adrenalin bei Anaphylaxie?",
        "patient will be transferred; hope may fade; mark the site",
        "NITROFURANTOIN MR NUMBER OF DAYS",
        "MORPHINE 10 MG MR TABLETS",
        "GRACE SCORE: when is it used?",
        "WILL YOUNG PATIENTS NEED MORPHINE",
        "POSITIVE ANA ANCA AND DSDNA",
    ],
)
def test_a_question_without_identifiers_stays(question):
    assert REDACTOR.redact(question).text == question


def test_another_place_is_redacted_although_the_sites_own_stay():
    text = "moved from St Brannoc's Hospital to Harbour Hill"
    assert REDACTOR.redact(text).text == "moved from <PLACE> to Harbour Hill"


def test_own_places_are_asked_for_at_every_question():
    names: list[str] = []
    redactor = PresidioRedactor(own_places=lambda: names)
    question = "fever threshold at Quarry Down Hospital?"
    assert "<PLACE>" in redactor.redact(question).text
    names.append("quarry-down")
    assert redactor.redact(question).text == question


def test_a_catalogue_that_cannot_be_read_fails_closed():
    def broken():
        raise OSError("no catalogue")

    with pytest.raises(RedactionError):
        PresidioRedactor(own_places=broken).redact("adrenaline dose")


def test_ten_thousand_words_are_refused_and_not_searched_for_minutes():
    with pytest.raises(RedactionError, match="characters"):
        REDACTOR.redact("Zorbek " * 10_000)
    assert "zorbek" not in REDACTOR.redact("Mr Zorbek " * (LONGEST // 10)).text.lower()
