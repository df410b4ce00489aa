"""A published home, a server and a browser, each made once for all browser tests."""

from pathlib import Path

import pytest

from tests.browser.hostile import HOSTILE
from tests.browser.serving import ARGUMENTS, CHROMIUM, Visit, build_home, serving
from tests.documents import DEMONSTRATION, METADATA

FILES = (
    "anaphylaxis-adult.md",
    "anaphylaxis-paediatric.md",
    "hyperkalaemia-adult.md",
    "gentamicin-vancomycin.pdf",
)
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


@pytest.fixture(scope="session")
def chromium():
    """The browser; tests are skipped where it is not installed."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(chromium, tmp_path_factory):
    """A server of four documents of the demonstration hospital and a hostile one."""
    home = tmp_path_factory.mktemp("home")
    hostile = tmp_path_factory.mktemp("written") / "zinc.md"
    hostile.write_text(HOSTILE, encoding="utf-8")
    build_home(home, [*(DEMONSTRATION / "approved" / name for name in FILES), hostile], METADATA)
    with serving(home) as address:
        yield address


@pytest.fixture
def visit(chromium, address):
    """Opens the page: width, height, colour scheme and who signs in can be chosen."""
    opened = []

    def open_page(width=1280, height=900, scheme="light", role="clinician"):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        opened.append(context)
        return Visit(context, address, role)

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def screenshot():
    """Saves what a page looks like, for people to judge."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def save(visit, name):
        visit.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return save
