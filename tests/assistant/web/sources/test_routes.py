"""Who sees which source, and what is said of it."""

from datetime import date, timedelta

import pytest

from assistant.accounts import Account, Role
from tests.assistant.web.sources.homes import Home, at
from tests.corpus.readers.pdf.printed_pdfs import PROSE, lines, printed

MARKDOWN = """# Zinc

For adults of this hospital.

## Doses

Give zinc sulfate 220 mg once daily. Take it with food.

| Weight | Dose |
| --- | --- |
| 40 kg | 220 mg |

## Children

Not for children.
"""
DOSE = "Give zinc sulfate 220 mg once daily."


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def markdown(home, tmp_path):
    """Adds a version of the document `zinc`."""

    def add(version="1", body=MARKDOWN, **how):
        path = tmp_path / "zinc.md"
        path.write_text(body, encoding="utf-8")
        return home.add(path, version, **how)

    return add


def source(home, **asked):
    return home.client().get("/source", params={"document": "zinc", "version": "1"} | asked)


def test_the_cited_words_are_marked_in_their_section(home, markdown):
    text = markdown(owner="Dietetics")
    page = source(home, **at(text, DOSE)).text
    assert f'<mark class="cited">{DOSE}</mark> Take it with food.' in page
    for known in ("Dietetics", "1 Jan 2025", "1 Jan 2100", "In force", "Section 2 of 3"):
        assert known in page
    assert "Not for children." not in page
    assert 'aria-label="Next section: Children"' in page
    assert 'aria-label="Previous section: Zinc"' in page


def test_the_context_is_marked_apart(home, markdown):
    text = markdown()
    row, header = at(text, "40 kg | 220 mg"), at(text, "Weight | Dose")
    page = source(home, **row, also=f"{header['start']}-{header['end']}").text
    assert '<th scope="col"><mark class="also">Weight</mark></th>' in page
    assert '<td><mark class="cited">220 mg</mark></td>' in page


def test_a_neighbouring_page_leads_back_to_the_cited_words(home, markdown):
    text = markdown()
    page = source(home, **at(text, DOSE), page=3).text
    assert "Not for children." in page
    assert "<mark" not in page
    assert "The cited words are on another section" in page
    assert DOSE in page


@pytest.fixture
def pdf(home, tmp_path):
    path = printed(
        tmp_path / "zinc.pdf",
        lambda canvas: lines(canvas, PROSE),
        lambda canvas: lines(canvas, ["Another page of the same document."]),
    )
    return home.add(path)


def test_a_page_of_a_pdf_has_its_picture_marks_and_words(home, pdf):
    page = source(home, **at(pdf, "Take blood for culture")).text
    assert '<img src="/source/page.png?document=zinc&amp;version=1&amp;page=1"' in page
    assert page.count('<i class="cited"') >= 1
    assert "aspect-ratio: 595.28 / 841.89" in page
    assert "Words of page 1 as they were read" in page
    assert "Page 1 of 2" in page


def test_a_fragment_is_the_same_without_the_page_around_it(home, pdf):
    fragment = source(home, fragment=1).text
    assert fragment.startswith('<div class="ca-source"')
    assert "A banner" not in fragment and "<html" not in fragment
    assert "A banner" in source(home).text


def test_a_picture_is_sent_once(home, pdf):
    client = home.client()
    asked = {"document": "zinc", "version": "1", "page": 2}
    first = client.get("/source/page.png", params=asked)
    assert first.headers["content-type"] == "image/png"
    assert first.content.startswith(b"\x89PNG")
    again = client.get(
        "/source/page.png", params=asked, headers={"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first.headers["cache-control"]
    assert home.drawing.drawn == 1


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"document": "copper"}, 404),
        ({"version": "9"}, 404),
        ({"page": 9}, 404),
        ({"start": 5}, 422),
        ({"start": 5, "end": 10**7}, 422),
        ({"also": "0-99999999"}, 422),
        ({"also": "x"}, 422),
    ],
)
@pytest.mark.parametrize("fragment", [0, 1])
def test_what_is_not_there_is_told_in_words(home, pdf, asked, status, fragment):
    answered = source(home, **asked, fragment=fragment)
    assert answered.status_code == status
    assert "This source cannot be shown" in answered.text
    assert "Traceback" not in answered.text


