"""Questions asked while snapshots change under them: each answer comes from one snapshot."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from assistant.snapshot.manifest import read_manifest
from assistant.snapshot.pointer import snapshot_folders
from assistant.snapshot.publish import rollback
from tests.documents import protocol
from tests.functional.conftest import PATIENCE

PUBLISHES = 20
STEADY = "How much crystalloid for shock in adult anaphylaxis?"
CHANGING = "What dose of quinine for severe malaria?"
QUESTIONS = (STEADY, CHANGING)


def malaria(version):
    """Another dose in each version."""
    body = f"# Severe malaria\n\n## Quinine\n\nGive quinine {version}00 mg for severe malaria."
    return protocol("malaria", body, version=str(version), title="Severe malaria")


@pytest.fixture
def publish(hospital, tmp_path):
    """Approves a version of a document, which supersedes the one before, and publishes."""
    files = [tmp_path / f"malaria-{version}.md" for version in range(1 + PUBLISHES)]
    for version, file in enumerate(files):
        file.write_text(malaria(version))
    hospital.add(files)

    def publish(version):
        hospital.stages.catalogue.approve("malaria", str(version), "Approver", date(2025, 1, 1))
        return hospital.publish().snapshot

    return publish


def test_every_answer_is_made_of_one_snapshot(hospital, own_assistant, publish, tmp_path):
    """Threads of this process and another process ask all the time while twenty are published."""
    first = publish(0)
    answered = {words: [] for words in QUESTIONS}
    over = threading.Event()

    def keep_asking(words):
        while not over.is_set():
            answered[words].append(hospital.ask(words).to_json())

    def publish_next(version):
        # Of two more answers to a question the second was begun after the last publish.
        enough = {words: len(answers) + 2 for words, answers in answered.items()}
        while any(len(answered[words]) < count for words, count in enough.items()):
            if any(thread.done() for thread in asking):
                break
            time.sleep(0.01)
        # Nor may the other process be left behind.
        further = len(elsewhere.read) + 1
        while len(elsewhere.read) < further and process.poll() is None:
            time.sleep(0.01)
        return publish(version)

    lines = [json.dumps({"id": str(n), "question": QUESTIONS[n % 2]}) for n in range(10_000)]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines))
    # As this process does, without the evidence model: with it the other would be left behind.
    quick = replace(own_assistant, environment={"ASSISTANT_EVIDENCE_MODEL": "none"})
    process = quick.start("ask", "--file", tmp_path / "questions.jsonl")
    elsewhere = Lines(process.stdout)
    with process, ThreadPoolExecutor(len(QUESTIONS)) as pool:
        elsewhere.first.wait(PATIENCE)
        asking = [pool.submit(keep_asking, words) for words in QUESTIONS]
        try:
            published = [first, *map(publish_next, range(1, 1 + PUBLISHES))]
        finally:
            over.set()
            process.kill()
            elsewhere.thread.join()
    for thread in asking:
        thread.result()
    here = [answer for answers in answered.values() for answer in answers]

    inside = {
        folder.name: {part.key for part in read_manifest(folder).parts}
        for folder in snapshot_folders(hospital.home)
    }
    assert len(set(published)) == 1 + PUBLISHES
    for answers, fewest in ((here, 10), (elsewhere.read, 2)):
        assert len({answer["provenance"]["snapshot"] for answer in answers}) >= fewest
        quinine = {cited for answer in answers for cited in _cited(answer) if "malaria" in cited}
        assert len(quinine) >= fewest
        for answer in answers:
            assert answer["question"] != STEADY or answer["status"] == "answered"
            assert _cited(answer) <= inside[answer["provenance"]["snapshot"]]
            for citation in answer["citations"]:
                content = _content(hospital, citation)
                assert content[citation["start"] : citation["end"]] == citation["quote"]


def test_after_a_rollback_every_answer_is_what_it_was(hospital, publish):
    asked = (STEADY, CHANGING, "Gentamicin dose in neutropenic sepsis?", "What is the capital?")
    first = hospital.publish().snapshot
    before = [_lasting(hospital.ask(words)) for words in asked]
    publish(1)
    during = [_lasting(hospital.ask(words)) for words in asked]

    rollback(hospital.home, "T", hospital.stages.embedder.identity, first)

    assert [_lasting(hospital.ask(words)) for words in asked] == before != during


class Lines:
    """Reads what a process prints while it runs; its pipe must never be full."""

    def __init__(self, stream):
        self.first = threading.Event()
        self.read = []
        self._stream = stream
        self.thread = threading.Thread(target=self._read_on, daemon=True)
        self.thread.start()

    def _read_on(self):
        for line in self._stream:
            if line.endswith(b"\n"):  # The last one may be cut off.
                self.read.append(json.loads(line))
            self.first.set()


def _cited(answer):
    return {f"{one['document']}@{one['version']}" for one in answer["citations"]}


def _content(hospital, citation):
    version = hospital.stages.catalogue.version(citation["document"], citation["version"])
    return hospital.stages.library.text(version.text_sha256).content


def _lasting(answer):
    """The answer as bytes, without what no two answers share."""
    record = answer.to_json()
    del record["id"], record["timings_ms"]
    return json.dumps(record)
