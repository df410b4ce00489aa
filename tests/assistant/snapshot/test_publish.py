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
    versions = Catalogue(home).versions()
    return publish(home, versions, Library(home), embedder or HashingEmbedder(), by="T")


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

    assert rollback(home, "T") == first == published(home)
    assert rollback(home, "T") == second == published(home)
    assert rollback(home, "T", first) == first


def test_a_rollback_to_nothing_is_refused(home):
    with pytest.raises(SnapshotError, match=r"nothing|no earlier"):
        rollback(home, "T")
    build(home)
    with pytest.raises(SnapshotError, match="no earlier"):
        rollback(home, "T")
    with pytest.raises(SnapshotError, match="there is no snapshot 'nope'"):
        rollback(home, "T", "nope")


def test_another_embedder_does_not_open_it(home):
    done = build(home)
    with pytest.raises(SnapshotError, match=r"hashing@1.*another@1.*publish"):
        open_snapshot(snapshots_folder(home) / done.snapshot, "another@1")
    assert build(home, HashingEmbedder("another@1")).snapshot != done.snapshot
