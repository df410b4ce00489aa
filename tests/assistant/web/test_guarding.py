"""What every request goes through: bounds, what of Gradio is closed, and what headers say."""

import pytest

from assistant.settings import load_settings
from assistant.web.access import MAX_BODY, MEBIBYTE, UPLOAD, rule_for
from tests.assistant.web.doors import Door

DESKS = ("", "/curate", "/review")
OPEN = (
    "queue/join", "queue/data", "heartbeat/abc", "cancel", "reset", "startup-events", "theme.css",
    "info", "app_id",
)  # fmt: skip
CLOSED = (
    "upload", "upload_progress", "file=/etc/passwd", "file/etc/passwd", "proxy=https://x.example",
    "stream/a", "deep_link", "vibe-edit", "vibe-code", "dev/reload", "call/ask", "run/ask",
    "api/ask", "component_server", "run-history/connect", "runs", "process_recording", "user",
    "token", "login_check", "openapi.json", "queue/status", "profiling/summary", "mcp/", "",
    "queue/%2e%2e/upload", "queue//join", "heartbeat/a/%2e%2e/%2e%2e/upload",
    "custom_component/a/b/c/d",
)  # fmt: skip


@pytest.fixture
def door(peopled):
    return Door(load_settings(peopled))


@pytest.fixture
def browser(door):
    return door.browser("gone")


@pytest.mark.parametrize("desk", DESKS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_of_gradio_only_what_a_page_asks_for_is_open(browser, desk, method):
    for path in OPEN:
        answered = browser.request(method, f"{desk}/gradio_api/{path}")
        assert answered.status_code == 200, path
    for path in CLOSED:
        if desk != "/curate" or not path.startswith("upload"):
            address = f"{browser.base_url}{desk}/gradio_api/{path}"
            assert browser.request(method, address).status_code == 404, path


def test_files_come_in_at_the_curators_desk_alone(door):
    path = "/gradio_api/upload"
    assert door.browser("curator").post(f"/curate{path}").json() == {"account": "curator"}
    assert door.browser("clinician").post(f"/curate{path}").status_code == 403
    assert door.browser().post(f"/curate{path}").status_code == 401
    for desk in ("", "/review"):
        assert door.browser("gone").post(f"{desk}{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/api/v1/ask", MAX_BODY),
        ("/gradio_api/queue/join", MAX_BODY),
        ("/curate/gradio_api/queue/join", MEBIBYTE),
        ("/sign-in", MAX_BODY),
        ("/unknown", MAX_BODY),
    ],
)
def test_a_body_has_the_bound_of_its_address(browser, path, limit):
    assert browser.post(path, content=b"a" * limit).status_code != 413

    def streamed():
        for _ in range(limit // 1024 + 1):
            yield b"a" * 1024

    assert browser.post(path, content=b"a" * (limit + 1)).status_code == 413
    for length in ("9" * 20, "-1", "1e3"):
        assert browser.post(path, headers={"content-length": length}).status_code == 413


def test_a_document_may_be_as_long_as_a_textbook():
    assert rule_for("/curate/gradio_api/upload", "POST").max_body == UPLOAD
    assert rule_for("/api/v1/documents", "POST").max_body == UPLOAD


def test_nobody_tells_gradio_that_it_is_elsewhere(door):
    seen = []

    @door.inner.middleware("http")
    async def note(request, call_next):
        seen.extend(request.headers)
        return await call_next(request)

    names = ("X-Forwarded-Host", "x-forwarded-proto", "Forwarded", "x-gradio-server")
    door.browser("gone").get("/", headers=dict.fromkeys(names, "attacker.example"))
    assert seen and not {name.lower() for name in names} & set(seen)


def test_every_answer_says_how_far_a_browser_may_go(door):
    for answered in (
        door.browser("gone").get("/"),
        door.browser().get("/"),
        door.browser("clinician").get("/curate/"),
        door.browser().get("/sign-in"),
        door.browser().get("/gradio_api/upload"),
    ):
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert answered.headers["x-frame-options"] == "DENY"
        assert answered.headers["referrer-policy"] == "same-origin"
        assert "default-src 'none'" in answered.headers["content-security-policy"]
        assert "strict-transport-security" not in answered.headers
