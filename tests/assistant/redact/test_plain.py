"""The plain copy that patterns are matched on."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.redact.plain import plain


def test_zero_width_characters_dashes_and_runs_of_space_are_made_ordinary():
    assert plain("a\u200bb \n\t c\u2013\uff11").text == "ab c-1"


def test_a_span_of_the_copy_leads_back_to_the_original():
    original = "x \u00a0 Sm\u200bith"
    copy = plain(original)
    start = copy.text.index("Smith")
    low, high = copy.original(start, start + 5)
    assert original[low:high] == "Sm\u200bith"


@given(st.text())
def test_every_character_of_the_copy_has_an_origin_in_order(text):
    copy = plain(text)
    assert len(copy.text) == len(copy.origins)
    assert all(0 <= low < high <= len(text) for low, high in copy.origins)
    assert list(copy.origins) == sorted(copy.origins)
