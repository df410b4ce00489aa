"""What a clinician sees and can do on the chat page."""

from pathlib import Path

import pytest

from tests.browser.serving import BANNER, Visit, add_accounts, serving

pytestmark = pytest.mark.browser

ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"
ABSENT = "How do I repair a bicycle tyre?"
ZINC = "What dose of zinc sulfate for zinc deficiency in an adult?"


def test_the_page_says_what_it_must_not_be_used_for(visit, screenshot):
    seen = visit()
    assert seen.shows(".ca-banner") == BANNER
    assert "does not replace clinical judgement" in seen.shows(".limits")
    assert "5 approved documents in force" in seen.shows(".corpus")
    assert "Snapshot" in seen.shows(".corpus")
    seen.ask(ADRENALINE)
    seen.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    for part in (".ca-banner", ".limits", ".corpus"):
        assert _within_view(seen.page.locator(part))
    screenshot(seen, "start")


def test_a_question_is_answered_with_citations(visit, screenshot):
    seen = visit()
    seen.ask(ADRENALINE)
    assert "500 micrograms" in seen.shows(".ca-statements")
    assert "Anaphylaxis in adults" in seen.shows(".ca-sources")
    assert seen.page.locator(".cite").count() > 1
    assert "5 documents in force" in seen.shows(".ca-record")
    screenshot(seen, "answer")


