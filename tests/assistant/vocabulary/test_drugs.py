import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary import drugs_in
from assistant.vocabulary.lists import drug_names


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("Give adrenaline 0.5 mg IM", {"adrenaline"}),
        ("EPINEPHRINE or an EpiPen", {"adrenaline"}),
        ("Tazocin 4.5 g", {"piperacillin", "tazobactam"}),
        ("co-amoxiclav", {"amoxicillin", "clavulanic acid"}),
        ("sodium valproate", {"valproate"}),
        ("magnesium sulphate 2 g", {"magnesium sulfate"}),
        ("glyceryl trinitrate spray", {"glyceryl trinitrate"}),
        ("insulin glargine", {"insulin glargine"}),
        ("insulin infusion", {"insulin"}),
        ("sulphasalazine", {"sulfasalazine"}),
        ("blood glucose is low", set()),
        ("glucose 10%", {"glucose"}),
        ("no drug here", set()),
    ],
)
def test_drugs_are_named_by_their_generic(text, drugs):
    assert drugs_in(text) == drugs


@pytest.mark.parametrize("name", sorted(drug_names())[::10])
def test_a_generic_is_itself(name):
    assert drugs_in(f"the {name.upper()} dose") == {name}


@given(st.text())
def test_only_listed_drugs_are_found(text):
    assert drugs_in(text) <= drug_names()
