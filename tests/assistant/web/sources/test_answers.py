"""The permanent link of an answer: as it was given, what became of its sources, and its replay."""

from dataclasses import replace
from datetime import date

import orjson
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.accounts import Account, Role
from assistant.audit import Record
from assistant.replaying import compare
from assistant.web.sources.answers import add_answers
from corpus.errors import AuditError, SnapshotError
from tests.assistant.web.answers import answered, cited, refused
from tests.assistant.web.sources.homes import Home

QUOTE = "Give zinc sulfate 220 mg once daily."
ANSWER = answered([(QUOTE, (1,))], [cited(1, QUOTE, title="Zinc")])
ASKED = {"as_of": "2026-01-02", "population": "adult", "site": None, "specialty": "Nutrition"}


class Link:
    """A trail of one record, and whoever follows its link."""

    def __init__(self, home, answer=ANSWER):
        content = {"asked": ASKED, "answer": answer.to_json(), "by": "bea"}
        self.record = Record(
            7, "2026-01-02T09:30:00.000+00:00", "0" * 64, orjson.loads(orjson.dumps(content))
        )
        self.home = home
        self.again = answer
        self.repeated = []

    def find(self, answer):
        if answer != self.record.content["answer"]["id"]:
            raise AuditError(f"there is no record of an answer {answer!r}")
        return self.record

    def repeat(self, record, by):
        self.repeated.append(by)
        if isinstance(self.again, Exception):
            raise self.again
        return compare(record, self.again)

    def open(self, answer=ANSWER.id, headers=None, **asked):
        app = FastAPI()

        @app.middleware("http")
        async def admit(request, call_next):
            request.state.account = Account("ann", frozenset({Role.CLINICIAN}))
            return await call_next(request)

        add_answers(app, self.find, lambda: self.home.catalogue, self.repeat, "A banner")
        return TestClient(app).get(f"/answers/{answer}", params=asked, headers=headers)


@pytest.fixture
def home(tmp_path):
    """Holds version 1 of `zinc`."""
    made = Home(tmp_path / "home")
    made.folder = tmp_path
    _add(made, "1")
    return made


def _add(home, version, **how):
    path = home.folder / "zinc.md"
    path.write_text(f"# Zinc\n\n{QUOTE}\n", encoding="utf-8")
    home.add(path, version, **how)


def test_an_answer_is_shown_as_it_was_given(home):
    link = Link(home)
    page = link.open().text
    assert "2 Jan 2026 at 09:30 UTC" in page
    assert "snapshot <code>abc</code>" in page
    assert "Record 7 of the audit trail" in page
    assert "How much zinc?" in page and "220 mg" in page
    assert "Adult" in page and "Nutrition" in page
    assert "A banner" in page
    assert "documents in force on" not in page
    assert link.repeated == []


def test_its_citations_lead_to_their_sources(home):
    assert 'href="/source?document=zinc&amp;version=1&amp;start=0&amp;end=36"' in (
        Link(home).open().text
    )


def test_what_it_cites_is_in_force(home):
    page = Link(home).open().text
    assert "In force" in page
    assert "Do not act on this record alone" not in page


def test_what_became_of_its_sources_is_told(home):
    _add(home, "2", effective=date(2025, 6, 1))
    page = Link(home).open().text
    assert "Superseded" in page and "Version 2 is in force." in page
    assert "Do not act on this record alone" in page


def test_a_source_that_is_known_no_longer_is_told(tmp_path):
    page = Link(Home(tmp_path / "empty")).open().text
    assert "The catalogue does not know this version." in page
    assert "Do not act on this record alone" in page


def test_a_refusal_is_shown_too(home):
    link = Link(home, refused("Nothing approved says so.", [cited(1, QUOTE)]))
    page = link.open("1" * 32).text
    assert "Nothing approved says so." in page
    assert "What it cites" not in page


def test_a_replay_that_says_the_same_is_told(home):
    link = Link(home)
    assert "the same answer, byte for byte" in link.open(replay=1).text
    assert link.repeated == ["ann"]


def test_a_page_elsewhere_has_nothing_replayed_in_a_readers_name(home):
    link = Link(home)
    page = link.open(headers={"sec-fetch-site": "cross-site"}, replay=1)
    assert page.status_code == 200 and "220 mg" in page.text
    assert link.repeated == []


def test_a_replay_whose_review_dates_moved_on_is_the_same_answer(home):
    link = Link(home)
    moved = replace(ANSWER.citations[0], review=date(2101, 1, 1))
    link.again = replace(ANSWER, citations=(moved,))
    assert "only review dates of its sources have moved on" in link.open(replay=1).text


def test_a_replay_that_differs_shows_both_sides(home):
    link = Link(home)
    link.again = replace(ANSWER, provenance={"snapshot": "abc", "generator": "<b>other</b>"})
    page = link.open(replay=1).text
    assert "it differs" in page
    assert "What it was answered with generator" in page
    assert "<td>extractive/1</td><td>&lt;b&gt;other&lt;/b&gt;</td>" in page


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (SnapshotError("the snapshot abc was pruned"), "the snapshot abc was pruned"),
        (RuntimeError("zinc"), "It could not be asked again."),
    ],
)
def test_a_replay_that_is_not_possible_says_why_and_leaves_the_answer(home, fault, told):
    link = Link(home)
    link.again = fault
    page = link.open(replay=1)
    assert page.status_code == 200
    assert told in page.text and "220 mg" in page.text


@pytest.mark.parametrize("answer", ["f" * 32, "x", "0" * 31, "0" * 33, "..", "%3Cb%3E"])
def test_what_is_no_answer_is_told_in_words(home, answer):
    page = Link(home).open(answer)
    assert page.status_code == 404
    if answer != "..":
        assert "This answer cannot be shown" in page.text
        assert "<b>" not in page.text


def test_a_record_of_an_event_is_no_answer(home):
    link = Link(home)
    link.record = Record(8, link.record.at, "0" * 64, {"event": {"kind": "x", "by": "y"}})
    link.find = lambda answer: link.record
    assert link.open().status_code == 404
