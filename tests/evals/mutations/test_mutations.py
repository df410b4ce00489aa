"""What each mutation does to an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.mutations.catalogue import MUTATIONS
from evals.mutations.mutation import InStatements
from tests.evals.mutations.answers import answer_of

BY_NAME = {mutation.name: mutation for mutation in MUTATIONS}
OF_WORDS = [mutation for mutation in MUTATIONS if isinstance(mutation, InStatements)]


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("dose_tenfold", "Give 0.5 mg of atropine.", ["Give 5 mg of atropine."]),
        ("dose_tenfold", "Weight (kg): 50; Dose (mg): 4.5", [
            "Weight (kg): 500; Dose (mg): 4.5", "Weight (kg): 50; Dose (mg): 45"]),
        ("dose_tenth", "Give 5 mg.", ["Give 0.5 mg."]),
        ("dose_near", "Give 5 mg.", ["Give 6 mg."]),
        ("unit_exchanged", "Give 5 mg/kg.", ["Give 5 mg."]),
        ("unit_exchanged", "Give 50 micrograms.", ["Give 50 mg."]),
        ("limit_reversed", "if ≥ 4 mmol/L", ["if ≤ 4 mmol/L"]),
        ("limit_reversed", "Give over 10 minutes.", ["Give under 10 minutes."]),
        ("interval_changed", "500 mg every 8 hours", ["500 mg hourly"]),
        ("negation_dropped", "Do not dilute it.", ["dilute it."]),
        ("negation_dropped", "It is contraindicated.", ["It is indicated."]),
        ("negation_added", "Give it.", ["do not give it."]),
        ("drug_exchanged", "Alteplase is given.", ["Reteplase is given."]),
        ("population_exchanged", "for adults", ["for children"]),
        ("route_exchanged", "an intravenous bolus", ["an oral bolus"]),
        ("cells_exchanged", "Weight: 50; Dose: 4.5", ["Weight: 4.5; Dose: 50"]),
    ],
)  # fmt: skip
def test_a_mutation_makes_one_harmful_change(name, text, changed):
    assert list(BY_NAME[name].rewrite(text)) == changed


@pytest.mark.parametrize("mutation", OF_WORDS, ids=lambda mutation: mutation.name)
def test_words_without_anything_to_corrupt_are_left_alone(mutation):
    assert not mutation.corrupt(answer_of("Wash hands before and after."))


@given(st.text(max_size=200))
def test_a_rewrite_never_gives_the_same_text_back(text):
    assert all(changed != text for one in OF_WORDS for changed in one.rewrite(text))


def test_an_invented_quote_says_the_same_as_its_statement():
    [changed] = BY_NAME["quote_invented"].corrupt(answer_of("Give 5 mg."))
    assert changed["statements"][0]["text"] == changed["citations"][0]["quote"] == "Give 50 mg."


def test_a_moved_citation_is_that_of_a_statement_with_other_words():
    changed = BY_NAME["citation_moved"].corrupt(answer_of("Give 5 mg.", "Stop at 9 mg."))
    assert [[s["citations"] for s in one["statements"]] for one in changed] == [
        [[2], [2]],
        [[1], [1]],
    ]


def test_a_moved_span_keeps_its_quote():
    before = answer_of("Give 5 mg.")
    [after] = BY_NAME["span_moved"].corrupt(before)
    assert after["citations"][0]["start"] == before["citations"][0]["start"] + 1
    assert after["citations"][0]["quote"] == before["citations"][0]["quote"]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_the_answer_that_is_corrupted_stays_as_it_was(mutation):
    before = answer_of("Give adults 5 mg intravenously every 8 hours.", "Do not exceed 9 mg.")
    kept = repr(before)
    mutation.corrupt(before)
    assert repr(before) == kept
