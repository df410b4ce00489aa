"""A citation opens its source beside the answer, and a permanent link keeps the answer."""

import io
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.browser.accessibility import serious
from tests.browser.serving import sign_in

pytestmark = pytest.mark.browser

GENTAMICIN = "When is the first gentamicin level taken?"
ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"
ZINC = "What dose of zinc sulfate for zinc deficiency in an adult?"
QUICK = 0.5
"""Seconds from the click to the drawn page."""
CONTRAST = (
    Path(__file__)
    .with_name("contrast.js")
    .read_text()
    .replace(".gradio-container *", "#ca-source *, .ca-page *")
)
WITHIN = """element => {
    const box = element.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const seen = box.top >= 0 && box.bottom <= innerHeight;
    return seen && document.querySelector("#ca-source").contains(at);
}"""


def asked(visit, words, **how):
    seen = visit(**how)
    seen.ask(words)
    return seen


def opened(seen, index=0):
    """Clicks a citation and waits for its source."""
    cite = seen.page.locator(".ca-statements .cite").nth(index)
    cite.scroll_into_view_if_needed()
    cite.click()
    seen.page.locator("#ca-source .ca-source").wait_for()
    return seen.page.locator("#ca-source")


def drawn(seen):
    # Not by polling: the pages of their own let nothing be evaluated in them.
    seen.page.evaluate(
        "Promise.all([...document.querySelectorAll('.sheet img')].map(one => one.decode()))"
    )


def test_the_page_opens_beside_the_answer_with_its_words_highlighted(visit, screenshot):
    seen = asked(visit, GENTAMICIN, width=1400)
    panel = opened(seen)
    drawn(seen)
    for known in ("Gentamicin and vancomycin in adults", "4.0", "In force", "3 Nov 2025",
                  "1 Nov 2028", "Lead antimicrobial pharmacist", "Page 1 of 3"):  # fmt: skip
        assert known in panel.inner_text()
    mark = panel.locator(".marks .cited").first
    assert mark.evaluate(WITHIN)
    picture = Image.open(io.BytesIO(seen.page.screenshot(clip=mark.bounding_box())))
    colours = np.asarray(picture.convert("RGB")).astype(int)
    assert (colours.max(axis=2) < 110).mean() > 0.05  # ink
    assert (np.abs(colours - (255, 224, 90)).max(axis=2) < 30).mean() > 0.3  # marker
    answer = seen.page.locator(".ca-statements").bounding_box()
    assert answer["x"] + answer["width"] <= panel.bounding_box()["x"]
    screenshot(seen, "source-beside")


def test_escape_closes_it_and_goes_back_to_the_citation(visit):
    seen = asked(visit, GENTAMICIN, width=1400)
    panel = opened(seen)
    assert panel.evaluate("one => one.contains(document.activeElement)")
    seen.page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert seen.page.evaluate("document.activeElement.matches('.cite')")
    assert seen.page.locator(".ca-record").count() == 1


def test_neighbouring_pages_are_turned_in_the_panel(visit):
    seen = asked(visit, GENTAMICIN, width=1400)
    panel = opened(seen)
    panel.get_by_role("link", name="Next page: 2").click()
    panel.get_by_text("Page 2 of 3").wait_for()
    drawn(seen)
    assert panel.locator(".marks .cited").count() == 0
    panel.get_by_role("link", name="Back to them").click()
    panel.get_by_text("Page 1 of 3").wait_for()
    assert panel.locator(".marks .cited").count() > 0
    assert seen.page.locator(".ca-record").count() == 1


def test_a_section_is_shown_with_exactly_the_cited_words_marked(visit, screenshot):
    seen = asked(visit, ADRENALINE, width=1400)
    for index in range(seen.page.locator(".ca-statements .cite").count()):
        panel = opened(seen, index)
        number = seen.page.locator(".ca-statements .cite").nth(index).inner_text()
        quote = seen.page.locator(f".source[data-number='{number}'] blockquote")
        seen.page.wait_for_function("!document.querySelector('#ca-source [aria-busy]')")
        marked = " | ".join(panel.locator("mark.cited").all_inner_texts())
        assert "".join(marked.split()) == "".join(quote.inner_text().split())
        assert panel.locator("mark.cited").first.evaluate(WITHIN)
    screenshot(seen, "source-section")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("question", [GENTAMICIN, ADRENALINE])
def test_on_a_phone_it_covers_the_answer_and_back_keeps_it(visit, screenshot, scheme, question):
    seen = asked(visit, question, width=390, height=844, scheme=scheme)
    panel = opened(seen)
    drawn(seen)
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert panel.get_attribute("aria-modal") == "true"
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    mark = panel.locator(".marks .cited, mark.cited").first
    assert mark.evaluate(WITHIN)
    assert mark.bounding_box()["height"] >= 14  # Large enough to be read.
    screenshot(seen, f"source-phone-{scheme}-{question[:4]}")
    seen.page.go_back()
    assert not panel.is_visible()
    assert seen.page.locator(".ca-record").count() == 1


