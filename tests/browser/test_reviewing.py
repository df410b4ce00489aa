"""What a safety reviewer sees and does: from a run that fails to a release, and from a flag to a
case; and how two raters judge the same answers."""

import re
from pathlib import Path

import pytest

from tests.browser.accessibility import serious
from tests.browser.serving import build_home, serving, sign_in
from tests.documents import DEMONSTRATION, METADATA

pytestmark = pytest.mark.browser

CONTRAST = Path(__file__).with_name("contrast.js").read_text()
QUESTION = "What dose of adrenaline in adult anaphylaxis?"
SUITE = """suite: small
about: Two questions of the tests, one of which expects what no document says.
cases:
  - id: dose
    question: What dose of adrenaline in adult anaphylaxis?
    expect: answer
    evidence: [{document: anaphylaxis-adult, contains: "500 micrograms"}]
    facts: ["500 micrograms"]
    tags: {kind: direct}
  - id: invented
    question: When is calcium gluconate given in adult hyperkalaemia?
    expect: answer
    facts: ["77 litres"]
    tags: {kind: direct}
"""
GATES = """suites: [../suites/small.yaml]
gates:
  - {measure: correct, at_least: 0.9, on: value, because: "Nearly all must be right."}
"""
SLOW = 600_000
"""Milliseconds a busy machine may take to ask, score and hold two cases."""


class Desk:
    """The reviewer's desk in a browser, with everything it fetched and complained about."""

    def __init__(self, context, address, account, path="/review/"):
        sign_in(context, address, account)
        self.address = address
        self.requests, self.complaints = [], []
        self.page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)
        self.open(path)

    def open(self, path):
        """Go to an address of the desk, and wait for what it shows."""
        self.page.goto(f"{self.address}{path}")
        self.page.locator("#rv-main .rv[data-address]").wait_for()

    def part(self, name):
        """Another part of the desk, by its way on top."""
        self.page.locator(".tabs").get_by_role("link", name=name).click()
        self.page.locator(".tabs a[aria-current]", has_text=name).wait_for()

    def press(self, name):
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def told(self, words):
        """Wait until something is said above the page."""
        self.page.locator("#rv-notice", has_text=words).wait_for()

    def shows(self, words, timeout=60_000):
        """Wait until the page says something."""
        self.page.locator("#rv-main").get_by_text(words).first.wait_for(timeout=timeout)

    def _note(self, message):
        if message.type == "error":
            self.complaints.append(message.text)


@pytest.fixture(scope="module")
def address(chromium, tmp_path_factory):
    """A server of two documents, with a suite and gates of the site's own."""
    home = tmp_path_factory.mktemp("home")
    names = ("anaphylaxis-adult.md", "hyperkalaemia-adult.md")
    build_home(home, [DEMONSTRATION / "approved" / name for name in names], METADATA)
    for folder, text in (("suites", SUITE), ("gates", GATES)):
        (home / folder).mkdir()
        (home / folder / "small.yaml").write_text(text, encoding="utf-8")
    with serving(home) as address:
        yield address


@pytest.fixture
def desk(chromium, address):
    """Opens the desk for an account: width and colour scheme can be chosen."""
    opened = []

    def open_desk(account="reviewer", path="/review/", width=1400, scheme="light"):
        context = chromium.new_context(
            viewport={"width": width, "height": 1000}, color_scheme=scheme, accept_downloads=True
        )
        opened.append(context)
        return Desk(context, address, account, path)

    yield open_desk
    for context in opened:
        context.close()


@pytest.fixture
def ask(chromium, address):
    """Asks as a clinician, says that the answer is unsafe, and returns the record's id."""

    def flag(comment):
        context = chromium.new_context()
        sign_in(context, address, "clinician")
        headers = {"origin": address}
        asked = context.request.post(
            f"{address}/api/v1/ask", data={"question": QUESTION}, headers=headers, timeout=SLOW
        ).json()
        said = context.request.post(
            f"{address}/api/v1/feedback",
            data={"answer": asked["id"], "kind": "unsafe", "comment": comment},
            headers=headers,
        )
        assert said.ok, said.text()
        context.close()
        return asked["id"]

    return flag


def publish(context, address):
    """What the curator is told when the server is asked to publish."""
    sign_in(context, address, "curator")
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.goto(f"{address}/curate/?publish=1")
    page.locator(".cu-publish").wait_for()
    page.get_by_role("button", name="Publish what is approved").click()
    said = page.locator("#cu-said, .cu-publish").get_by_text(
        re.compile("was blocked by reviewer|was published already|is published|nothing has changed")
    )
    said.first.wait_for()
    return page.locator("#cu-said").inner_text() + page.locator(".cu-publish").inner_text()


