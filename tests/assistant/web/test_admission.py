"""Who is let in by what, and that a page elsewhere cannot use somebody's session."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from assistant.settings import load_settings
from corpus.errors import StorageError
from corpus.schema import sessions, tokens
from tests.assistant.web.doors import HERE, HTTPS, Door

ASK = "/api/v1/ask"


@pytest.fixture
def door(peopled):
    return Door(load_settings(peopled))


def test_a_page_leads_to_the_sign_in_and_a_call_is_told(door):
    page = door.browser().get("/review/?run=1")
    assert (page.status_code, page.headers["location"]) == (
        303,
        "/sign-in?next=%2Freview%2F%3Frun%3D1",
    )
    call = door.browser().post(ASK)
    assert call.status_code == 401
    assert call.headers["www-authenticate"] == "Bearer"
    assert door.browser().get("/api/v1/audit").status_code == 401


def test_who_lacks_the_role_is_told_which(door):
    page = door.browser("clinician").get("/curate/")
    assert page.status_code == 403
    assert "approver or curator" in page.text and "clinician" in page.text
    call = door.program("clinician").get("/api/v1/audit")
    assert call.status_code == 403
    assert "admin or reviewer" in call.json()["error"]["message"]


def test_tokens_open_the_api_and_the_figures_alone(door):
    program = door.program("admin")
    assert program.get("/metrics").json() == {"account": "admin"}
    assert program.get("/api/v1/accounts").json() == {"account": "admin"}
    assert program.get("/").status_code == 401
    assert program.get("/review/").status_code == 401
    assert program.post("/gradio_api/queue/join").status_code == 401


def test_a_browser_does_not_read_the_figures(door):
    assert door.browser("admin").get("/metrics").status_code == 401


def test_a_cookie_opens_the_api_too(door):
    assert door.browser("clinician").post(ASK).json() == {"account": "clinician"}


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Basic YWRtaW46YWRtaW4=", "Bearer \u00e9", "x"]
)
def test_a_token_that_is_none_is_not_made_up_for_by_a_cookie(door, header):
    browser = door.browser("clinician")
    assert browser.post(ASK, headers={"authorization": header.encode()}).status_code == 401


def test_what_is_over_counts_as_nobody(door):
    browser, program = door.browser("clinician"), door.program("clinician")
    assert browser.post(ASK).status_code == program.post(ASK).status_code == 200
    past = datetime.now(UTC) - timedelta(days=2)
    with door.accounts.database.changing() as connection:
        connection.execute(update(sessions).values(seen_at=past))
        connection.execute(update(tokens).values(expires_at=past))
    assert browser.post(ASK).status_code == program.post(ASK).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://attacker.example"},
        {"origin": "http://127.0.0.1:7860.attacker.example"},
        {"origin": "http://127.0.0.1"},
        {"origin": "http://127.0.0.1:7861"},
        {"origin": "https://127.0.0.1:7860"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
        {"origin": "https://attacker.example", "sec-fetch-site": "same-origin"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_page_elsewhere_cannot_write_with_somebodys_cookie(door, headers, method):
    browser = door.browser("curator")
    answered = browser.request(method, "/api/v1/documents", headers=headers)
    assert answered.status_code == 403
    assert "other sites" in answered.json()["error"]["message"]


def test_a_form_of_ours_may_write_without_naming_its_origin(door):
    browser = door.browser("clinician", origin="null", **{"sec-fetch-site": "same-origin"})
    assert browser.post(ASK).status_code == 200


def test_a_program_may_write_from_anywhere(door):
    program = door.program("clinician")
    assert program.post(ASK, headers={"origin": "https://tool.example"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/api/v1/unknown", "/api", "/curates", "/sourcecode", "/unknown", "//curate/",
     "/x/%2e%2e/curate/", "/metrics.json", "/gradio_apis", "/static-files",
     "/openapi.json", "/monitoring", "/login"],
)  # fmt: skip
def test_what_has_no_rule_is_for_nobody(door, path):
    everything = door.program("gone") if path.startswith("/api/") else door.browser("gone")
    assert everything.request("GET", f"{HERE}{path}").status_code == 403
    assert door.program().request("GET", f"{HERE}{path}").status_code == 401


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT", "FOO"])
def test_what_no_rule_speaks_of_is_not_a_way_in(door, method):
    assert door.browser("gone").request(method, "/api/v1/ask").status_code == 403
    assert door.browser().request(method, "/api/v1/ask").status_code == 401


def test_websockets_are_turned_away(door):
    name, secret = door.cookie("gone")
    headers = [(b"cookie", f"{name}={secret}".encode()), (b"host", b"127.0.0.1:7860")]
    for path in ("/", "/curate/gradio_api/queue/join"):
        sent = door.sent(type="websocket", path=path, headers=headers)
        assert [one["type"] for one in sent] == ["websocket.close"]


def test_without_the_catalogue_nobody_is_let_in(door, monkeypatch, capsys):
    browser = door.browser("clinician")

    def fail(secret):
        raise StorageError("the catalogue /secret/place cannot be used")

    monkeypatch.setattr(door.entrance.sessions, "of", fail)
    answered = browser.post(ASK)
    assert answered.status_code == 503
    assert answered.json()["error"]["exit_code"] == StorageError.exit_code
    assert "/secret/place" not in answered.text
    assert "/secret/place" in capsys.readouterr().err


def test_reached_from_elsewhere_only_https_is_let_in(peopled):
    door = Door(load_settings(peopled).choose(host="0.0.0.0", behind_proxy=("10.0.0.5",)))
    plain = door.browser("clinician", address="http://assistant.hospital.example")
    assert plain.get("/").status_code == plain.get("/sign-in").status_code == 403
    assert plain.get("/healthz").status_code == 200
    secure = door.browser("clinician", address=HTTPS)
    answered = secure.get("/")
    assert answered.json() == {"account": "clinician"}
    assert answered.headers["strict-transport-security"]
