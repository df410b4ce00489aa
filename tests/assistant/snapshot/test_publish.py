"""What a publish builds, and what it need not build again."""

import pytest

from assistant.snapshot.manifest import read_manifest
from assistant.snapshot.pointer import published, snapshots_folder
from assistant.snapshot.publish import publish, rollback
from assistant.snapshot.snapshot import open_snapshot
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, SnapshotError
from corpus.intake import add_files
from corpus.library import Library
from tests.documents import protocol
from tests.fakes.embedders import HashingEmbedder

HASHING = HashingEmbedder().identity


@pytest.fixture
def home(tmp_path):
    """Three approved documents."""
    return with_documents(tmp_path / "home", tmp_path, "one", "two", "three")


def with_documents(home, folder, *names):
    files = [folder / f"{name}.md" for name in names]
    for file in files:
        body = f"# {file.stem}\n\nGive {file.stem} 5 mg.\n\n## Limits\n\nNever exceed 9 mg."
        file.write_text(protocol(file.stem, body))
    add_files(files, Catalogue(home), Library(home), by="T", approved_by="C")
    return home


def build(home, embedder=None):
    return publish(home, Catalogue(home), Library(home), embedder or HashingEmbedder(), by="T")


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
