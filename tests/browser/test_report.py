"""The report of a run in a real browser: nothing fetched, nothing run, readable and usable."""

from pathlib import Path

import pytest

from evals.gates import Gate, Gates, hold
from evals.reports import write_report
from evals.runs.folder import open_run
from tests.fakes.runs import FakeRun

pytestmark = pytest.mark.browser
CONTRAST = (
    (Path(__file__).parent / "contrast.js").read_text().replace(".gradio-container *", "body *")
)
GATES = Gates((Gate("correct", 0.9, at_least=True, because="Most must be right."),), (), "0")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of a run with hostile words, compared with an earlier one."""
    base = tmp_path_factory.mktemp("report")
    FakeRun(times=12, wrong=frozenset({"crash"})).write(base / "before")
    suites = FakeRun(times=12).write(base / "run")
    ruling = hold(GATES, open_run(base / "run"), suites)
    write_report(base / "run", suites, base / "report.html", base / "before", ruling)
    return base / "report.html"


class Reader:
    """One reader of the report, with everything the page asked for and complained about."""

    def __init__(self, context, report):
        self.requests, self.complaints = [], []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(report.as_uri())

    def cases(self):
        return self.page.locator("details.case:visible")


@pytest.fixture
def read(chromium, report):
    opened = []

    def open_report(width=1280, scheme="light", script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        opened.append(context)
        return Reader(context, report)

    yield open_report
    for context in opened:
        context.close()


def test_the_page_asks_for_nothing_and_hostile_words_do_nothing(read, report):
    reader = read()
    reader.page.get_by_role("button", name="Open all").click()
    reader.page.wait_for_timeout(200)
    assert reader.requests == [report.as_uri()]
    assert reader.complaints == []
    assert reader.page.evaluate("window.owned === undefined")
    assert "window.owned=1" in reader.page.locator("#failures").inner_text()


def test_failing_cases_are_narrowed_by_words_and_by_measure(read):
    reader = read()
    assert reader.cases().count() == 48
    reader.page.get_by_label("Words").fill("TIMEOUTERROR crash-3")
    assert reader.cases().count() == 1
    assert reader.page.get_by_text("1 of 48 shown").is_visible()
    reader.page.get_by_label("Words").fill("")
    reader.page.locator("#f-measure").select_option("false_refusal")
    reader.page.locator("#f-status").select_option("refused")
    assert reader.cases().count() == 12


def test_a_link_to_a_case_opens_it(read):
    reader = read()
    reader.page.goto(f"{reader.page.url}#case-sepsis-core.2f.dose-3")
    case = reader.page.locator("details.case[open]")
    assert case.count() == 1 and "sepsis-core/dose-3" in case.inner_text()


def test_the_keyboard_reaches_and_opens_a_case(read):
    reader = read()
    reader.page.locator("#f-close").focus()
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Enter")
    assert reader.page.locator("details.case[open]").count() == 1


def test_without_script_every_failing_case_is_there_to_open(read):
    reader = read(script=False)
    assert reader.cases().count() == 48
    assert not reader.page.locator("#filter").is_visible()
    reader.cases().first.locator("summary").click()
    assert reader.page.locator("details.case[open] .faults").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read(read, scheme):
    reader = read(scheme=scheme)
    reader.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert reader.page.evaluate(f"({CONTRAST})()") == []
    colour = reader.page.evaluate(
        "getComputedStyle(document.querySelector('.chart-rates text')).fill"
    )
    assert colour.startswith("rgb") and colour not in {"rgb(0, 0, 0)", "rgb(1, 1, 1)"}


@pytest.mark.parametrize("width", [320, 390, 1400])
def test_nothing_sticks_out_of_the_page(read, width, screenshot):
    reader = read(width=width)
    screenshot(reader, f"report-{width}")
    reader.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    beyond = reader.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert beyond == 0


def test_the_printed_page_has_the_verdict_and_no_controls(read):
    reader = read(scheme="dark")
    reader.page.emulate_media(media="print", color_scheme="dark")
    assert reader.page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 35, 42)"
    assert reader.page.locator(".verdict").is_visible()
    assert not reader.page.locator("#filter").is_visible()
    assert not reader.page.locator("nav").is_visible()
