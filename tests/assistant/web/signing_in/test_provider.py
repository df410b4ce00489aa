"""Signing in with a real provider of another make: who is let in, and every way it is refused."""

import time
from base64 import b64encode
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pytest

from assistant.accounts import Role
from assistant.settings import load_settings
from assistant.web.signing_in.provider import Provider, open_provider
from assistant.web.signing_in.under_way import PATIENCE, Seal
from assistant.web.signing_in.way_back import LONGEST
from corpus.errors import SettingsError
from tests.assistant.web.doors import HERE, Door
from tests.identity_provider import CLIENT, SECRET, providing


@pytest.fixture(scope="module")
def running():
    with providing() as provider:
        provider.register(f"{HERE}/sign-in/provider/return")
        yield provider


@pytest.fixture
def provider(running):
    running.changes.clear()
    running.user = "ann-1"
    running.people["ann-1"] = {"preferred_username": "Ann.Smith", "groups": ["wards", "icu"]}
    return running


@pytest.fixture
def settings(provider, peopled, monkeypatch):
    monkeypatch.setenv("ASSISTANT_OIDC_SECRET", SECRET)
    return load_settings(peopled).choose(
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_roles={"wards": ("clinician",), "safety": ("reviewer", "clinician")},
    )


@pytest.fixture
def door(settings):
    return Door(settings)


def leave(browser, **query):
    """Where the provider sends the browser back to."""
    away = browser.get("/sign-in/provider", params=query)
    assert away.status_code == 303
    return httpx.get(away.headers["location"]).headers["location"]


def come_back(browser, address, **changed):
    parts = urlsplit(address)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()} | changed
    return browser.get(f"{parts.path}?{urlencode(query)}")


def test_somebody_new_gets_an_account_with_the_roles_of_the_claim(door):
    browser = door.browser()
    assert "/sign-in/provider" in browser.get("/sign-in").text
    done = come_back(browser, leave(browser, next="/answers/a1"))
    assert (done.status_code, done.headers["location"]) == (303, "/answers/a1")
    assert browser.get("/").json() == {"account": "ann.smith"}
    assert door.accounts.find("ann.smith").roles == {Role.CLINICIAN}
    assert door.accounts.check("ann.smith", "") is None


def test_the_request_has_pkce_state_and_nonce(door):
    query = parse_qs(urlsplit(door.browser().get("/sign-in/provider").headers["location"]).query)
    assert query["response_type"] == ["code"]
    assert query["code_challenge_method"] == ["S256"]
    assert all(len(query[name][0]) >= 32 for name in ("state", "nonce", "code_challenge"))


def test_roles_follow_the_claim_and_the_name_stays(door, provider):
    come_back(first := door.browser(), leave(first))
    provider.people["ann-1"] = {"preferred_username": "other", "groups": "safety"}
    come_back(again := door.browser(), leave(again))
    assert again.get("/").json() == {"account": "ann.smith"}
    assert door.accounts.find("ann.smith").roles == {Role.CLINICIAN, Role.REVIEWER}
    assert door.accounts.find("other") is None


