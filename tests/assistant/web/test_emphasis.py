"""Quantities are set apart, and the sentence stays as it is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.web.emphasis import emphasised

WORDS = st.sampled_from(
    ["up to", "5", "mg", "/kg", "–", "10", "micrograms", "every 6 hours", "daily", "1.", "<", "µ"]
)


@settings(deadline=None)  # the first sentence loads the units
@given(st.lists(WORDS | st.text(max_size=12), max_size=8).map(" ".join))
def test_the_parts_are_the_sentence(text):
    assert "".join(part.words for part in emphasised(text)) == text


def test_a_dose_is_one_part_with_its_unit_and_limit():
    quantities = [part.words for part in emphasised("Give up to 40–50 mg.") if part.quantity]
    assert quantities == ["up to 40–50 mg"]


def test_the_number_of_a_step_is_not_set_apart():
    assert not any(part.quantity for part in emphasised("1. Stop the infusion."))


def test_what_the_other_side_of_a_conflict_does_not_say_differs():
    parts = emphasised(
        "Calcium 10% | 30 mL | over 10 minutes", ["Calcium 10% | 20 mL | over 10 minutes"]
    )
    assert [part.words for part in parts if part.differs] == ["30 mL"]


def test_what_is_held_against_nothing_differs_from_nothing():
    assert not any(part.differs for part in emphasised("Give 30 mL."))
