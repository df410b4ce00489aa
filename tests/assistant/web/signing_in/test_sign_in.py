"""Signing in on the page: the cookie, where one goes on to, and what is not told."""

import re
from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher, extract_parameters

from assistant.accounts import Accounts, Role
from assistant.accounts.demonstration import add_demonstration
from assistant.accounts.slowing import PER_ACCOUNT
from assistant.audit import TrailIndex
from assistant.settings import load_settings
from tests.assistant.web.doors import HERE, HTTPS, PASSWORD, Door


def sign_in(browser, name="clinician", password=PASSWORD, **fields):
    return browser.post("/sign-in", data={"name": name, "password": password, **fields})


def cookie_of(browser):
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def test_the_right_password_signs_in_and_leads_back(door):
    browser = door.browser()
    led = browser.get("/answers/a1?x=%C3%A9&y=2")
    assert led.status_code == 303
    page = browser.get(led.headers["location"])
    back = re.search(r'name="next" value="([^"]*)"', page.text)[1].replace("&amp;", "&")

    done = sign_in(browser, next=back)
    assert (done.status_code, done.headers["location"]) == (303, "/answers/a1?x=%C3%A9&y=2")
    assert browser.get("/source").json() == {"account": "clinician"}
    assert browser.get("/sign-in").headers["location"] == "/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(door):
    stated = sign_in(door.browser()).headers["set-cookie"]
    assert stated.startswith("assistant-7860=")
    for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"):
        assert part in stated
    assert "Secure" not in stated and "Domain" not in stated

    stated = sign_in(door.browser(address=HTTPS)).headers["set-cookie"]
    assert stated.startswith("__Host-assistant=") and "Secure" in stated


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("clinician", "grey heron over the weir!"),
        ("clinician", ""),
        ("nobody", PASSWORD),
        ("", ""),
        ("gone", PASSWORD),
        ("' or 1=1 --", PASSWORD),
        ("<b>clinician</b>", PASSWORD),
    ],
)
def test_a_wrong_name_or_password_is_told_in_the_same_words(door, name, password):
    door.accounts.disable("gone", "test")
    answered = sign_in(door.browser(), name, password)
    assert answered.status_code == 401
    assert "do not belong together" in answered.text
    assert "set-cookie" not in answered.headers
    assert "<b>clinician" not in answered.text


@pytest.mark.parametrize("name", ["clinician", "nobody"])
def test_an_unknown_name_takes_as_long_as_a_known_one(door, name, monkeypatch):
    """Whatever the name, one hash with the same parameters is computed."""
    computed = []
    verify = PasswordHasher.verify

    def counted(self, kept, password):
        computed.append(extract_parameters(kept))
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    sign_in(door.browser(), name, "wrong password here")
    assert computed == [PasswordHasher()._parameters]


def test_guessing_is_slowed_and_says_how_long(door):
    door.entrance.slowing._clock = lambda: datetime(2026, 3, 1, tzinfo=UTC)
    browser = door.browser()
    for _ in range(PER_ACCOUNT):
        assert sign_in(browser, password="guess").status_code == 401
    slowed = sign_in(browser)
    assert slowed.status_code == 429
    assert int(slowed.headers["retry-after"]) >= 1
    assert "too many wrong passwords" in slowed.text
    assert sign_in(browser, "curator").status_code == 303


def test_a_server_that_was_started_again_still_slows(door, peopled):
    for _ in range(PER_ACCOUNT):
        sign_in(door.browser(), password="guess")
    assert sign_in(Door(load_settings(peopled)).browser()).status_code == 429


def test_signing_in_ends_the_session_before_it(door):
    browser = door.browser("clinician")
    old = cookie_of(browser)
    sign_in(browser, "curator")
    assert cookie_of(browser) != old
    again = door.browser(cookie=old)
    assert again.get("/").status_code == 303


def test_signing_out_ends_the_session_on_the_server(door):
    browser = door.browser("clinician")
    kept = cookie_of(browser)
    done = browser.post("/sign-out")
    assert (done.status_code, done.headers["location"]) == (303, "/sign-in")
    assert done.headers["clear-site-data"] == '"cache"'
    assert not dict(browser.cookies)
    again = door.browser(cookie=kept)
    assert again.get("/").status_code == 303
    assert again.get("/sign-out").status_code == 303


@pytest.mark.parametrize("origin", ["https://attacker.example", "null", HTTPS])
def test_another_site_cannot_sign_anybody_in_or_out(door, origin):
    browser = door.browser("clinician", origin=origin)
    assert sign_in(browser, "curator").status_code == 403
    assert browser.post("/sign-out").status_code == 403
    assert browser.get("/").json() == {"account": "clinician"}


def test_sign_ins_are_on_the_trail_without_what_may_be_a_password(door):
    sign_in(door.browser())
    sign_in(door.browser(), "curator", "wrong")
    sign_in(door.browser(), "my-password-by-mistake", "wrong")
    events = TrailIndex(door.accounts.trail).events("account")
    assert [(one.kind, one.by) for one in events if one.kind != "account.added"] == [
        ("account.signed_in", "clinician"),
        ("account.refused", "curator"),
    ]
    [refused] = [one for one in events if one.kind == "account.refused"]
    assert refused.detail == {"disabled": False, "address": "testclient"}
    assert "by-mistake" not in door.accounts.trail.file.read_text()


def test_who_cannot_be_recorded_is_not_let_in(door):
    door.accounts.trail.file.write_bytes(b"no record\n")
    answered = sign_in(door.browser())
    assert answered.status_code == 503
    assert "set-cookie" not in answered.headers
    assert "audit trail" in answered.text


def test_a_home_without_accounts_says_what_to_run(tmp_path):
    door = Door(load_settings(tmp_path))
    assert "assistant user add" in door.browser().get("/sign-in").text
    told = door.program().post("/api/v1/ask")
    assert told.status_code == 401
    assert "assistant user add" in told.json()["error"]["message"]


def test_demonstration_accounts_need_one_click(tmp_path):
    add_demonstration(Accounts(tmp_path), "test")
    door = Door(load_settings(tmp_path))
    browser = door.browser()
    page = browser.get("/sign-in").text
    assert "This is a demonstration" in page
    assert all(f'value="{role}"' in page for role in Role)
    done = browser.post("/sign-in/demonstration", data={"name": "curator", "next": "/curate/"})
    assert (done.status_code, done.headers["location"]) == (303, "/curate/")


def test_no_click_signs_in_as_an_account_of_people(door):
    done = door.browser().post("/sign-in/demonstration", data={"name": "admin"})
    assert done.status_code == 401
    assert "set-cookie" not in done.headers


def test_the_page_is_whole_without_scripts_and_loads_nothing_from_elsewhere(door):
    answered = door.browser().get("/sign-in")
    assert "https:" not in answered.text and "http:" not in answered.text
    assert not re.search(r"\son\w+=|style=|<script(?![^>]*\bsrc=)", answered.text)
    policy = answered.headers["content-security-policy"]
    assert "form-action 'self'" in policy and "frame-ancestors 'none'" in policy
    assert answered.headers["cache-control"] == "no-store"
    assert HERE not in answered.text