def refused(door, words, **changed):
    browser = door.browser()
    answered = come_back(browser, leave(browser), **changed)
    assert answered.status_code == 401
    assert words in answered.text
    assert "set-cookie" not in answered.headers
    assert browser.get("/").status_code == 303
    assert door.accounts.find("ann.smith") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": ["another-client"]},
        {"aud": "another-client"},
        {"aud": None},
        {"iss": "https://attacker.example"},
        {"iss": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"azp": "another-client"},
        {"sub": None},
        {"sub": ""},
        {"at_hash": "another"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(door, provider, changes):
    provider.changes.update(changes)
    refused(door, "identity provider did not")


def test_a_state_that_is_wrong_or_missing_is_refused(door):
    refused(door, "begun", state="another")
    refused(door, "begun", state="")


def test_a_state_counts_once(door):
    browser = door.browser()
    address = leave(browser)
    assert come_back(browser, address).status_code == 303
    assert come_back(door.browser(), address).status_code == 401


def test_what_another_browser_began_is_refused(door):
    """Else somebody could sign others in as himself, and read what they ask."""
    address = leave(door.browser())
    assert "another browser" in come_back(door.browser(), address).text
    victim = door.browser()
    leave(victim)
    assert come_back(victim, leave(door.browser())).status_code == 401


def test_a_sign_in_that_takes_too_long_is_refused(door):
    browser = door.browser()
    address = leave(browser)
    door.entrance.provider._seal = Seal(SECRET, lambda: time.time() + PATIENCE)
    assert "too long" in come_back(browser, address).text


def test_what_one_server_began_another_ends(door, settings):
    """As behind a proxy, or after a restart."""
    browser = door.browser()
    address = leave(browser, next="/answers/a1")
    other = Door(settings).browser(
        cookie=f"{(kept := next(iter(browser.cookies.jar))).name}={kept.value}"
    )
    done = come_back(other, address)
    assert (done.status_code, done.headers["location"]) == (303, "/answers/a1")


def test_a_sign_in_counts_once_in_its_own_browser(door):
    browser = door.browser()
    address = leave(browser)
    come_back(browser, address)
    browser.post("/sign-out")
    assert come_back(browser, address).status_code == 401


def test_what_the_browser_keeps_tells_nothing_and_fits_into_a_cookie(door):
    back = "/" + "é" * (LONGEST // 6 - 1)
    answered = door.browser().get("/sign-in/provider", params={"next": quote(back)})
    [cookie] = answered.headers.get_list("set-cookie")
    assert len(cookie.encode()) < 4096
    query = parse_qs(urlsplit(answered.headers["location"]).query)
    assert query["nonce"][0] not in cookie and "HttpOnly" in cookie


ODD = b64encode(b'{"alg": "dir", "enc": "A256GCM", "crit": 1}').decode().rstrip("=")


@pytest.mark.parametrize(
    "kept", ["", "a.b.c.d.e", "....", "eyJ", "\u00fc", "x" * 5000, f"{ODD}..YWFhYWFhYWFhYWFh.eA.eA"]
)
def test_a_cookie_that_is_not_ours_is_none(kept):
    assert Seal(SECRET).open(kept) is None


def test_a_cookie_of_another_key_or_changed_by_a_letter_is_none():
    cookie = Seal(SECRET).close("s", "n", "v", "/")
    assert Seal(SECRET).open(cookie).back == "/"
    assert Seal("another").open(cookie) is None
    parts = cookie.split(".")
    for place, part in enumerate(parts):
        # The first letter of each: the last may hold bits that mean nothing.
        other = ("B" if part[:1] == "A" else "A") + part[1:]
        changed = ".".join([*parts[:place], other, *parts[place + 1 :]])
        assert Seal(SECRET).open(changed) is None


def test_a_code_of_another_sign_in_is_refused(door):
    """It was asked for with another challenge."""
    other = parse_qs(urlsplit(leave(door.browser())).query)["code"][0]
    refused(door, "did not confirm", code=other)


def test_an_error_of_the_provider_is_told_and_not_its_words(door):
    browser = door.browser()
    address = urlsplit(leave(browser))
    state = parse_qs(address.query)["state"][0]
    answered = browser.get(address.path, params={"state": state, "error": "<b>no</b>"})
    assert answered.status_code == 401
    assert "did not let you in" in answered.text and "<b>no" not in answered.text


def test_an_answer_of_another_issuer_is_refused(door):
    refused(door, "did not let you in", iss="https://attacker.example")


@pytest.mark.parametrize("groups", [None, [], ["unknown"], "unknown", {"wards": True}, [["wards"]]])
def test_who_has_no_role_is_not_let_in(door, provider, groups):
    provider.people["ann-1"] = {"preferred_username": "ann.smith", "groups": groups}
    refused(door, "no role here")


@pytest.mark.parametrize("name", ["clinician", "CLINICIAN"])
def test_nobody_takes_over_an_account_by_its_name(door, provider, name):
    provider.people["ann-1"]["preferred_username"] = name
    refused(door, "already")


@pytest.mark.parametrize("name", [None, "", "<b>ann</b>", "аnn"])
def test_a_name_that_cannot_be_one_is_refused(door, provider, name):
    provider.people["ann-1"]["preferred_username"] = name
    refused(door, "cannot name an account")


def test_a_disabled_account_stays_out(door):
    come_back(browser := door.browser(), leave(browser))
    door.accounts.disable("ann.smith", "test")
    assert browser.get("/").status_code == 303
    answered = come_back(again := door.browser(), leave(again))
    assert answered.status_code == 401 and "disabled" in answered.text


def test_without_the_right_secret_nobody_is_let_in(settings):
    door = Door(settings)
    wrong = Provider(settings, "another secret of the client")
    door.entrance.provider._secret = wrong._secret
    refused(door, "did not confirm")


def test_a_provider_that_is_away_is_told(settings):
    door = Door(settings.choose(oidc_issuer="http://127.0.0.1:9"))
    answered = door.browser().get("/sign-in/provider")
    assert answered.status_code == 502
    assert "cannot be reached" in answered.text


def test_a_provider_that_calls_itself_otherwise_is_refused(settings, provider):
    door = Door(settings.choose(oidc_issuer=provider.issuer + "/"))
    assert "have to be the same" in door.browser().get("/sign-in/provider").text


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"oidc_issuer": "http://id.example"}, "https"),
        ({"oidc_client_id": ""}, "oidc_client_id"),
        ({"oidc_roles": {}}, "oidc_roles"),
    ],
)
def test_settings_that_lack_something_are_refused(settings, chosen, words):
    with pytest.raises(SettingsError, match=words):
        open_provider(settings.choose(**chosen))


def test_the_secret_stands_in_the_environment(settings, monkeypatch):
    monkeypatch.delenv("ASSISTANT_OIDC_SECRET")
    with pytest.raises(SettingsError, match="ASSISTANT_OIDC_SECRET"):
        open_provider(settings)
