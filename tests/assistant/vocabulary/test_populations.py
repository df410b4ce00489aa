import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary import populations_in


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("dose in children", {"paediatric"}),
        ("a 6-year-old", {"paediatric"}),
        ("6 y/o girl", {"paediatric"}),
        ("3 month old baby", {"paediatric"}),
        ("aged 6 months", {"paediatric"}),
        ("neonate with jaundice", {"neonatal"}),
        ("2-day-old", {"neonatal"}),
        ("newborn", {"neonatal"}),
        ("ventilation at birth", {"neonatal"}),
        ("blood loss at birth", set()),
        ("baby day 1, septic", {"neonatal"}),
        ("6-hour-old with jaundice", {"neonatal"}),
        ("a 12-hour-old dog bite", set()),
        ("thrombolysis for a 3 hour old myocardial infarction", set()),
        ("alteplase for a 4 hour old pulmonary embolism", set()),
        ("72 hour old cannula", set()),
        ("bilirubin of a 30-hour-old", {"neonatal"}),
        ("a 30 hour old, jaundiced", {"neonatal"}),
        ("a 6-hour-old who will not feed", {"neonatal"}),
        ("a 20h old jaundiced baby", {"neonatal", "paediatric"}),
        ("30 hour old needs phototherapy", {"neonatal"}),
        ("is vitamin K given to 4-hour-old girls?", {"neonatal", "paediatric"}),
        ("a 5-hour-old male", {"neonatal"}),
        ("a term baby", {"neonatal"}),
        ("at 4 hours of age", {"neonatal"}),
        ("in pregnancy", {"obstetric"}),
        ("at 34 weeks gestation", {"obstetric"}),
        ("postpartum", {"obstetric"}),
        ("72 y/o man", {"adult"}),
        ("72yo", {"adult"}),
        ("72M with chest pain", {"adult"}),
        ("age 45", {"adult"}),
        ("adults and children", {"adult", "paediatric"}),
        ("management of sepsis", set()),
        ("over 3 years", set()),
        ("give 500 mg", set()),
    ],
)
def test_a_text_speaks_of_its_groups(text, groups):
    assert populations_in(text) == groups


@given(st.text())
def test_only_the_four_groups_are_named(text):
    assert populations_in(text) <= {"adult", "paediatric", "neonatal", "obstetric"}
