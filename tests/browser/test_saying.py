"""What a reader can do with an answer: say what it was worth, ask again, take it along."""

import pytest

from tests.browser.serving import BANNER

pytestmark = pytest.mark.browser

ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"
FOR_WHOM = "How much intramuscular adrenaline is given in anaphylaxis?"
ABSENT = "How do I repair a bicycle tyre?"


def say(seen, name):
    seen.page.get_by_role("button", name=name, exact=True).click()


def test_what_is_unsafe_is_sent_with_a_comment_and_the_queue_has_it(visit, address, screenshot):
    seen, reviewer = visit(), visit(role="reviewer")
    seen.ask(ADRENALINE)
    record = seen.shows(".ca-record code")
    say(seen, "Unsafe")
    seen.page.get_by_label("What is unsafe?").fill("The repeat interval is missing.")
    say(seen, "Send to the reviewers")
    seen.page.locator(".ca-said").wait_for()
    assert "unsafe" in seen.shows(".ca-said")
    assert not seen.page.get_by_role("button", name="Wrong", exact=True).is_visible()
    screenshot(seen, "said")
    queue = reviewer.page.request.get(f"{address}/api/v1/feedback").text()
    assert record in queue and "The repeat interval is missing." in queue


def test_nothing_is_sent_without_a_word_of_what_is_wrong(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    say(seen, "Wrong")
    say(seen, "Send to the reviewers")
    seen.page.locator(".ca-said.failed").wait_for()
    say(seen, "Cancel")
    seen.page.get_by_label("What is wrong?").wait_for(state="hidden")
    assert seen.page.get_by_role("button", name="Wrong", exact=True).is_visible()


def test_helpful_takes_one_click(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    say(seen, "Helpful")
    seen.page.locator(".ca-said").wait_for()
    assert "helpful" in seen.shows(".ca-said")


def test_the_curators_are_told_what_is_missing_with_one_click(visit, screenshot):
    seen = visit()
    seen.ask(ADRENALINE)
    missing = seen.page.get_by_role("button", name="Tell the curators that this is missing")
    assert not missing.is_visible()
    seen.ask(ABSENT)
    missing.click()
    seen.page.locator(".ca-said").wait_for()
    assert "curators have been told" in seen.shows(".ca-said")
    screenshot(seen, "missing")
    seen.ask(ADRENALINE)
    assert seen.page.locator(".ca-said").count() == 0


def test_a_section_near_what_was_refused_opens(visit):
    seen = visit()
    seen.ask("What is the dose of teicoplanin in hyperkalaemia?")
    near = seen.page.locator(".ca-refusal li a").first
    title = near.locator(".document").inner_text()
    near.click()
    seen.page.locator("#ca-source .title").wait_for()
    assert seen.page.locator("#ca-source .title").inner_text() == title


def test_who_it_is_for_is_asked_and_the_question_asked_again(visit, screenshot):
    seen = visit()
    seen.ask(FOR_WHOM)
    seen.page.get_by_role("button", name="Child", exact=True).wait_for()
    screenshot(seen, "for-whom")
    before = seen.shows(".ca-record code")
    say(seen, "Child")
    seen.page.wait_for_function(
        "before => ![before, undefined].includes("
        "document.querySelector('.ca-record code')?.textContent)",
        arg=before,
    )
    assert seen.shows(".ca-asked") == FOR_WHOM
    assert seen.shows(".ca-narrowed").split() == ["Only:", "Child"]
    assert seen.page.get_by_label("Patient group").input_value() == "Child"
    assert not seen.page.get_by_role("button", name="Child", exact=True).is_visible()
    titles = seen.page.locator(".source-document h3").all_inner_texts()
    assert titles and all("children" in title.casefold() for title in titles)
    say(seen, "New topic")
    seen.page.locator(".ca-start").wait_for()
    assert seen.page.get_by_label("Patient group").input_value() == "Any group"


def test_recent_questions_come_back_to_who_asked_them_alone(visit):
    seen = visit(role="curator")
    seen.ask("What dose of calcium gluconate in hyperkalaemia?")
    seen.page.reload()
    seen.page.locator(".ca-recent").first.wait_for()
    recent = seen.page.locator(".ca-recent:visible").first
    assert recent.inner_text() == "What dose of calcium gluconate in hyperkalaemia?"
    other = visit(role="admin")
    other.page.wait_for_timeout(500)
    assert "calcium gluconate" not in " ".join(
        other.page.locator(".ca-recent:visible").all_inner_texts()
    )
    recent.click()
    seen.page.locator(".ca-record").wait_for()
    assert seen.shows(".ca-asked") == "What dose of calcium gluconate in hyperkalaemia?"


@pytest.mark.parametrize("allowed", [True, False])
def test_an_answer_is_copied_with_its_citations(visit, allowed):
    seen = visit()
    seen.ask(ADRENALINE)
    record = seen.shows(".ca-record code")
    if allowed:
        seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        # What a page without TLS, or a browser that was told so, does.
        seen.page.evaluate(
            "() => { navigator.clipboard.writeText = () => Promise.reject(Error('refused')); }"
        )
    seen.page.get_by_role("button", name="Copy with citations").click()
    seen.page.locator(".ca-copying").wait_for()
    if allowed:
        copied = seen.page.evaluate("navigator.clipboard.readText()")
    else:
        copied = seen.page.evaluate("getSelection().toString()")
        assert seen.page.locator(".ca-copied").is_visible()
    for part in ("[1] Anaphylaxis in adults, version", "500 micrograms", BANNER, record):
        assert part in copied


def test_the_permanent_link_leads_to_the_same_answer(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    record = seen.shows(".ca-record code")
    seen.page.get_by_role("link", name="Permanent link").click()
    seen.page.wait_for_url(f"**/answers/{record}")
    assert ADRENALINE in seen.shows("body")
    assert "500 micrograms" in seen.shows("body")


def test_what_is_printed_is_the_answer_without_the_controls(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".ca-statements").is_visible()
    assert seen.page.locator(".ca-banner").is_visible()
    for part in ("#ca-ask", "#ca-saying", ".ca-tools", ".ca-header form"):
        assert not seen.page.locator(part).first.is_visible()