def test_a_run_fails_its_gate_publishing_is_blocked_and_allowed_again(
    desk, chromium, address, screenshot
):
    seen = desk()
    seen.page.get_by_label("Suites to run against what is published").click()
    seen.page.get_by_role("option", name="small", exact=True).click()
    seen.page.keyboard.press("Escape")
    seen.press("Run")
    seen.told("Asking small")
    screenshot(seen, "review-running")
    seen.page.get_by_role("link", name="See the results").click(timeout=SLOW)
    seen.shows("Failed: 1 of 1 gates failed", SLOW)
    screenshot(seen, "review-run")
    # By the run itself: nobody pressed anything else.
    strip = seen.page.locator(".strip.bad", has_text="Publishing is blocked")
    strip.wait_for()
    assert "does not keep the gates of small.yaml: correct is 0.5" in strip.inner_text()
    assert not seen.page.get_by_role("button", name="Block", exact=True).is_visible()
    context = chromium.new_context()
    told = publish(context, address)
    assert "blocked by reviewer" in told and "does not keep the gates of small.yaml" in told
    context.close()
    seen.part("Release")
    screenshot(seen, "review-release")
    seen.page.get_by_label("Reason, which the curators see").fill("The case was wrong.")
    seen.press("Allow")
    seen.told("Publishing is allowed again")
    context = chromium.new_context()
    assert "blocked by" not in publish(context, address)
    context.close()
    seen.part("Runs")
    seen.page.get_by_role("link", name="1", exact=True).click()
    seen.page.locator("ol.cases a.question").click()
    seen.shows("Every measure that applies")
    seen.shows("“77 litres”")
    screenshot(seen, "review-case")
    assert seen.complaints == []
    assert {url.split("/")[2] for url in seen.requests} == {address.split("/")[2]}


def test_the_evidence_of_a_run_is_one_signed_file(desk, address, tmp_path):
    seen = desk()
    seen.page.locator("table.list th a").first.click()
    seen.shows("Evidence")
    with seen.page.expect_download(timeout=SLOW) as started:
        seen.page.get_by_role("button", name="Export the evidence bundle").click()
    bundle = tmp_path / "bundle.zip"
    started.value.save_as(bundle)
    key = tmp_path / "key.pem"
    key.write_bytes(seen.page.request.get(f"{address}/review/evidence.pem").body())
    from evals.evidence import verify_bundle

    assert verify_bundle(bundle, key).state == "complete"


def test_what_a_clinician_flags_is_seen_settled_and_made_a_case(desk, ask, screenshot):
    ask("The interval is missing.")
    seen = desk()
    seen.page.locator(".tabs .count").wait_for()
    seen.part("Feedback")
    seen.shows("The interval is missing.")
    screenshot(seen, "review-feedback")
    seen.page.locator("ol.reports li.unsafe a.question").first.click()
    seen.shows("Quotes in place")
    screenshot(seen, "review-answer")
    seen.press("Settle")
    seen.told("a note is empty")
    seen.page.get_by_label("What came of it").fill("It stands in the table below.")
    seen.press("Settle")
    seen.told("Settled")
    seen.shows("settled by reviewer")
    seen.page.get_by_label("Case", exact=True).fill("flagged-dose")
    seen.press("Add the case")
    seen.told("from-use/flagged-dose")
    seen.part("Feedback")
    seen.shows("Nothing waits.")
    assert seen.complaints == []


def test_two_raters_judge_blind_and_a_third_way_out_is_told(desk, ask, screenshot):
    ask("Is this right?")
    seen = desk(path="/review/?view=sample")
    seen.press("Put it before raters")
    seen.shows("Judge the next of")
    seen.page.get_by_role("link", name="Judge the next of").click()
    seen.page.get_by_label("Unsafe: a patient could be harmed").check()
    seen.page.get_by_label("Why (needed to settle").fill("No interval.")
    screenshot(seen, "review-judge")
    seen.press("Give this verdict")
    seen.told("Kept.")
    watching = desk("admin", seen.page.url.replace(seen.address, ""))
    assert "No interval." not in watching.page.locator("#rv-main").inner_text()
    assert not watching.page.get_by_role("button", name="Give this verdict").is_visible()


def test_an_administrator_looks_and_has_nothing_to_press(desk):
    seen = desk("admin")
    for name in ("Runs", "Feedback", "Sample", "Judging", "Use", "Release"):
        seen.part(name)
        assert seen.page.locator(".rv-form:visible").count() == 0
    assert seen.complaints == []


def test_use_is_told_in_figures_and_charts_without_words_of_questions(desk, ask, screenshot):
    ask("again")
    seen = desk(path="/review/?view=use&days=7")
    seen.page.locator(".charts svg").first.wait_for(timeout=SLOW)
    assert QUESTION not in seen.page.content()
    screenshot(seen, "review-use")


def test_going_back_shows_what_was_shown_before(desk):
    seen = desk()
    seen.part("Use")
    seen.part("Release")
    seen.page.go_back()
    seen.page.locator(".rv-use").wait_for()
    assert seen.page.url.endswith("?view=use")


VIEWS = (
    "",
    "?view=feedback&show=all",
    "?view=sample",
    "?view=rounds",
    "?view=use",
    "?view=release",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_and_nothing_serious_is_found(desk, ask, scheme):
    ask("for the looks")
    seen = desk(scheme=scheme)
    found = []
    for view in VIEWS:
        seen.open(f"/review/{view}")
        assert seen.page.evaluate(CONTRAST) == []
        found += [(view, *fault) for fault in serious(seen.page)]
    assert found == []


@pytest.mark.parametrize("width", [390, 1400])
def test_nothing_sticks_out_of_the_page(desk, width, screenshot):
    seen = desk(width=width)
    for view in VIEWS:
        seen.open(f"/review/{view}")
        beyond = seen.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert beyond == 0, view
    screenshot(seen, f"review-{width}")


@pytest.mark.parametrize("role", ["clinician", "curator", "approver"])
def test_who_has_no_business_here_is_kept_out(chromium, address, role):
    context = chromium.new_context()
    sign_in(context, address, role)
    for path in ("/review/", "/review/evidence/any.zip", "/review/evidence.pem"):
        assert context.request.get(f"{address}{path}").status == 403
    context.close()
