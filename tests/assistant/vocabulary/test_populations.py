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
