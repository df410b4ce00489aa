"""A session that has ended: the page says so, and what was typed is not lost."""

import pytest

pytestmark = pytest.mark.browser

QUESTION = "What dose of adrenaline in adult anaphylaxis?"


@pytest.fixture
def ended(visit):
    """A page whose reader typed a question after the session had ended, and asked it."""
    seen = visit()
    seen.page.context.clear_cookies()
    seen.page.get_by_role("textbox", name="Question").fill(QUESTION)
    seen.page.get_by_role("button", name="Ask", exact=True).click()
    seen.page.locator("#ca-ended").wait_for()
    return seen


def question_after(seen, account):
    """What the field holds once somebody has signed in again."""
    seen.page.get_by_role("link", name="Sign in again").click()
    seen.page.get_by_role("button", name=account).click()
    seen.page.locator(".ca-example").first.wait_for()
    seen.page.locator(".account .name", has_text=account).wait_for()
    seen.page.wait_for_timeout(300)
    return seen.page.get_by_role("textbox", name="Question").input_value()


def test_the_page_says_that_the_session_has_ended_and_keeps_the_question(ended):
    assert "Your session has ended" in ended.shows("#ca-ended")
    assert ended.page.get_by_role("textbox", name="Question").input_value() == QUESTION
    assert question_after(ended, "clinician") == QUESTION
    ended.page.keyboard.press("Enter")
    ended.page.locator(".ca-statements").wait_for()


def test_nobody_else_finds_the_question(ended):
    assert question_after(ended, "curator") == ""
    assert ended.page.evaluate("sessionStorage.length") == 0
