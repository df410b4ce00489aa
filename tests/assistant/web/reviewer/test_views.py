import pytest

from assistant.feedback import Kind, report
from assistant.web.reviewer import acting
from assistant.web.reviewer.address import Address, View
from assistant.web.reviewer.views import Desk
from evals.adjudication import Subject, Verdict
from tests.assistant.web.reviewer.conftest import HOSTILE
from tests.fakes.redactors import ShoutedNames

ANSWER = "a" * 32


@pytest.fixture
def desk(service):
    service.answered(ANSWER, f"How much {HOSTILE}?")
    report(service.trail_index.trail, ShoutedNames(), ANSWER, Kind.UNSAFE, HOSTILE, "amina")
    return Desk(service)


@pytest.mark.parametrize("view", [View.RUNS, View.FEEDBACK, View.SAMPLE, View.ROUNDS,
                                  View.RELEASE, View.USE])  # fmt: skip
def test_every_part_can_be_opened_by_reviewers_and_watched_by_administrators(
    desk, reviewer, watcher, view
):
    for account in (reviewer, watcher):
        shown = desk.show(Address(view), account)
        assert "cannot be shown" not in shown.page
        assert not (account is watcher and shown.forms)


def test_what_others_wrote_is_shown_and_never_markup(desk, reviewer):
    for address in (Address(View.FEEDBACK), Address(View.ANSWER, answer=ANSWER)):
        page = desk.show(address, reviewer).page
        assert "window.owned=1" in page
        assert "<script" not in page and "<img" not in page
        assert "\u202e" not in page


def test_the_answer_stands_beside_what_was_said_of_it(desk, reviewer):
    page = desk.show(Address(View.FEEDBACK), reviewer).page
    assert "Give 500 micrograms." in page
    assert "1 waiting" in page
    assert 'class="count"' in desk.nav(Address())


def test_a_damaged_trail_is_not_shown_as_one_in_which_nothing_waits(desk, service, reviewer):
    file = service.trail_index.trail.file
    first, second = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(first + second.replace(b"unsafe", b"unsafe\n"))
    assert "The audit trail is damaged" in desk.nav(Address(View.FEEDBACK))
    release = desk.show(Address(View.RELEASE), reviewer).page
    assert "Nothing can be published" in release
    assert "Publishing is allowed" not in release


def test_every_block_that_is_lifted_together_is_shown(desk, service, reviewer):
    trail = service.trail_index.trail
    for number, run in enumerate(({}, {"run": "nightly"})):
        trail.note("release.blocked", "Reviewer", reason=f"reason number {number}", **run)
    verdict = desk.show(Address(View.RELEASE), reviewer).page.partition("What was decided")[0]
    assert "reason number 0" in verdict and "reason number 1" in verdict
    assert "lifts all 2" in verdict


def test_the_form_of_a_case_begins_with_what_was_answered(desk, reviewer):
    shown = desk.show(Address(View.ANSWER, answer=ANSWER), reviewer)
    assert shown.forms == {"case", "settle"}
    assert shown.fill["expect"] == "answer"
    assert shown.fill["evidence"] == "anaphylaxis: Give 500 micrograms."


def test_a_source_that_the_catalogue_does_not_know_is_said_to_be_missing(desk, reviewer):
    page = desk.show(Address(View.ANSWER, answer=ANSWER), reviewer).page
    assert "Its text is not" in page


@pytest.mark.parametrize(
    "query", ["?run=gone", "?run=../../etc", "?answer=none", "?round=7", "?round=7&subject=x",
              "?run=gone&case=a", "?run=gone&against=gone", "?view=cases"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_its_place(desk, reviewer, query):
    shown = desk.show(Address.read(query), reviewer)
    assert "This cannot be shown" in shown.page
    assert "Traceback" not in shown.page and not shown.forms


def test_the_other_rating_stays_unseen_until_both_are_there(desk, service, reviewer):
    subject = Subject("", ANSWER)
    number = acting.start_round(service, reviewer, "one", [subject])
    place = (number, subject)
    acting.judge(service, reviewer, place, "unsafe", "no renal limit", settling=False)
    omar = type(reviewer)("omar", reviewer.roles)
    for view in (View.ROUND, View.JUDGE):
        address = Address(view, round=number, subject=str(subject))
        page = desk.show(address, omar).page
        assert "unsafe" not in page.lower() and "renal limit" not in page
    acting.judge(service, omar, place, "right", "", settling=False)
    page = desk.show(Address(View.JUDGE, round=number, subject=str(subject)), omar).page
    assert "renal limit" in page and "disputed" in page
    assert desk.show(Address(View.JUDGE, round=number, subject=str(subject)), omar).forms == {
        "judge",
        "settling",
    }


def test_a_round_tells_how_far_the_raters_agree(desk, service, reviewer):
    other = "b" * 32
    service.answered(other)
    subjects = [Subject("", ANSWER), Subject("", other)]
    number = acting.start_round(service, reviewer, "two", subjects)
    omar = type(reviewer)("omar", reviewer.roles)
    for account, verdicts in ((reviewer, ("right", "unsafe")), (omar, ("right", "wrong"))):
        for subject, verdict in zip(subjects, verdicts, strict=True):
            acting.judge(service, account, (number, subject), verdict, "", settling=False)
    page = desk.show(Address(View.ROUND, round=number), reviewer).page
    assert "Cohen’s kappa" in page and "50 %" in page and "1 of 2" in page
    assert set(Verdict) >= {"right", "unsafe"}


def test_a_block_is_told_on_every_part(desk, service, reviewer):
    acting.block(service, reviewer, "the gate failed")
    assert "Publishing is blocked" in desk.nav(Address(View.USE))
    assert "the gate failed" in desk.show(Address(View.RELEASE), reviewer).page
