"""What an address asks for, and that every address made leads back to the same place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from assistant.web.sources.wanted import Wanted, wanted
from corpus.errors import QuestionError
from corpus.text import Span

SPANS = st.tuples(st.integers(0, 10**8), st.integers(1, 10**6)).map(
    lambda pair: Span(pair[0], sum(pair))
)


@settings(max_examples=100)
@given(
    st.text(min_size=1).filter(lambda s: s.isprintable()),
    st.text(min_size=1).filter(lambda s: s.isprintable()),
    st.none() | SPANS,
    st.lists(SPANS, max_size=3),
    st.none() | st.integers(1, 10**6),
)
def test_an_address_asks_for_what_it_was_made_from(document, version, cited, also, page):
    asked = Wanted(document, version, cited, tuple(also), page)
    path, _, query = asked.address(page).partition("?")
    assert path == "/source"
    assert wanted(QueryParams(query)) == asked


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("version=1", "document"),
        ("document=a", "version"),
        ("document=a&document=b&version=1", "document"),
        ("document=a&version=1&start=3", "go together"),
        ("document=a&version=1&end=3", "go together"),
        ("document=a&version=1&start=x&end=9", "start"),
        ("document=a&version=1&start=-1&end=9", "start"),
        ("document=a&version=1&start=٣&end=9", "start"),
        ("document=a&version=1&start=9&end=9", "before they begin"),
        ("document=a&version=1&start=9&end=9999999999", "end"),
        ("document=a&version=1&page=0", "page"),
        ("document=a&version=1&page=1e3", "page"),
        ("document=a&version=1&also=3", "also"),
        ("document=a&version=1&also=9-3", "before they begin"),
        ("document=a&version=1&" + "also=1-2&" * 41, "also"),
    ],
)
def test_what_is_wrong_with_an_address_is_named(query, told):
    with pytest.raises(QuestionError, match=told):
        wanted(QueryParams(query))


def test_the_picture_of_a_page_has_one_address_whatever_is_cited():
    one = Wanted("a", "1", Span(1, 2), (Span(3, 4),)).picture(7)
    assert one == Wanted("a", "1").picture(7) == "/source/page.png?document=a&version=1&page=7"
