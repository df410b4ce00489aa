"""Clients ask over HTTP while snapshots are published: no error, and one snapshot an answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from fastapi.testclient import TestClient

from assistant.settings import load_settings
from assistant.snapshot.manifest import read_manifest
from assistant.snapshot.pointer import read_history, snapshots_folder
from assistant.web.service import Service
from tests.assistant.web.api_clients import app_of
from tests.documents import protocol

CLIENTS = 6
PUBLISHES = 2
QUESTIONS = ("How much fluid in burns?", "What dose of adrenaline in adult anaphylaxis?")


def burns(version):
    body = f"# Burns\n\n## Fluids\n\nGive {3 + version} mL/kg of fluid in burns."
    return protocol("burns", body, version=str(version))


def publish_burns(hospital, folder, version):
    file = folder / f"burns-{version}.md"
    file.write_text(burns(version))
    hospital.add([file], approved_by="Committee")
    hospital.publish()


def test_every_answer_is_given_and_made_of_one_snapshot(hospital, tmp_path):
    publish_burns(hospital, tmp_path, 1)
    service = Service(lambda: hospital.stages, load_settings(hospital.home))
    done = Event()

    def ask(client, number):
        answers = []
        while not done.is_set() or len(answers) < 2:
            words = QUESTIONS[(number + len(answers)) % len(QUESTIONS)]
            answers.append(client.post("/api/v1/ask", json={"question": words}))
        return answers

    # Entered once, so that all clients share the one event loop of a server.
    with TestClient(app_of(service)) as client, ThreadPoolExecutor(CLIENTS) as pool:
        asking = [pool.submit(ask, client, number) for number in range(CLIENTS)]
        try:
            for version in range(2, 2 + PUBLISHES):
                publish_burns(hospital, tmp_path, version)
        finally:
            done.set()
        found = [response for one in asking for response in one.result()]
        last = client.post("/api/v1/ask", json={"question": QUESTIONS[0]}).json()

    assert {response.status_code for response in found} == {200}
    snapshots = {swap["snapshot"] for swap in read_history(hospital.home)}
    holding = {
        name: {part.key for part in read_manifest(snapshots_folder(hospital.home) / name).parts}
        for name in snapshots
    }
    answers = [response.json() for response in found]
    assert any(answer["citations"] for answer in answers)
    for answer in answers:
        cited = {f"{one['document']}@{one['version']}" for one in answer["citations"]}
        assert cited <= holding[answer["provenance"]["snapshot"]]
        assert len({key for key in cited if key.startswith("burns@")}) <= 1
    assert {f"{one['document']}@{one['version']}" for one in last["citations"]} == {
        f"burns@{1 + PUBLISHES}"
    }
