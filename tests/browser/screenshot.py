"""Makes docs/chat.png: `python -m tests.browser.screenshot`."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.serving import ARGUMENTS, CHROMIUM, Visit, build_home, serving
from tests.documents import DEMONSTRATION, METADATA

QUESTION = "Calcium gluconate dose in adult hyperkalaemia?"
PICTURE = Path(__file__).parents[2] / "docs" / "chat.png"


def main():
    """Publish the whole demonstration corpus, ask one question and take its picture."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        build_home(home, [DEMONSTRATION / "approved"], METADATA)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with serving(home) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 960})
            visit = Visit(context, address)
            visit.ask(QUESTION)
            visit.page.locator(".cite").first.click()
            visit.page.wait_for_timeout(1000)
            visit.page.evaluate("scrollTo(0, 0)")
            visit.page.wait_for_timeout(300)
            PICTURE.parent.mkdir(exist_ok=True)
            visit.page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
