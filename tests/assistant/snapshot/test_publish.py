"""What a publish builds, and what it need not build again."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.snapshot.build import build_draft
from assistant.snapshot.manifest import read_manifest
from assistant.snapshot.pointer import published, snapshots_folder
from assistant.snapshot.publish import rollback
from assistant.snapshot.snapshot import open_snapshot
from assistant.snapshot.writing import one_publisher
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, SnapshotError, StorageError
from corpus.intake import add_files
from corpus.library import Library
from corpus.storage import one_writer
from tests.assistant.snapshot.homes import build, with_documents
from tests.documents import protocol
from tests.fakes.embedders import HashingEmbedder

HASHING = HashingEmbedder().identity


@pytest.fixture
def home(tmp_path):
    """Three approved documents."""
    return with_documents(tmp_path / "home", tmp_path, "one", "two", "three")


def test_publishing_again_embeds_nothing_and_changes_nothing(home):
    first, embedder = build(home), HashingEmbedder()
    again = build(home, embedder)

    assert first.changed and not again.changed
    assert again.snapshot == first.snapshot
    assert embedder.embedded == []


def test_one_more_document_embeds_that_document_only(home, tmp_path):
    build(home)
    with_documents(home, tmp_path, "four")
    embedder = HashingEmbedder()
    build(home, embedder)

    assert embedder.embedded
    assert all("four" in text.casefold() for text in embedder.embedded)


def test_the_same_documents_give_the_same_snapshot_wherever_it_is_built(home, tmp_path):
    other = with_documents(tmp_path / "other", tmp_path, "three", "one", "two")

    assert build(home).snapshot == build(other).snapshot


def test_a_snapshot_lists_what_is_in_it(home):
    done = build(home)
    folder = snapshots_folder(home) / done.snapshot
    manifest = read_manifest(folder)
    opened = open_snapshot(folder, HashingEmbedder().identity)

    assert [part.key for part in manifest.parts] == ["one@1", "three@1", "two@1"]
    assert manifest.passages == done.passages == len(opened.parts)
    assert set(manifest.files) == {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert opened.rows_of({"two@1"}).sum() == manifest.parts[2].passages


def test_nothing_approved_is_nothing_to_publish(tmp_path):
    with pytest.raises(CatalogueError, match="nothing is approved"):
        build(tmp_path)


def test_a_rollback_goes_back_one_and_forth(home, tmp_path):
    first = build(home).snapshot
    with_documents(home, tmp_path, "four")
    second = build(home).snapshot

    assert rollback(home, "T", HASHING) == first == published(home)
    assert rollback(home, "T", HASHING) == second == published(home)
    assert rollback(home, "T", HASHING, first) == first


def test_a_rollback_to_nothing_is_refused(home):
    with pytest.raises(SnapshotError, match=r"nothing|no earlier"):
        rollback(home, "T", HASHING)
    build(home)
    with pytest.raises(SnapshotError, match="no earlier"):
        rollback(home, "T", HASHING)
    with pytest.raises(SnapshotError, match="there is no snapshot 'nope'"):
        rollback(home, "T", HASHING, "nope")


def test_another_embedder_does_not_open_it(home):
    done = build(home)
    with pytest.raises(SnapshotError, match=r"hashing@1.*another@1.*publish"):
        open_snapshot(snapshots_folder(home) / done.snapshot, "another@1")
    assert build(home, HashingEmbedder("another@1")).snapshot != done.snapshot


def test_a_rollback_to_what_another_embedder_built_leaves_the_pointer(home):
    build(home, HashingEmbedder("another@1"))
    present = build(home).snapshot
    with pytest.raises(SnapshotError, match=r"another@1.*hashing@1 is in use"):
        rollback(home, "T", HASHING)
    assert published(home) == present


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"nonsense" * 100, b"[[], {}]", None])
def test_a_damaged_cache_entry_is_computed_again(home, damage):
    first = build(home)
    for entry in (home / "cache" / "shards").iterdir():
        entry.write_bytes(entry.read_bytes()[:-2] if damage is None else damage)
    (snapshots_folder(home) / first.snapshot / "words.json").unlink()
    again = build(home)

    assert again.snapshot == first.snapshot
    assert again.embedded == again.passages


@pytest.mark.parametrize("damage", [b"", b"\0" * 50, b"{}", b"[1]", b'[{"by": "T"}]'])
def test_a_damaged_pointer_is_kept_aside_and_published_anew(home, damage):
    first = build(home)
    pointer = snapshots_folder(home) / "published.json"
    pointer.write_bytes(damage)
    with pytest.raises(SnapshotError, match="publish"):
        published(home)

    assert build(home).snapshot == first.snapshot == published(home)
    assert pointer.with_name("published.json.damaged").read_bytes() == damage


class NarrowEmbedder(HashingEmbedder):
    """Reads few tokens at a time."""

    window = 18


def test_no_passage_is_longer_than_the_window_of_its_embedder(home, tmp_path):
    body = "# Long\n\n" + " ".join(f"Give drug number {n} at once." for n in range(40))
    (tmp_path / "long.md").write_text(protocol("long", body))
    add_files([tmp_path / "long.md"], Catalogue(home), Library(home), by="T", approved_by="C")
    wide, embedder = build(home), NarrowEmbedder()
    narrow = build(home, embedder)

    assert max(embedder.lengths(embedder.embedded)) <= 16
    assert narrow.passages > wide.passages
    splitters = [
        read_manifest(snapshots_folder(home) / done.snapshot).splitter for done in (wide, narrow)
    ]
    assert splitters[1].endswith("/16") and splitters[0].endswith("/200")


def draft(home, versions=None, embedder=None):
    versions = Catalogue(home).versions() if versions is None else versions
    return build_draft(home, versions, Library(home), embedder or HashingEmbedder())


def test_a_draft_moves_no_pointer_and_costs_its_publish_nothing(home, tmp_path):
    before = build(home).snapshot
    with_documents(home, tmp_path, "four")
    built = draft(home)
    assert published(home) == before != built.snapshot
    assert built.embedded and not built.reused

    embedder = HashingEmbedder()
    done = build(home, embedder)

    assert done.changed and done.snapshot == built.snapshot == published(home)
    assert not embedder.embedded


def test_a_draft_of_what_is_published_is_the_published_one(home):
    done = build(home)

    assert draft(home).snapshot == done.snapshot
    assert draft(home).reused


def test_a_draft_holds_what_is_approved_and_nothing_else(home, tmp_path):
    with_documents(home, tmp_path, "four", approved_by="")
    built = draft(home)

    assert [part.document for part in built.manifest.parts] == ["one", "three", "two"]
    with pytest.raises(CatalogueError, match="nothing is approved"):
        draft(home, Catalogue(home).versions("four"))


def test_a_draft_is_not_rolled_back_to(home, tmp_path):
    before = build(home).snapshot
    with_documents(home, tmp_path, "four")
    built = draft(home)

    with pytest.raises(SnapshotError, match=f"{built.snapshot} is a draft that was never"):
        rollback(home, "T", HASHING, built.snapshot)
    with pytest.raises(SnapshotError, match="no earlier"):
        rollback(home, "T", HASHING)
    assert published(home) == before


def test_who_waited_to_publish_publishes_what_is_approved_by_then(home, tmp_path):
    build(home)
    with ThreadPoolExecutor(1) as pool:
        with one_publisher(home):
            waiting = pool.submit(build, home)
            time.sleep(0.3)
            with_documents(home, tmp_path, "four")
        done = waiting.result()

    assert done.documents == 4 and done.snapshot == published(home)


def test_who_waits_too_long_to_publish_is_told(home):
    before = build(home).snapshot
    busy = pytest.raises(StorageError, match="another process has been busy with publish")
    with one_publisher(home), busy, one_writer(home, "publish", patience=0.1):
        pytest.fail("two publishers at once")
    assert published(home) == before


def test_what_a_killed_publisher_left_goes_even_when_nothing_is_to_be_built(home):
    build(home)
    scrap = snapshots_folder(home) / ".building-new-99"
    scrap.mkdir()
    (scrap / "passages.jsonl").write_text("half")
    (home / "cache" / "shards" / ".0123.99.new").write_text("half")

    assert not build(home).changed
    assert not [*home.rglob(".building-*"), *home.rglob(".*.new")]
