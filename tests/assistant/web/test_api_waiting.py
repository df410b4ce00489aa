"""While something long is done for one client, the server answers the others."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from assistant.settings import load_settings
from assistant.web.service import Service
from corpus.errors import CatalogueError
from tests.assistant.web.api_clients import app_of

PATIENCE = 30
"""Seconds; only a server that stands still takes so long."""


class Long:
    """Work that goes on until it is told to end."""

    def __init__(self):
        self.begun, self.end = threading.Event(), threading.Event()

    def __call__(self, *_, **__):
        self.begun.set()
        assert self.end.wait(PATIENCE), "nobody else was answered meanwhile"
        raise CatalogueError("it was told to end")


@pytest.mark.parametrize(
    ("place", "method", "path", "sent"),
    [
        ("documents.add_files", "POST", "documents", {"files": {"files": ("a.md", b"# A")}}),
        ("documents.approve", "POST", "approvals",
         {"json": {"document": "anaphylaxis-adult", "version": "3.2", "text_sha256": "SHA"}}),
        ("snapshots.rollback", "POST", "snapshots/rollback", {"json": {}}),
        ("evidence.run_folder", "POST", "evaluations/runs/one/evidence", {}),
        ("evaluations.run_folder", "GET", "evaluations/runs/one/report", {}),
        ("audit.replay", "POST", "audit/ANSWER/replay", {}),
    ],
    ids=["upload", "approval", "rollback", "evidence", "report", "replay"],
)  # fmt: skip
def test_another_is_answered_meanwhile(hospital, monkeypatch, place, method, path, sent):
    long = Long()
    monkeypatch.setattr(f"assistant.web.api.{place}", long)
    service = Service(lambda: hospital.stages, load_settings(hospital.home))
    # Entered once, so that both clients share the one event loop of a server.
    with TestClient(app_of(service)) as client, ThreadPoolExecutor(2) as pool:
        if "ANSWER" in path:
            asked = client.post("/api/v1/ask", json={"question": "How much adrenaline?"})
            path = path.replace("ANSWER", asked.json()["id"])
        if "json" in sent and "document" in sent["json"]:
            [version] = hospital.stages.catalogue.versions(sent["json"]["document"])
            sent = {"json": sent["json"] | {"version": version.metadata.version,
                                            "text_sha256": version.text_sha256}}  # fmt: skip
        waiting = pool.submit(client.request, method, f"/api/v1/{path}", **sent)
        try:
            assert long.begun.wait(PATIENCE), waiting.result(0).text
            meanwhile = pool.submit(client.get, "/healthz").result(PATIENCE)
            assert meanwhile.json() == {"status": "alive"}
            assert not waiting.done()
        finally:
            long.end.set()
        assert waiting.result(PATIENCE).status_code in (404, 409)