def test_a_citation_opens_its_source_and_stays_marked(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    cite = seen.page.locator(".cite").last
    number = cite.inner_text()
    cite.click()
    seen.page.locator("#ca-source mark").first.wait_for()
    assert seen.page.locator(f".source.lit[data-number='{number}']").count() == 1
    assert seen.page.locator(".ca-record").count() == 1


def _within_view(locator):
    return locator.evaluate(
        """element => {
            const box = element.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + 8);
            return element === top || element.contains(top);
        }"""
    )


def test_a_row_is_shown_as_a_table(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    doses = []
    for table in seen.page.locator(".ca-statements table").all():
        headers = table.locator("th").all_inner_texts()
        rows = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
        doses += [dict(zip(headers, cells, strict=True)).get("Dose for an adult") for cells in rows]
    assert "500 micrograms" in doses


def test_a_refusal_looks_like_one(visit, screenshot):
    seen = visit()
    seen.ask(ABSENT)
    assert seen.page.locator(".ca-refusal h3").is_visible()
    assert "Ask a senior colleague" in seen.shows(".ca-refusal")
    assert seen.page.locator(".ca-statements").count() == 0
    screenshot(seen, "refusal")


def test_an_empty_question_gets_one_sentence(visit):
    seen = visit()
    seen.ask("   ")
    assert "the question is empty" in seen.shows(".ca-failure")


def test_an_example_is_asked_with_one_click(visit):
    seen = visit()
    example = seen.page.locator(".ca-example").first
    words = example.inner_text()
    example.click()
    seen.page.locator(".ca-record").wait_for()
    assert seen.shows(".ca-asked") == words


def test_a_filter_narrows_the_documents(visit):
    seen = visit()
    group = seen.page.get_by_label("Patient group")
    group.click()
    seen.page.get_by_role("option", name="Child").click()
    seen.ask("What dose of adrenaline in anaphylaxis?")
    titles = seen.page.locator(".source-document h3").all_inner_texts()
    assert titles
    assert all("children" in title.casefold() for title in titles)
    assert seen.shows(".ca-narrowed").split() == ["Only:", "Child"]


def test_the_page_reaches_nothing_else_and_does_not_complain(visit, address):
    seen = visit()
    seen.ask(ADRENALINE)
    seen.ask(ABSENT)
    assert seen.requests
    assert [url for url in seen.requests if not url.startswith((address, "data:"))] == []
    assert seen.complaints == []


def test_questions_are_not_kept_in_the_browser(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    kept = seen.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )
    assert "adrenaline" not in kept


def test_a_hostile_document_is_shown_as_text(visit, address, screenshot):
    seen = visit()
    seen.ask(ZINC)
    assert "zinc sulfate 220 mg" in seen.shows(".ca-statements")
    assert "<script>" in seen.shows(".ca-sources")
    assert '<img src=x onerror="window.owned=1">' in seen.shows(".ca-sources")
    seen.page.get_by_label("Specialty").click()
    seen.page.get_by_label("Site").click()
    seen.page.wait_for_timeout(300)
    assert seen.page.evaluate("window.owned") is None
    assert seen.dialogs == []
    assert seen.page.locator(".ca-answer :is(script, img, svg, iframe, b)").count() == 0
    assert all(url.startswith((address, "data:")) for url in seen.requests)
    screenshot(seen, "hostile")


def test_a_hostile_question_is_shown_as_text(visit):
    seen = visit()
    seen.ask('Dose of adrenaline <img src=x onerror="window.owned=1"> in adult anaphylaxis?')
    assert seen.page.evaluate("window.owned") is None
    assert seen.page.locator(".ca-answer img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_scrolling_sideways(visit, screenshot, scheme):
    seen = visit(390, 844, scheme)
    for words in (ADRENALINE, ZINC, ABSENT):
        seen.ask(words)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
        if words == ADRENALINE:
            screenshot(seen, f"phone-{scheme}")


STATES = """() => {
    window.states = [];
    const answer = document.getElementById("ca-answer");
    new MutationObserver(() => {
        const kinds = ["looking", "ca-waiting", "ca-statements", "ca-refusal"];
        const kind = kinds.find((name) => answer.querySelector("." + name));
        if (kind === "looking") window.places = answer.innerText;
        if (kind && window.states.at(-1) !== kind) window.states.push(kind);
    }).observe(answer, { childList: true, subtree: true });
}"""
"""Remembers what stood in the place of the answer, one after the other."""


def test_where_it_is_looked_up_is_shown_until_the_answer_replaces_it(visit):
    seen = visit()
    seen.page.evaluate(STATES)
    seen.ask(ADRENALINE)
    assert seen.page.evaluate("states") == ["ca-waiting", "looking", "ca-statements"]
    assert "Anaphylaxis in adults" in seen.page.evaluate("places")
    assert "microgram" not in seen.page.evaluate("places")
    assert seen.page.locator(".looking").count() == 0


def test_a_refusal_replaces_the_places_that_were_looked_in(visit):
    seen = visit()
    seen.page.evaluate(STATES)
    seen.ask("What is the dose of teicoplanin in hyperkalaemia?")
    assert seen.page.evaluate("states") == ["ca-waiting", "looking", "ca-refusal"]
    assert seen.page.locator(".looking").count() == 0


def test_the_row_for_the_age_asked_about_is_marked(visit, screenshot):
    seen = visit()
    seen.ask("Adrenaline IM dose in anaphylaxis for a child aged 4 years?")
    assert seen.shows("tr.asked-about").startswith("6 months to under 6 years")
    assert "6 months to under 6 years" in seen.shows(".ca-core")
    assert "150" in seen.shows(".ca-core") and "300" not in seen.shows(".ca-core")
    assert "below" in seen.shows(".ca-core .from strong")
    assert seen.page.evaluate(CONTRAST) == []
    screenshot(seen, "band")


CONTRAST = Path(__file__).with_name("contrast.js").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_against_what_is_behind_it(visit, screenshot, scheme):
    seen = visit(scheme=scheme)
    for words in (ADRENALINE, ABSENT, "  "):
        seen.ask(words)
        assert seen.page.evaluate(CONTRAST) == []
        screenshot(seen, f"{scheme}-{len(words)}")


def test_a_server_with_nothing_published_says_so_and_what_to_do(chromium, tmp_path):
    add_accounts(tmp_path)
    with serving(tmp_path) as address:
        seen = Visit(chromium.new_context(), address)
        assert "assistant corpus publish" in seen.shows(".ca-failure")
        seen.ask(ADRENALINE)
        assert "assistant corpus publish" in seen.shows(".ca-failure")
        assert seen.complaints == []


def test_asking_needs_only_the_keyboard(visit):
    seen = visit()
    assert seen.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    seen.page.keyboard.type(ADRENALINE)
    seen.page.keyboard.press("Enter")
    seen.page.locator(".ca-record").wait_for()
    seen.page.locator(".cite").first.focus()
    seen.page.keyboard.press("Enter")
    seen.page.locator("#ca-source mark").first.wait_for()
    seen.page.keyboard.press("Escape")
    assert seen.page.evaluate("document.activeElement.className").startswith("cite")
    seen.page.keyboard.press("/")
    assert seen.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    seen.page.keyboard.type("1/2")
    assert seen.page.get_by_label("Question").input_value() == "1/2"


FOLLOW_UP = "and in children?"


def test_a_follow_up_is_completed_and_says_how_it_was_understood(visit, screenshot):
    seen = visit()
    assert not seen.page.get_by_role("button", name="New topic").is_visible()
    seen.ask(ADRENALINE)
    assert ADRENALINE in seen.shows(".ca-before")
    seen.ask(FOLLOW_UP)
    assert seen.shows(".ca-asked") == FOLLOW_UP
    assert (
        "Understood as: “What dose of adrenaline in anaphylaxis in children?”"
        in seen.page.locator(".notice .message").all_inner_texts()
    )
    titles = seen.page.locator(".source-document h3").all_inner_texts()
    assert titles and all("children" in title.casefold() for title in titles)
    screenshot(seen, "follow-up")


def test_a_new_topic_forgets_the_conversation(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    seen.page.get_by_role("button", name="New topic").click()
    seen.page.locator(".ca-start").wait_for()
    assert seen.page.locator(".ca-before").count() == 0
    seen.ask("how often?")
    assert "Understood as" not in seen.shows(".ca-answer")
    assert seen.page.locator(".ca-refusal").count() == 1


def test_another_browser_knows_nothing_of_the_conversation(visit):
    seen, other = visit(), visit()
    seen.ask(ADRENALINE)
    other.ask(FOLLOW_UP)
    assert "Understood as" not in other.shows(".ca-answer")


def test_reloading_the_page_begins_a_new_conversation(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    seen.page.reload()
    seen.page.locator(".ca-example").first.wait_for()
    seen.ask(FOLLOW_UP)
    assert "Understood as" not in seen.shows(".ca-answer")


def test_what_was_refused_stays_in_its_field_and_what_was_answered_does_not(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    assert seen.page.get_by_label("Question").input_value() == ""
    seen.ask(ABSENT)
    assert seen.page.get_by_label("Question").input_value() == ABSENT
