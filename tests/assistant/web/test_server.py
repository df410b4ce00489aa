"""The page as it is served: its headers, and what of Gradio is closed."""

import asyncio
import os
import re
import socket
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.accounts import Accounts
from assistant.accounts.demonstration import add_demonstration
from assistant.settings import load_settings
from assistant.web.guarding import page_policy
from assistant.web.server import build_app, run
from corpus.errors import ModelError, SettingsError, SnapshotError
from tests.fakes.services import FailingService


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = load_settings(tmp_path_factory.mktemp("home"))
    add_demonstration(Accounts(settings.home), "test")
    app = build_app(FailingService(SnapshotError("nothing is published")), settings)
    client = TestClient(app, base_url="http://127.0.0.1:7860")
    headers = {"origin": "http://127.0.0.1:7860"}
    client.post("/sign-in/demonstration", data={"name": "clinician"}, headers=headers)
    return client


def test_the_page_is_served_though_nothing_can_be_answered(client):
    assert client.get("/").status_code == 200


def test_the_page_runs_only_scripts_of_its_own(client):
    policy = client.get("/").headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]*)", policy)[1]
    assert "'unsafe-inline'" not in scripts
    assert "http" not in scripts
    assert "default-src 'none'" in policy


def test_a_page_that_is_no_desk_runs_no_script_within_it():
    injected = b"<html><script>alert(1)</script></html>"
    scripts = re.search(r"script-src ([^;]*)", page_policy(None))[1]
    assert scripts == "'self'"
    assert "sha256-" in page_policy(injected)


def test_the_page_of_an_answer_is_no_desk(client):
    policy = client.get("/answers/none", headers={"accept": "text/html"}).headers[
        "content-security-policy"
    ]
    assert "script-src 'self';" in policy


def test_the_page_loads_nothing_from_elsewhere(client):
    page = client.get("/").text
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"?https?:", page)


def test_a_page_elsewhere_cannot_point_its_name_here(client):
    response = client.get("/readyz", headers={"host": "attacker.example"})
    assert response.status_code == 400


@pytest.mark.parametrize("path", ["upload", "file=/etc/passwd", "proxy=https://x.example", "runs"])
def test_what_gradio_offers_beyond_the_page_is_closed(client, path):
    assert client.get(f"/gradio_api/{path}").status_code in (404, 405)


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/monitoring"])
def test_no_page_that_loads_from_elsewhere_is_served(client, path):
    response = client.get(path)
    assert "cdn." not in response.text


def test_an_address_in_use_is_told_before_anything_is_loaded(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = load_settings(tmp_path).choose(port=taken.getsockname()[1])
        with pytest.raises(SettingsError, match="choose another"):
            run(settings)


@pytest.mark.parametrize("damaged", ["embedder", "evidence_model"])
def test_without_a_model_the_server_does_not_start(tmp_path, damaged):
    """Nor does it wait for a first question to find that out."""
    (tmp_path / "card.json").write_text("{}")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = load_settings(tmp_path).choose(port=port, **{damaged: str(tmp_path)})
    with pytest.raises(ModelError, match=str(tmp_path)):
        run(settings)


def test_what_is_uploaded_is_in_a_folder_of_the_server_alone_and_goes_with_it(
    tmp_path, monkeypatch
):
    seen = []

    async def end(server, sockets=None):
        """The server has let go of everything else."""

    def serve(server, sockets):
        folder = Path(os.environ["GRADIO_TEMP_DIR"])
        (folder / "sent.md").write_text("words")
        seen.append((folder, folder.stat().st_mode & 0o777))
        sockets[0].close()
        asyncio.run(server.shutdown())

    monkeypatch.setenv("GRADIO_TEMP_DIR", "")
    monkeypatch.setattr("assistant.web.server._prepare", lambda service: "")
    monkeypatch.setattr("uvicorn.Server.shutdown", end)
    monkeypatch.setattr("uvicorn.Server.run", serve)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    run(load_settings(tmp_path).choose(port=port))
    [(folder, mode)] = seen
    assert mode == 0o700
    assert not folder.exists()
