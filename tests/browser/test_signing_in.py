"""Signing in, in a real browser: each desk loads for whom it is, whole and from here alone."""

import pytest

from tests.browser.serving import sign_in

DESKS = {"clinician": "/", "curator": "/curate", "approver": "/curate", "reviewer": "/review"}


class Watched:
    """A page, and what was wrong with it."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.outside, self.complaints = [], []
        self.page.on(
            "request",
            lambda one: one.url.startswith((address, "data:")) or self.outside.append(one.url),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda one: one.type == "error" and self.complaints.append(one.text),
        )


@pytest.fixture
def context(chromium):
    opened = chromium.new_context()
    yield opened
    opened.close()


def test_one_click_leads_to_where_one_wanted_to_be(context, address):
    watched = Watched(context, address)
    watched.page.goto(f"{address}/review/")
    assert watched.page.url.startswith(f"{address}/sign-in?")
    assert "This is a demonstration" in watched.page.inner_text("main")
    watched.page.get_by_role("button", name="reviewer").click()
    watched.page.wait_for_url(f"{address}/review/")
    [cookie] = context.cookies()
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    assert not watched.complaints and not watched.outside


@pytest.mark.parametrize("role", DESKS)
def test_each_desk_loads_within_its_policy_and_lets_one_out(context, address, role):
    sign_in(context, address, role)
    watched = Watched(context, address)
    watched.page.goto(f"{address}{DESKS[role]}")
    out = watched.page.get_by_role("button", name="Sign out")
    out.wait_for(timeout=60_000)
    # A heartbeat stays open, so that the network is never idle.
    watched.page.wait_for_timeout(2000)
    assert not watched.complaints and not watched.outside
    out.click()
    watched.page.wait_for_url(f"{address}/sign-in")
    assert not context.cookies()


def test_a_desk_of_others_says_whose_it_is(context, address):
    sign_in(context, address, "clinician")
    page = context.new_page()
    assert page.goto(f"{address}/curate/").status == 403
    assert "approver or curator" in page.inner_text("main")
    page.get_by_role("link", name="Back to the questions").click()
    page.wait_for_url(f"{address}/")


def test_the_name_above_leads_to_ones_account_by_keyboard(context, address):
    sign_in(context, address, "curator")
    watched = Watched(context, address)
    watched.page.goto(f"{address}/curate/")
    link = watched.page.get_by_role("link", name="Your account, curator")
    link.focus()
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url(f"{address}/account")
    assert "account of the demonstration" in watched.page.inner_text("main")
    assert not watched.complaints and not watched.outside


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/sign-in", "/account"])
def test_the_pages_about_signing_in_are_accessible(chromium, address, width, scheme, path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    if path == "/account":
        sign_in(context, address, "reviewer")
    page = context.new_page()
    page.goto(f"{address}{path}")
    found = axe.run(page).response["violations"]
    assert not [one["id"] for one in found], found
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
