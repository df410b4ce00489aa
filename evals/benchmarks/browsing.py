"""The page in a browser: until a question can be typed, and until a citation shows its page."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np

from assistant.accounts import Accounts
from assistant.accounts.demonstration import add_demonstration
from assistant.embed import PACKAGED, load_embedder
from assistant.snapshot.publish import publish
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from corpus.metadata_csv import read_metadata_csv
from evals.benchmarks.places import ROOT, Places, Size
from evals.benchmarks.report import Outcome, Skipped, Table
from evals.benchmarks.running_server import HOST, Server, serving
from evals.benchmarks.sets import fixed_order

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
DOCUMENTS = ROOT / "corpus" / "demonstration" / "approved"
LONG = "guidelines/pdf/ZA_STG_EML_PHC_2008.pdf"
"""The longest of the shared guidelines, 443 pages, where there is one."""
LONG_ID = "long-guideline"
QUESTION = "When is the first gentamicin level taken?"
"""Answered from a PDF of the demonstration."""
READER = "clinician"
"""Of the demonstration's accounts."""
OPENED = {"small": 9, "full": 25}
"""New browser profiles, and clicks on a citation."""
PAGES = {"small": 30, "full": 120}
"""Of the long document, in no order of its own."""
SHOWN = """() => {
    const picture = document.querySelector('#ca-source img')
    return picture && picture.complete && picture.naturalWidth > 0
}"""
NOTES = (
    "A first page is a browser profile without a cache, signed in, until the question box can be "
    "typed in; the floor is the same for an address that answers with a few bytes.",
    "A citation is a click until the picture of its page is there, in a page that stays open.",
    "A page of the long document is its frame and its picture, fetched one after the other; the "
    "first time the server has to draw it.",
)


def run(size: Size, places: Places) -> Outcome:
    """Open, ask, click; Skipped without Chromium, playwright or the demonstration."""
    if not CHROMIUM.exists():
        raise Skipped(f"{CHROMIUM} is not installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise Skipped("playwright is not installed: pip install -e '.[dev]'") from None
    home = _home(places)
    with serving(home) as server, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        times = {
            "an empty address, new profile": _first(browser, server, "/healthz", OPENED[size]),
            "the first page, new profile": _first(browser, server, "/", OPENED[size]),
            "a citation": _citations(browser, server, OPENED[size]),
            **_long_document(browser, server, home, PAGES[size]),
        }
        browser.close()
    rows = [[what, len(ms), *_summed(ms)] for what, ms in times.items() if ms]
    table = Table("In a browser", ["what", "times", "first ms", "p50 ms", "p95 ms"], rows)
    return Outcome((table,), NOTES, {"ms": times})


def _home(places: Places) -> Path:
    home = places.work / "browsing"
    files = sorted(file for file in DOCUMENTS.iterdir() if file.suffix != ".csv")
    _add(home, files, DOCUMENTS / "metadata.csv")
    if (places.shared / LONG).exists():
        table = places.work / "long.csv"
        table.write_text(
            "file,id,title,version,owner,type,population,effective,review\n"
            f"{Path(LONG).name},{LONG_ID},Long guideline,1,Benchmark,guideline,all,2020-01-01,"
            "2120-01-01\n",
            encoding="utf-8",
        )
        _add(home, [places.shared / LONG], table)
    publish(
        home, Catalogue(home), Library(home), load_embedder(PACKAGED, places.models), by="benchmark"
    )
    add_demonstration(Accounts(home), "benchmark")
    return home


def _add(home: Path, files: Sequence[Path], table: Path) -> None:
    intake = add_files(
        files, Catalogue(home), Library(home), by="benchmark author",
        approved_by="benchmark approver", table=read_metadata_csv(table),
    )  # fmt: skip
    if intake.refused:
        raise RuntimeError(f"documents were not added: {intake.refused}")


@contextmanager
def _signed_in(browser: Any, server: Server) -> Iterator[Any]:
    """A browser context of its own with the session of the reader."""
    address = _address(server)
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, base_url=address)
    context.request.post(
        "/sign-in/demonstration", form={"name": READER}, headers={"origin": address}
    )
    yield context
    context.close()


def _first(browser: Any, server: Server, path: str, times: int) -> list[float]:
    """Milliseconds until the address, or the question box on it, can be used."""

    def opened() -> float:
        with _signed_in(browser, server) as context:
            page = context.new_page()
            return _timed(lambda: _open(page, path))

    return [opened() for _ in range(times)]


def _open(page: Any, path: str) -> None:
    page.goto(path)
    if path == "/":
        page.get_by_label("Question").wait_for()


def _citations(browser: Any, server: Server, times: int) -> list[float]:
    """Milliseconds from the click to the picture of the page."""

    def clicked(page: Any) -> float:
        ms = _timed(lambda: (page.locator(".cite").first.click(), page.wait_for_function(SHOWN)))
        page.keyboard.press("Escape")
        page.wait_for_function(f"() => !({SHOWN})()")
        return ms

    with _signed_in(browser, server) as context:
        page = context.new_page()
        _open(page, "/")
        page.get_by_label("Question").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator(".cite").first.wait_for()
        return [clicked(page) for _ in range(times)]


def _long_document(browser: Any, server: Server, home: Path, count: int) -> dict[str, list[float]]:
    """Milliseconds for each page, fetched once and once more; empty without the document."""
    found = [one for one in Catalogue(home).versions() if one.document == LONG_ID]
    if not found:
        return {}
    text = Library(home).text(found[0].text_sha256)
    full = [page for page in text.pages if page.end - page.start > 200]
    chosen = fixed_order(full, lambda page: str(page.number))[:count]

    def fetch(context: Any, start: int) -> None:
        cited = {"document": LONG_ID, "version": "1", "start": start, "end": start + 60}
        frame = context.request.get(f"/source?{urlencode(cited | {'fragment': 1})}")
        picture = re.search(r'src="(/source/page\.png[^"]*)"', frame.text())
        if picture is None:
            raise RuntimeError(f"no page is shown for {cited}: {frame.status} {frame.text()[:200]}")
        context.request.get(picture[1].replace("&amp;", "&"))

    with _signed_in(browser, server) as context:
        first, again = (
            [_timed(lambda start=page.start: fetch(context, start)) for page in chosen]  # type: ignore[misc]
            for _ in range(2)
        )
    return {"a page of 443, first time": first, "a page of 443, again": again}


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began)


def _summed(ms: Sequence[float]) -> tuple[float, float, float]:
    """The first, the median and the 95th percentile."""
    return ms[0], float(np.median(ms)), float(np.percentile(ms, 95))


def _address(server: Server) -> str:
    return f"http://{HOST}:{server.port}"
