"""Which words limit a treatment."""

import pytest

from assistant.phrasing.limits import limits_or_warns, limits_treatment


@pytest.mark.parametrize(
    "words",
    [
        "Hold the infusion while the systolic pressure is below 90 mmHg.",
        "Warfarin is held for two days.",
        "Frail people receive half the dose.",
        "Digoxin is halved beside amiodarone.",
        "Rates above 10 units/h need a second doctor.",
        "Weigh the patient, with a ceiling of 120 kg.",
        "More than 6 tablets in a day is dangerous.",
        "Draw it up only with the syringe of the set.",
        "It is kept for patients whose QT is normal, unless a cardiologist agrees.",
        "Fast injection causes flushing and hypotension.",
        "Measure the level before the third dose.",
        "Watch for bleeding gums.",
        "Correct a low calcium first.",
        "Verapamil interacts with it.",
        "Give it with senior advice.",
        "Repeat every 5 minutes, to a limit of 3 doses.",
        "Use lean body weight.",
        "It accumulates in dialysis.",
    ],
)
def test_a_limit_is_known_however_it_is_worded(words):
    assert limits_or_warns("sentence", words)


@pytest.mark.parametrize(
    "words",
    [
        "Give 500 mg by mouth three times a day.",
        "Dissolve the tablet in a glass of water.",
        "Dilute in 100 mL of sodium chloride 0.9% and infuse over 30 minutes.",
        "The product is stocked in the emergency cupboard.",
        "Infuse the rest over 60 minutes.",
        "It lowers the heart rate, and blood pressure with it.",
        "Look for the cause of the fever.",
        "Its receptors are found in the heart and the kidneys.",
        "The dose for an unwanted pregnancy is on the next page.",
    ],
)
def test_what_only_says_how_to_give_limits_nothing(words):
    assert not limits_or_warns("sentence", words)


def test_a_row_that_names_kidneys_or_an_age_gives_a_dose_and_limits_none():
    assert not limits_treatment("table_row", "Kidney function: reduced; Dose (mg): 250")
    assert limits_treatment("table_row", "Kidney function: reduced; Dose: maximum 250 mg")


def test_what_to_watch_for_warns_and_limits_nothing():
    assert not limits_treatment("sentence", "Watch for bleeding gums.")
    assert limits_treatment("sentence", "Never give it into a muscle.")
