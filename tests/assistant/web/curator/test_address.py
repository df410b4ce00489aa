"""Every place of the desk has an address that leads back to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.web.curator.address import (
    Place,
    Queue,
    Tab,
    View,
    parse_address,
    read_place,
    version_at,
)

WORDS = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=40
).filter(str.isprintable)
PLACES = st.one_of(
    st.builds(Place, words=WORDS, stage=st.sampled_from(["", "draft", "all"])),
    st.builds(Place, st.just(View.QUEUE), queue=st.sampled_from(Queue)),
    st.builds(Place, st.just(View.REPORT), report=st.integers(1, 10**8)),
    st.builds(Place, st.just(View.ADD), document=WORDS),
    st.builds(Place, st.just(View.PUBLISH), snapshot=WORDS),
    st.builds(Place, st.just(View.VERSION), WORDS, WORDS, st.sampled_from(Tab)),
    st.builds(Place, st.just(View.VERSION), WORDS, WORDS, st.just(Tab.PAGES), st.integers(1, 9999)),
)


@settings(max_examples=100)
@given(PLACES)
def test_an_address_leads_back_to_its_place(place):
    assert parse_address(place.address) == place


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(["document", "show", "leaf", "queue", "report", "add",
                                        "new", "publish", "snapshot", "stage", "words"]),
                       st.text(max_size=400)))  # fmt: skip
def test_whatever_an_address_says_is_some_place(params):
    assert isinstance(read_place(params), Place)


@pytest.mark.parametrize("page", ["-1", "1e9", "²", "99999999999999"])
def test_a_page_that_is_no_number_is_none(page):
    assert read_place({"document": "zinc", "show": "pages", "leaf": page}).page == 0


def test_a_key_leads_to_its_version():
    assert version_at("zinc@1 <b>", Tab.DECIDE).address == (
        "/curate/?document=zinc&version=1+%3Cb%3E&show=decide"
    )
