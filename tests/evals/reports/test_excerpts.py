from hypothesis import given
from hypothesis import strategies as st

from corpus.text import Block, BlockKind, Text
from evals.reports.excerpts import Mark, excerpts
from evals.reports.visible import visible
from evals.reports.wording import percent

contents = st.text("ab \n.", min_size=1, max_size=400)


@st.composite
def marked(draw):
    content = draw(contents)
    ends = st.integers(0, len(content))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=6))
    numbers = st.one_of(st.none(), st.integers(1, 9))
    marks = [
        Mark(min(span), max(span), draw(numbers), draw(st.integers(0, 40)))
        for span in spans
        if span[0] != span[1]
    ]
    return content, marks


def text(content):
    return Text(content, (Block(BlockKind.PARAGRAPH, 0, len(content)),))


@given(marked())
def test_excerpts_are_the_source_word_for_word_in_its_order(drawn):
    content, marks = drawn
    at = 0
    for excerpt in excerpts(text(content), marks):
        words = "".join(piece.text for piece in excerpt.pieces)
        at = content.index(words, at) + len(words)


@given(marked())
def test_what_is_marked_is_what_was_cited_and_what_is_gold(drawn):
    content, marks = drawn
    pieces = [piece for excerpt in excerpts(text(content), marks) for piece in excerpt.pieces]
    for kind, wanted in (
        ("cited", lambda m: m.number is not None),
        ("gold", lambda m: not m.number),
    ):
        places = {at for m in marks if wanted(m) for at in range(m.start, m.end)}
        assert sum(len(one.text) for one in pieces if getattr(one, kind)) == len(places)
    begun = sorted(number for piece in pieces for number in piece.numbers)
    assert begun == sorted(mark.number for mark in marks if mark.number is not None)


def test_windows_that_meet_are_one_and_others_are_apart():
    content = "word " * 400
    found = excerpts(text(content), [Mark(500, 505, 1), Mark(900, 905, 2), Mark(1900, 1904)])
    assert len(found) == 2
    assert found[0].before and found[0].after
    assert not "".join(piece.text for piece in found[0].pieces).startswith("ord")


@given(st.text())
def test_nothing_unseen_is_left_in_what_is_shown(words):
    shown = visible(words)
    assert not set(shown) & {"\x00", "\x1b", "\u202e", "\u2066", "\u200b", "\ufeff", "\x85", "\x7f"}
    shown.encode()


def test_what_is_seen_stays_as_it_is():
    assert visible("0.5\u00a0mg ≤ 30 °C\n\tüber “x” 中文") == "0.5\u00a0mg ≤ 30 °C\n\tüber “x” 中文"


@given(st.floats(0, 1))
def test_a_rate_is_called_all_or_none_only_when_it_is(value):
    assert (percent(value) == "100 %") == (value == 1)
    assert (percent(value) == "0 %") == (value == 0)
