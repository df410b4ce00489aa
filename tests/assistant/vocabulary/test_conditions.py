"""Conditions that have protocols of their own."""

import pytest

from assistant.vocabulary import conditions_in
from assistant.vocabulary.lists import conditions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tenecteplase for a heart attack", {"acute coronary syndrome"}),
        ("STEMI, 70 kg", {"acute coronary syndrome"}),
        ("HHS insulin", {"hyperosmolar hyperglycaemic state"}),
        ("hyperkalemia with seizures", {"hyperkalaemia", "status epilepticus"}),
        ("a cap of 500 mg", set()),
        ("sepsis", set()),
    ],
)
def test_names_of_one_condition_are_one(text, found):
    assert conditions_in(text) == found


def test_no_name_stands_for_two_conditions():
    names = [name.lower() for row in conditions() for name in row]

    assert len(names) == len(set(names))
