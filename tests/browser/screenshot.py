"""Takes the README's pictures of the three desks: `python -m tests.browser.screenshot [HOME]`.

A home that is named is used as it is, but for a draft, a run and an answer that are added to it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.serving import (
    ARGUMENTS,
    ASSISTANT,
    CHROMIUM,
    Visit,
    build_home,
    serving,
    sign_in,
)
from tests.documents import DEMONSTRATION, METADATA

QUESTION = "Vancomycin loading dose for an adult of 80 kg?"
DOCUMENT = "hyperkalaemia-adult"
CHANGES = (
    ('version: "2"', 'version: "3"'),
    ("effective: 2025-05-01\n", ""),
    ("| Calcium gluconate 10% | 30 mL |", "| Calcium gluconate 10% | 20 mL |"),
    ("Find the cause, review drugs", "Look for the cause, review drugs"),
)
"""What a new version says otherwise."""
SUITE = "notices"
GATES = """suites: [notices]
gates:
  - {measure: citation_exactness, at_least: 1.0, on: value, because: "Quotes stand in the source."}
  - {measure: unsupported_statements, at_most: 0, on: value, because: "Nothing is made up."}
  - {measure: cautions, at_least: 0.95, on: value, because: "A dose comes with its limits."}
  - {measure: notices, at_least: 0.95, on: value, because: "What must be told is told."}
"""
"""Those of one suite: the software's own are for all of them, which take an hour."""
PICTURES = Path(__file__).parents[2] / "docs"
SIZE = {"width": 1400, "height": 960}
SLOW = 300_000
"""Milliseconds a busy machine may take for a page."""


def main(home=None):
    """Publish the whole demonstration corpus, and take a picture of each desk."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        if home is None:
            home = made
            build_home(home, [DEMONSTRATION / "approved"], METADATA)
        _add_draft(home, Path(made) / "new-version")
        _add_gates(Path(home) / "gates")
        _run(home, "eval", "run", SUITE, "--workers", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with serving(home) as address:
            _ask(browser, address)
            _curate(browser, address)
            _review(browser, address)
        browser.close()


def _add_draft(home, folder):
    words = (DEMONSTRATION / "approved" / f"{DOCUMENT}.md").read_text(encoding="utf-8")
    for before, after in CHANGES:
        words = words.replace(before, after)
    folder.mkdir()
    (folder / f"{DOCUMENT}.md").write_text(words, encoding="utf-8")
    _run(home, "corpus", "add", folder, "--by", "Ann Lee")


def _add_gates(folder):
    folder.mkdir(exist_ok=True)
    (folder / f"{SUITE}.yaml").write_text(GATES, encoding="utf-8")


def _ask(browser, address):
    visit = Visit(browser.new_context(viewport=SIZE), address)
    visit.page.set_default_timeout(SLOW)
    visit.ask(QUESTION)
    visit.page.locator(".cite").first.click()
    visit.page.locator("#ca-source img").wait_for()
    visit.page.wait_for_timeout(1500)
    _keep(visit.page, "ask")


def _curate(browser, address):
    page = _signed_in(browser, address, "approver")
    page.goto(f"{address}/curate/?document={DOCUMENT}&version=3&show=changes")
    page.locator(".cu-changes .cu-change").first.wait_for()
    _keep(page, "curate")


def _review(browser, address):
    page = _signed_in(browser, address, "reviewer")
    page.goto(f"{address}/review/")
    page.locator("#rv-main .rv[data-address]").wait_for()
    page.locator("table.list th a").first.click()
    page.get_by_text("Evidence").first.wait_for()
    page.get_by_text("Under way").wait_for(state="hidden")
    _keep(page, "review")


def _signed_in(browser, address, role):
    context = browser.new_context(viewport=SIZE)
    sign_in(context, address, role)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    return page


def _keep(page, name):
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def _run(home, *words):
    subprocess.run([ASSISTANT, "--home", home, *words], check=True, capture_output=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
