"""Questions a clinician might ask of the documents in `documents.APPROVED`."""

QUESTIONS = (
    "What is the adult dose of intramuscular adrenaline in anaphylaxis?",
    "How often may intramuscular adrenaline be repeated in anaphylaxis?",
    "How much crystalloid for shock in adult anaphylaxis?",
    "When is mast cell tryptase taken after anaphylaxis?",
    "How long should an adult be observed after anaphylaxis?",
    "Adrenaline dose for a child aged 4 with anaphylaxis",
    "How many adrenaline auto-injectors are prescribed at discharge?",
    "How much crystalloid is given first in adult sepsis?",
    "Within how many hours are antibiotics given in adult sepsis?",
    "Which vasopressor is used in septic shock?",
    "What lactate defines septic shock?",
    "What are the red flags of sepsis in adults?",
    "What is the piperacillin with tazobactam dose in sepsis?",
    "Which antibiotic in neutropenic sepsis with penicillin anaphylaxis?",
    "What temperature is fever in neutropenia?",
    "At what neutrophil count is neutropenia confirmed?",
    "How is acute kidney injury staged?",
    "Which rise in serum creatinine means acute kidney injury?",
    "Which drugs are stopped in acute kidney injury?",
    "What is the dose of gentamicin in adults?",
    "When is the gentamicin level taken?",
    "What is the loading dose of vancomycin?",
    "What is the target trough of vancomycin?",
    "What is the loading dose of magnesium sulfate in eclampsia?",
    "At what blood pressure is pre-eclampsia treated?",
    "How is labetalol given in severe hypertension of pregnancy?",
)
ANSWERED = (
    "How much crystalloid for shock in adult anaphylaxis?",
    "Which vasopressor is used in septic shock?",
    "What temperature is fever in neutropenia?",
    "What is the dose of gentamicin in adults?",
)
"""Questions that the documents answer in plain words."""
FAR_OFF = (
    "What is the dose of ivermectin in scabies?",
    "Which wine goes with lobster?",
    "How do I service a bicycle?",
    "Who won the battle of Waterloo?",
    "What is the capital of Australia?",
    "How is leprosy treated in armadillos?",
)
"""Questions that nothing in the documents is about."""
