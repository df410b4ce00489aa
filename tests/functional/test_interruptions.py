"""Publishing killed, repeated, doubled and damaged: the old snapshot serves until the new one."""

import signal
import time

import pytest

from assistant.snapshot.pointer import read_history
from assistant.snapshot.publish import publish, rollback
from corpus.catalogue import Catalogue
from corpus.errors import SnapshotError
from corpus.library import Library
from tests.documents import protocol
from tests.fakes.embedders import HashingEmbedder, InterruptedEmbedder

QUESTION = "How much crystalloid for shock in adult anaphylaxis?"


@pytest.fixture
def home(hospital, tmp_path):
    """A home whose published snapshot is two words old: another document waits to be published."""
    waiting = tmp_path / "waiting.md"
    waiting.write_text(
        protocol("waiting", "# Waiting\n\n" + "Give saline 500 mL at once.\n\n" * 99)
    )
    hospital.add([waiting], approved_by="C")
    return hospital.home


def build(home, embedder):
    return publish(home, Catalogue(home), Library(home), embedder, by="Tester")


def scraps(home):
    return [*home.rglob(".building-*"), *home.rglob(".*.new")]


def test_an_interrupted_publish_keeps_what_it_has_embedded(home):
    first = HashingEmbedder()
    everything = build(home, first)
    half = InterruptedEmbedder(after=len(first.embedded) // 2)
    half.identity = "interrupted@1"
    with pytest.raises(KeyboardInterrupt):
        build(home, half)

    rest = HashingEmbedder("interrupted@1")
    assert build(home, rest).passages == everything.passages
    assert len(half.embedded) + len(rest.embedded) == len(first.embedded)


@pytest.mark.parametrize("delay", [0.6, 1.0, 1.4])
def test_a_killed_publish_leaves_a_home_that_answers(home, own_assistant, hospital, delay):
    """The kernel ends the process at some moment: that is all the warning there is."""
    process = own_assistant.start("corpus", "publish")
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert own_assistant.does("ask", QUESTION, "--json").json["status"] == "answered"
    again = hospital.publish()
    assert again.documents == 13
    assert hospital.ask("How much saline at once?").provenance["snapshot"] == again.snapshot
    assert not scraps(home)


def test_two_publishes_at_once_take_turns(home, own_assistant):
    processes = [own_assistant.start("corpus", "publish", "--json") for _ in range(2)]
    printed = [process.communicate(timeout=120) for process in processes]

    assert [process.returncode for process in processes] == [0, 0], printed
    assert sorted(b'"changed":true' in out for out, _ in printed) == [False, True]
    assert not scraps(home)


def every_file(home):
    identity = read_history(home)[-1]["snapshot"]
    folder = home / "snapshots" / identity
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_flipped_bit_in_any_file_of_a_snapshot_is_found_and_named(demonstration, hospital):
    for file in every_file(hospital.home):
        whole = file.read_bytes()
        middle = len(whole) // 2
        file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])

        fresh = type(hospital.stages.current)(hospital.home, hospital.stages.embedder.identity)
        with pytest.raises(SnapshotError, match=file.name):
            fresh.get()
        file.write_bytes(whole)


def test_a_missing_file_of_a_snapshot_is_found_and_named(hospital):
    file = every_file(hospital.home)[1]
    file.unlink()

    with pytest.raises(SnapshotError, match=file.name):
        hospital.ask(QUESTION)


def test_publishing_again_repairs_a_damaged_snapshot(hospital):
    before = hospital.ask(QUESTION)
    for file in every_file(hospital.home):
        if file.name == "vectors.faiss":
            file.write_bytes(file.read_bytes()[:-1] + b"\x7f")

    repaired = hospital.publish()

    assert repaired.changed and repaired.embedded == 0
    assert repaired.snapshot == before.provenance["snapshot"]
    assert hospital.ask(QUESTION).citations == before.citations
    assert not scraps(hospital.home)


def test_a_damaged_snapshot_is_not_rolled_back_to(home):
    old = every_file(home)
    first = read_history(home)[-1]["snapshot"]
    second = build(home, HashingEmbedder()).snapshot
    old[-1].write_bytes(b"damaged")

    with pytest.raises(SnapshotError, match=old[-1].name):
        rollback(home, "T", HashingEmbedder().identity)
    assert read_history(home)[-1]["snapshot"] == second != first


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"nonsense" * 100])
def test_a_damaged_cache_is_computed_again(hospital, damage):
    before = hospital.ask(QUESTION).provenance["snapshot"]
    for shard in (hospital.home / "cache" / "shards").iterdir():
        shard.write_bytes(damage or shard.read_bytes()[:-200])
    for folder in (hospital.home / "snapshots").glob("[0-9a-f]*"):
        (folder / "words.json").unlink()

    embedder = HashingEmbedder()
    again = build(hospital.home, embedder)

    assert again.changed and again.snapshot != before
    assert again.embedded == again.passages
