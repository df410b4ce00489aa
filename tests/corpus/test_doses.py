"""What is read as a dose in the cell of a table."""

import pytest

from corpus.doses import holds_headed_dose


@pytest.mark.parametrize(
    "row",
    [
        "Dose (mg/kg): 25",
        "Weight (kg): 46 to 56; Dose (units once daily): 7,500",
        "Start (units/kg/hour) IV: 0.05",
        "Drug: Teicoplanin; Dose in mg/kg every 12 hours: 6",
        "Starting rate at 0.1 units/kg/h (units/h = mL/h): 5.0",
        "Potassium chloride in each litre (mmol): 40",
        "Infusion (mL/hour): 12",
        "Each dose (mg): ≥ 5",
    ],
)
def test_an_amount_whose_unit_stands_in_the_header_is_a_dose(row):
    assert holds_headed_dose(row)


@pytest.mark.parametrize(
    "row",
    [
        "Birth weight (g): 1500",
        "Creatinine clearance (mL/min): 20 to 40",
        "eGFR (mL/min/1.73 m²): 30",
        "Glucose (mmol/L): 11",
        "Haemoglobin (g/L): 70",
        "Level at 4 hours (mg/L): 100",
        "Time (hours): 7",
        "Dose (mg/kg): none; Interval (hours): 12",
    ],
)
def test_what_is_measured_under_a_header_is_no_dose(row):
    assert not holds_headed_dose(row)
