"""Guidelines for people are not quoted for animals; what animals do to people is asked about."""

import pytest

from assistant.screen import certainly
from assistant.screen.model import Kind


@pytest.mark.parametrize(
    "question",
    [
        "What is the dose of digoxin in a cat?",
        "How much paracetamol can I give to my dog?",
        "Adrenaline dose for a 5 kg puppy with anaphylaxis",
        "What is the dose of gentamicin for horses?",
        "My rabbit is fitting, how much diazepam?",
        "insulin dose in diabetic cats",
        "veterinary dosing of meloxicam",
        "DOSE OF DIGOXIN FOR MY CAT",
    ],
)
def test_an_animal_is_no_patient(question):
    assert certainly(question) is Kind.ELSEWHERE


@pytest.mark.parametrize(
    "question",
    [
        "Antibiotics for a bite of a dog?",
        "What is given after a dog bite in a child?",
        "Is post-exposure prophylaxis needed after contact with a bat or a cat?",
        "Tetanus prophylaxis in a farmer kicked by a horse",
        "Asthma in a child who is allergic to cats: which inhaler?",
        "When is a CAT scan of the head done?",
        "When is a scan done in CAT scanning of the head?",
        "Pain in the calf after surgery: which score?",
        "What are the rules for my guide dog on the ward?",
        "Toxoplasmosis in pregnancy: advice to owners of cats?",
        "Heparin derived from pigs: can it be given to a patient who refuses pork?",
        "Which patients may be vaccinated with chicken pox vaccine?",
        "Treatment of cat scratch disease",
        "Is PET done in staging of lymphoma?",
        "Magnesium sulfate loading dose in severe PET?",
        "How long is a patient fasted for a PET?",
        "Which score of CAT is severe COPD?",
        "Analgesia for a fall from a horse?",
        "What antibiotics for a wound from a pig?",
        "Treatment of orf from sheep",
        "Advice for a patient with a pet",
        "Dose of intravenous fluids for a child with swine flu",
    ],
)
def test_what_animals_do_to_people_is_asked_about(question):
    assert certainly(question) is not Kind.ELSEWHERE
