"""Who uses a keyboard, a screen reader or a phone can use the clinician's desk."""

import pytest

from tests.browser.accessibility import serious

pytestmark = pytest.mark.browser

ADRENALINE = "What dose of adrenaline in adult anaphylaxis?"
FOR_WHOM = "How much intramuscular adrenaline is given in anaphylaxis?"
ABSENT = "How do I repair a bicycle tyre?"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, scheme):
    seen = visit(scheme=scheme)
    assert serious(seen.page) == []
    seen.ask(FOR_WHOM)
    assert serious(seen.page) == []
    seen.page.get_by_role("button", name="Wrong", exact=True).click()
    seen.page.get_by_label("What is wrong?").wait_for()
    seen.ask(ABSENT)
    assert serious(seen.page) == []


def test_axe_finds_nothing_serious_on_a_phone(visit):
    seen = visit(390, 844)
    assert serious(seen.page) == []
    seen.ask(ADRENALINE)
    assert serious(seen.page) == []


def test_what_happened_is_announced(visit):
    seen = visit()
    seen.ask(ADRENALINE)
    status = seen.page.get_by_role("status").filter(has_text="Answered with")
    assert "from Anaphylaxis in adults" in status.first.inner_text()
    seen.ask(ABSENT)
    status = seen.page.get_by_role("status").filter(has_text="No answer in")
    status.first.wait_for(state="attached")


def test_on_a_phone_the_answer_is_in_view_when_it_is_there(visit):
    seen = visit(390, 844)
    seen.ask(ADRENALINE)
    seen.page.wait_for_timeout(300)
    top = seen.page.locator(".ca-asked").bounding_box()["y"]
    assert 0 < top < 300


def test_on_a_phone_a_dose_is_large_and_not_broken(visit):
    seen = visit(390, 844)
    seen.ask(ADRENALINE)
    sizes = seen.page.evaluate(
        """() => [...document.querySelectorAll(".ca-statements .block:not(.caution) .q")].map(
            (one) => [one.textContent, parseFloat(getComputedStyle(one).fontSize),
                one.getClientRects().length])"""
    )
    assert sizes
    assert all(size >= 17 for _, size, _ in sizes)
    assert all(lines == 1 for words, _, lines in sizes if len(words) <= 26)


def test_on_a_phone_the_filters_are_folded_and_what_they_hold_is_seen(visit):
    seen = visit(390, 844)
    fold = seen.page.get_by_role("button", name="Filters")
    assert not seen.page.get_by_label("Patient group").is_visible()
    fold.click()
    assert fold.get_attribute("aria-expanded") == "true"
    seen.page.get_by_label("Patient group").click()
    seen.page.get_by_role("option", name="Child").click()
    seen.page.locator(".ca-fold .chosen").wait_for()
    assert fold.get_attribute("aria-expanded") == "true"
    fold.click()
    assert "Child" in fold.inner_text()
