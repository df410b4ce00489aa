"""What no page sends is turned away with a sentence, and never with a bare 500."""

import shutil

import pytest
from fastapi.testclient import TestClient

from assistant.settings import load_settings
from assistant.web.server import build_app
from corpus.errors import SnapshotError
from tests.assistant.web.doors import HERE, Door
from tests.fakes.services import FailingService

DESKS = {"": "clinician", "/curate": "curator", "/review": "reviewer"}
EVENT = {"fn_index": 0, "session_hash": "a", "data": []}


@pytest.fixture(scope="module")
def join(_peopled, tmp_path_factory):
    """Sends a request for an event to a desk, as who may use it."""
    home = shutil.copytree(_peopled, tmp_path_factory.mktemp("events") / "home")
    door = Door(load_settings(home))
    service = FailingService(SnapshotError("nothing is published"))
    app = build_app(service, load_settings(home), door.entrance)

    def send(desk, **body):
        client = TestClient(app, HERE, raise_server_exceptions=False, headers={"origin": HERE})
        client.cookies.set(*door.cookie(DESKS[desk]), domain="127.0.0.1")
        return client.post(f"{desk}/gradio_api/queue/join", **body)

    return send


@pytest.mark.parametrize("desk", DESKS)
@pytest.mark.parametrize("number", [99999, -1, 10**30])
def test_an_event_that_there_is_not_is_not_found(join, desk, number):
    answered = join(desk, json=EVENT | {"fn_index": number})
    assert answered.status_code == 404
    assert answered.json()["error"]["message"].startswith("There is no such event")


@pytest.mark.parametrize(
    "body",
    [
        {"json": {}}, {"json": []}, {"json": "Jane Doe"}, {"content": b"{Jane Doe"},
        {"json": EVENT | {"fn_index": "Jane Doe"}}, {"json": EVENT | {"data": {"Jane Doe": 1}}},
        {"json": EVENT | {"session_hash": {"Jane Doe": 1}}},
    ],
)  # fmt: skip
@pytest.mark.parametrize("desk", DESKS)
def test_what_is_no_request_for_an_event_is_not_repeated(join, desk, body):
    answered = join(desk, **body)
    assert answered.status_code == 422
    assert set(answered.json()["error"]) == {"message", "exit_code"}
    assert "Jane" not in answered.text


@pytest.mark.parametrize("without", ["fn_index", "session_hash"])
def test_an_event_by_a_name_alone_is_refused(join, without):
    body = {name: value for name, value in EVENT.items() if name != without}
    assert join("/review", json=body | {"api_name": "/start"}).status_code == 400