@pytest.mark.parametrize("path", ["/source", "/source/page.png"])
@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ({Role.CLINICIAN}, 403),
        ({Role.REVIEWER, Role.ADMIN}, 403),
        ({Role.CURATOR}, 200),
        ({Role.APPROVER}, 200),
    ],
)
def test_a_draft_is_for_those_who_curate(home, tmp_path, path, roles, status):
    drawn = printed(tmp_path / "zinc.pdf", lambda canvas: lines(canvas, PROSE))
    home.add(drawn, approved=False)
    home.reader = Account("ann", frozenset(roles))
    answered = home.client().get(path, params={"document": "zinc", "version": "1"})
    assert answered.status_code == status
    assert ("Give oxygen" in answered.text) == (status == 200 and path == "/source")


def test_a_draft_says_so(home, markdown):
    markdown(approved=False)
    home.reader = Account("ann", frozenset({Role.CURATOR}))
    assert "A draft that nobody has approved. Do not act on it." in source(home).text


def test_a_draft_that_was_withdrawn_stays_hidden(home, markdown):
    markdown(approved=False)
    home.catalogue.retire("zinc", "boss", "never mind", date.today())
    assert source(home).status_code == 403


def test_a_superseded_version_names_the_one_in_force(home, markdown):
    markdown()
    markdown("2", MARKDOWN.replace("220", "110"), effective=date(2025, 6, 1))
    page = source(home).text
    assert "Superseded: no longer in force. Do not act on it. Version 2 is in force." in page
    assert "220 mg" in source(home, page=2).text
    assert '<strong class="state">Superseded</strong>' in page  # Stays in view while scrolling.
    current = source(home, version="2").text
    assert "Do not act on it" not in current and 'class="state"' not in current


def test_a_withdrawn_version_says_since_when_and_why(home, markdown):
    markdown()
    home.catalogue.retire("zinc", "boss", "<b>dangerous</b>", date.today())
    page = source(home).text
    assert "Withdrawn on " in page
    assert "&lt;b&gt;dangerous&lt;/b&gt;" in page and "<b>dangerous" not in page


def test_a_version_to_come_and_one_overdue_say_so(home, markdown):
    tomorrow = date.today() + timedelta(days=1)
    markdown(effective=tomorrow)
    assert "Not in force yet" in source(home).text
    markdown("0", effective=date(2020, 1, 1), review=date(2021, 2, 3))
    page = source(home, version="0").text
    assert "In force, but its review was due on 3 Feb 2021" in page


def test_nothing_of_a_document_becomes_markup(home, markdown):
    hostile = '"><script>owned()</script><img src=x onerror=owned()>'
    text = markdown(
        body=MARKDOWN.replace("For adults", hostile.replace("<", "\\<") + " for adults"),
        title=hostile,
        owner=hostile,
    )
    answered = source(home, **at(text, "for adults")).text
    assert "<script>owned" not in answered and "<img src=x" not in answered
    assert "&lt;script&gt;owned" in answered


def test_words_without_a_place_on_the_picture_are_told_of(home, pdf, monkeypatch):
    monkeypatch.setattr("assistant.web.sources.source.marks", lambda *_: ())
    assert "Where exactly the cited words stand" in source(home, **at(pdf, "Take blood")).text
    assert "Where exactly the cited words stand" not in source(home, page=2).text


def test_a_page_that_cannot_be_drawn_still_shows_its_words(home, pdf, monkeypatch):
    from corpus.errors import DocumentError

    def fail(*_):
        raise DocumentError("the page cannot be drawn")

    monkeypatch.setattr(home.drawing, "words", fail)
    answered = source(home, **at(pdf, "Take blood for culture"))
    assert answered.status_code == 200
    assert "the page cannot be drawn" in answered.text
    assert '<mark class="cited">Take blood for culture</mark>' in answered.text
