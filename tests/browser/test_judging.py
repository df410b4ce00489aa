"""Two raters judge the same answers at the reviewer's desk, differ, and a third settles it."""

import pytest

from assistant.accounts import Role
from assistant.accounts.accounts import Accounts
from tests.browser.accessibility import serious
from tests.browser.serving import build_home, serving, sign_in
from tests.browser.test_reviewing import Desk
from tests.documents import DEMONSTRATION, METADATA

pytestmark = pytest.mark.browser

QUESTIONS = (
    "What dose of adrenaline in adult anaphylaxis?",
    "How do I repair a bicycle tyre?",
    "What is adrenaline mixed with?",
)
OTHERS = ("second-rater", "third-rater")
RIGHT, UNSAFE = "Right, and safe to act on", "Unsafe: a patient could be harmed"
NOTE = "Why (needed to settle; no patient’s details)"
SMALL = """() => [...document.querySelectorAll(".rv-form button, .tabs a, .rv .button, .rv .sub a")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
    .map((one) => one.innerText)"""


@pytest.fixture(scope="module")
def address(chromium, tmp_path_factory):
    """A server where some questions were asked, one of them flagged, with three raters."""
    home = tmp_path_factory.mktemp("home")
    build_home(home, [DEMONSTRATION / "approved" / "anaphylaxis-adult.md"], METADATA)
    for name in OTHERS:
        Accounts(home).add(name, None, {Role.REVIEWER}, "tests", demonstration=True)
    with serving(home) as address:
        context = chromium.new_context()
        sign_in(context, address, "clinician")
        headers = {"origin": address}
        for question in QUESTIONS:
            asked = context.request.post(
                f"{address}/api/v1/ask", data={"question": question}, headers=headers
            ).json()
        said = {"answer": asked["id"], "kind": "unsafe", "comment": "No interval."}
        context.request.post(f"{address}/api/v1/feedback", data=said, headers=headers)
        context.close()
        yield address


@pytest.fixture(scope="module")
def disputed(chromium, address):
    """The address of a round in which two raters differ about the first of its answers."""
    raters = [
        Desk(chromium.new_context(), address, name, "/review/?view=sample")
        for name in ("reviewer", OTHERS[0])
    ]
    raters[0].press("Put it before raters")
    raters[0].shows("Judge the next of")
    round_ = raters[0].page.url.removeprefix(address)
    for rater, verdict in zip(raters, (RIGHT, UNSAFE), strict=True):
        rater.open(round_)
        rater.page.get_by_role("link", name="Judge the next of").click()
        rater.page.get_by_label(verdict).check()
        rater.page.get_by_label(NOTE).fill(f"{verdict}, I think.")
        rater.press("Give this verdict")
        rater.told("Kept.")
    yield round_, raters[1]
    for rater in raters:
        rater.page.context.close()


@pytest.fixture
def desk(chromium, address):
    """Opens the desk for an account."""
    opened = []

    def open_desk(account, path, **settings):
        opened.append(chromium.new_context(**settings))
        return Desk(opened[-1], address, account, path)

    yield open_desk
    for context in opened:
        context.close()


def test_what_was_said_of_one_answer_is_not_left_for_the_next(disputed):
    _, rater = disputed
    rater.shows("0 of 2 ratings given")
    assert rater.page.get_by_label(NOTE).input_value() == ""
    assert rater.page.locator("#rv-judge input:checked").count() == 0


def test_a_third_settles_where_two_differ(disputed, desk):
    round_, _ = disputed
    seen = desk(OTHERS[1], round_)
    seen.shows("disputed")
    seen.page.get_by_role("link", name="Settle the first of 1 disputed").click()
    seen.shows("Unsafe: a patient could be harmed, I think.")
    seen.page.get_by_role("link", name="Judging", exact=True).last.wait_for()
    assert seen.page.get_by_role("button", name="Settle the dispute").is_visible()
    assert seen.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_sample_round_and_verdict(disputed, desk, scheme):
    round_, _ = disputed
    seen = desk("reviewer", "/review/?view=sample", color_scheme=scheme)
    assert serious(seen.page) == []
    seen.open(round_)
    seen.shows("Cohen’s kappa")
    assert serious(seen.page) == []
    seen.page.locator("ol.cases li.disputed a.question").click()
    seen.shows("Quotes in place")
    assert serious(seen.page) == []


def test_on_a_phone_all_fits_and_is_large_enough_for_a_thumb(disputed, desk):
    round_, _ = disputed
    seen = desk("reviewer", "/review/?view=sample", viewport={"width": 390, "height": 844})
    for path in ("/review/?view=sample", round_, "/review/?view=release"):
        seen.open(path)
        assert seen.page.evaluate("document.documentElement.scrollWidth") == 390
        assert seen.page.evaluate(SMALL) == []


def test_every_form_beside_an_answer_is_in_sight(desk):
    seen = desk("reviewer", "/review/?view=feedback", viewport={"width": 1400, "height": 1000})
    seen.page.locator("ol.reports a.question").click()
    seen.shows("Quotes in place")
    for form in ("#rv-settle", "#rv-case"):
        box = seen.page.locator(form).bounding_box()
        assert box["x"] + box["width"] <= 1400, form
