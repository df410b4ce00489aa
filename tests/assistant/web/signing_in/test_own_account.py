"""One's own account: seen, its password changed with the old one, other sessions ended."""

import re

import pytest

from assistant.accounts import Accounts, Role
from assistant.accounts.demonstration import add_demonstration
from assistant.accounts.slowing import PER_ACCOUNT
from assistant.audit import TrailIndex
from assistant.settings import load_settings
from tests.assistant.web.doors import PASSWORD, Door

NEW = "seven swans upon the lake"


def change(browser, password=PASSWORD, new=NEW, again=None):
    fields = {"password": password, "new": new, "again": new if again is None else again}
    return browser.post("/account/password", data=fields)


def is_in(browser):
    return browser.get("/").status_code == 200


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_somebody_sees_who_he_is_where_and_which_tokens_hold(door):
    token = door.accounts.issue_token("curator", "root", 7)
    browser = door.browser("curator")
    door.browser("curator"), door.browser("reviewer")
    page = browser.get("/account")
    said = words(page)
    assert page.status_code == 200
    assert "curator brings documents in and publishes" in said
    assert said.count("Another browser") == 1 and said.count("This browser") == 1
    assert door.accounts.tokens("curator")[0].id in said and "by root" in said
    assert token not in page.text and "never used" in said
    assert page.headers["cache-control"] == "no-store"


def test_a_new_password_signs_out_everywhere_else(door):
    here, there = door.browser("clinician"), door.browser("clinician")
    token = door.accounts.issue_token("clinician", "root", 7)
    done = change(here)
    assert (done.status_code, done.headers["location"]) == (303, "/account?done=password")
    assert "Your password is changed" in here.get(done.headers["location"]).text
    assert is_in(here) and not is_in(there)
    assert door.accounts.bearer(token) is None
    assert door.accounts.check("clinician", NEW)
    assert door.accounts.check("clinician", PASSWORD) is None
    kinds = [(one.kind, one.by) for one in TrailIndex(door.accounts.trail).events("account")]
    assert ("account.password", "clinician") in kinds


def test_the_secret_of_before_opens_nothing(door):
    browser = door.browser("clinician")
    old = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    change(browser)
    assert not is_in(door.browser(cookie=old))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password": "another one than it is"}, "is another one"),
        ({"password": ""}, "is another one"),
        ({"again": "eight swans upon the lake"}, "differ"),
        ({"new": "short"}, "12 to 256"),
        ({"new": "clinician of the ward"}, "easy to guess"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_changed(door, fields, said):
    browser, there = door.browser("clinician"), door.browser("clinician")
    page = change(browser, **fields)
    assert page.status_code == 422
    assert said in words(page) and 'role="alert"' in page.text
    assert is_in(browser) and is_in(there)
    assert door.accounts.check("clinician", PASSWORD)
    assert NEW not in page.text


def test_guessing_the_old_password_is_slowed_and_on_the_trail(door):
    browser = door.browser("clinician")
    for _ in range(PER_ACCOUNT):
        assert change(browser, "guess").status_code == 422
    slowed = change(browser)
    assert slowed.status_code == 429 and int(slowed.headers["retry-after"]) >= 1
    assert door.accounts.check("clinician", PASSWORD)
    refused = TrailIndex(door.accounts.trail).events("account.refused")
    assert [one.by for one in refused] == ["clinician"] * PER_ACCOUNT


def test_other_sessions_are_ended_and_those_of_others_stay(door):
    here, there, other = (door.browser(name) for name in ("curator", "curator", "reviewer"))
    done = here.post("/account/sessions/end")
    assert done.headers["location"] == "/account?done=sessions"
    assert is_in(here) and is_in(other) and not is_in(there)
    assert "Another browser" not in here.get("/account").text
    [event] = TrailIndex(door.accounts.trail).events("account.sessions_ended")
    assert (event.by, event.detail["count"]) == ("curator", 1)


def test_somebody_ends_a_token_of_his_own_and_of_nobody_else(door):
    door.accounts.issue_token("reviewer", "root", 7)
    token = door.accounts.issue_token("curator", "root", 7)
    [theirs], [own] = door.accounts.tokens("reviewer"), door.accounts.tokens("curator")
    browser = door.browser("curator")
    assert browser.post("/account/tokens/end", data={"token": theirs.id}).status_code == 422
    sent = {"authorization": f"Bearer {token}"}
    assert door.program().get("/api/v1/documents", headers=sent).status_code == 200
    assert browser.post("/account/tokens/end", data={"token": own.id}).status_code == 303
    assert door.program().get("/api/v1/documents", headers=sent).status_code == 401
    assert door.accounts.tokens("reviewer")
    assert "There are none" in browser.get("/account").text


def test_an_account_of_the_provider_says_where_its_password_is(door):
    door.accounts.add("ann", None, {Role.CLINICIAN}, "provider", subject="https://id ann-1")
    browser = door.browser("ann")
    page = browser.get("/account")
    assert "hospital account" in page.text and 'type="password"' not in page.text
    refused = change(browser, "")
    assert refused.status_code == 422 and "no password" in refused.text
    assert door.accounts.check("ann", NEW) is None


def test_a_demonstration_account_says_that_it_cannot(tmp_path):
    add_demonstration(Accounts(tmp_path), "test")
    door = Door(load_settings(tmp_path))
    browser, other = door.browser("curator"), door.browser("curator")
    page = browser.get("/account")
    assert "account of the demonstration" in page.text
    assert 'type="password"' not in page.text and "Sign out everywhere" not in page.text
    assert change(browser, "").status_code == 422
    assert browser.post("/account/sessions/end").status_code == 422
    assert is_in(other)
    assert door.accounts.check("curator", NEW) is None


@pytest.mark.parametrize("path", ["password", "sessions/end", "tokens/end"])
def test_no_page_elsewhere_does_any_of_it(door, path):
    browser = door.browser("clinician", origin="https://attacker.example")
    assert browser.post(f"/account/{path}").status_code == 403


def test_what_cannot_be_recorded_is_not_done(door):
    browser, there = door.browser("clinician"), door.browser("clinician")
    door.accounts.trail.file.write_bytes(b"no record\n")
    assert change(browser).status_code == 503
    assert browser.post("/account/sessions/end").status_code == 503
    assert is_in(there)
    assert door.accounts.check("clinician", PASSWORD)


def test_the_page_is_whole_without_scripts_of_its_own(door):
    page = door.browser("clinician").get("/account").text
    assert not re.search(r"\son\w+=|style=|<script(?![^>]*\bsrc=)|https?:", page)