def test_on_a_phone_the_focus_stays_in_the_sheet(visit):
    seen = asked(visit, GENTAMICIN, width=390, height=844)
    panel = opened(seen)
    for _ in range(12):
        seen.page.keyboard.press("Tab")
        assert panel.evaluate("one => one.contains(document.activeElement)")


def test_a_page_can_be_made_larger(visit):
    seen = asked(visit, GENTAMICIN, width=1400)
    panel = opened(seen)
    before = panel.locator(".sheet").bounding_box()["width"]
    panel.get_by_role("button", name="Larger").click()
    assert panel.locator(".sheet").bounding_box()["width"] > before * 1.2
    assert panel.locator(".marks .cited").first.evaluate(WITHIN)


def test_a_citation_opens_quickly(visit):
    seen = asked(visit, GENTAMICIN, width=1400)
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        opened(seen)
        drawn(seen)
        took.append(time.perf_counter() - begin)
        seen.page.keyboard.press("Escape")
    assert min(took) < QUICK


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_source_is_accessible(visit, scheme):
    for question in (GENTAMICIN, ADRENALINE):
        seen = asked(visit, question, width=1400, scheme=scheme)
        opened(seen)
        assert seen.page.evaluate(CONTRAST) == []
        assert serious(seen.page, "#ca-source") == []


def test_a_hostile_source_is_shown_as_text(visit, address, screenshot):
    seen = asked(visit, ZINC, width=1400)
    panel = opened(seen)
    assert '<img src=x onerror="window.owned=1">' in panel.inner_text()
    assert panel.locator("script, svg, iframe, b, img").count() == 0
    seen.page.goto(seen.page.locator(".alone").get_attribute("href"))
    assert seen.page.evaluate("window.owned") is None
    assert seen.dialogs == [] and seen.complaints == []
    assert all(url.startswith((address, "data:")) for url in seen.requests)
    screenshot(seen, "source-hostile")


def test_without_scripts_the_same_link_is_a_page(visit, chromium, address, screenshot):
    seen = asked(visit, GENTAMICIN)
    link = seen.page.locator(".ca-statements .cite").first.get_attribute("href")
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, address, "clinician")
    page = context.new_page()
    page.goto(f"{address}{link}")
    assert "18 to 24 hours" in page.locator(".quote").inner_text()
    assert page.locator(".marks .cited").count() > 0
    page.get_by_role("link", name="Next page: 2").click()
    assert "Page 2 of 3" in page.locator(".here").inner_text()
    context.close()


def test_a_permanent_link_shows_the_answer_and_replays_it(visit, address, screenshot):
    seen = asked(visit, GENTAMICIN, width=1400)
    record = seen.shows(".ca-record code")
    seen.page.goto(f"{address}/answers/{record}")
    assert "18 to 24 hours" in seen.shows(".ca-statements")
    assert "Gentamicin and vancomycin in adults, version 4.0 In force" in " ".join(
        seen.shows(".cited-versions").split()
    )
    screenshot(seen, "recorded")
    seen.page.get_by_role("link", name="Replay it now").click()
    assert "the same answer, byte for byte" in seen.shows(".replayed")
    opened(seen)
    drawn(seen)
    assert seen.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_a_page_of_its_own_is_accessible_and_fits(visit, address, screenshot, scheme, width):
    seen = asked(visit, GENTAMICIN, width=width, scheme=scheme)
    link = seen.page.locator(".ca-statements .cite").first.get_attribute("href")
    record = seen.shows(".ca-record code")
    for name, path in (("source", link), ("recorded", f"/answers/{record}"), ("none", "/source")):
        seen.page.goto(f"{address}{path}")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.page.evaluate(CONTRAST) == []
        assert serious(seen.page, "body") == []
        screenshot(seen, f"{name}-{width}-{scheme}")


def test_an_answer_is_printed_with_its_sources_and_its_record(visit, address, screenshot):
    seen = asked(visit, GENTAMICIN, width=1400)
    record = seen.shows(".ca-record code")
    seen.page.goto(f"{address}/answers/{record}")
    seen.page.emulate_media(media="print")
    assert record in seen.shows(".ca-record")
    assert "Given on" in seen.shows(".ca-given")
    assert "Version 4.0" in seen.shows(".ca-sources")
    assert not seen.page.locator(".ways").is_visible()
    assert not seen.page.locator(".ca-tools").is_visible()
    screenshot(seen, "printed")


def test_what_is_not_there_is_told_in_words(visit, address):
    seen = visit()
    answered = seen.page.goto(f"{address}/source?document=none&version=1")
    assert answered.status == 404
    assert "This source cannot be shown" in seen.shows("main")
