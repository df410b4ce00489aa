"""Which snapshots are kept, which go, and why."""

import os
import shutil
from datetime import UTC, datetime

import pytest

from assistant.snapshot.build import build_draft
from assistant.snapshot.pointer import published, snapshot_folders, snapshots_folder
from assistant.snapshot.publish import rollback
from corpus.catalogue import Catalogue
from corpus.errors import SnapshotError
from corpus.library import Library
from tests.assistant.snapshot.homes import build, prune_after, with_documents
from tests.fakes.embedders import HashingEmbedder


@pytest.fixture
def home(tmp_path):
    """A home with nothing in it yet."""
    return tmp_path / "home"


@pytest.fixture
def three(home, tmp_path):
    """The ids of three snapshots, in the order they were published."""
    found = []
    for name in ("one", "two", "three"):
        with_documents(home, tmp_path, name)
        found.append(build(home).snapshot)
    return found


def there(home):
    return {folder.name for folder in snapshot_folders(home)}


def make_old(folder):
    os.utime(folder / "manifest.json", (0, 0))


def files(home):
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_after_a_day_only_the_last_published_ones_stay(home, three):
    done = prune_after(home, days=2, keep=2)

    assert there(home) == set(three[1:]) == set(done.kept)
    assert done.removed == (three[0],)
    assert done.freed > 0
    assert published(home) == three[2]


def test_the_published_one_stays_though_others_were_published_later(home, three):
    rollback(home, "T", HashingEmbedder().identity, three[0])

    prune_after(home, days=2)

    assert there(home) == {three[0]}


def test_within_a_day_everything_stays(home, three):
    assert not prune_after(home, days=0.9).removed
    assert there(home) == set(three)


def test_what_a_recorded_answer_needs_stays(home, three):
    done = prune_after(home, days=99, needed={three[0]})

    assert there(home) == {three[0], three[2]}
    assert "recorded answers" in done.kept[three[0]]


def test_one_that_was_in_use_until_lately_stays(home, three):
    """Published long ago, but replaced just now: an answer may be under way."""
    for folder in snapshot_folders(home):
        make_old(folder)
    history, year = snapshots_folder(home) / "published.json", datetime.now(UTC).year
    history.write_text(history.read_text().replace(str(year), str(year - 1)))
    rollback(home, "T", HashingEmbedder().identity, three[0])

    done = prune_after(home)

    assert done.removed == (three[1],)
    assert done.kept[three[2]] == "in use within the last day"


def test_a_draft_stays_for_a_day_after_it_was_tried_last(home, three, tmp_path):
    with_documents(home, tmp_path, "four")
    versions = Catalogue(home).versions()
    draft = build_draft(home, versions, Library(home), HashingEmbedder()).snapshot
    make_old(snapshots_folder(home) / draft)
    assert build_draft(home, versions, Library(home), HashingEmbedder()).reused

    assert not prune_after(home, days=0.9, keep=9).removed
    assert prune_after(home, days=1.1, keep=9).removed == (draft,)


def test_a_dry_run_says_the_same_and_removes_nothing(home, three):
    before = files(home)
    said = prune_after(home, days=2, dry_run=True)

    assert files(home) == before
    assert prune_after(home, days=2) == said
    assert said.removed == tuple(sorted(three[:2]))


def test_what_no_version_uses_leaves_the_cache(home, three, tmp_path):
    build(home, HashingEmbedder("another@1"))
    build(home)
    done = prune_after(home)
    embedder = HashingEmbedder()
    with_documents(home, tmp_path, "four")
    build(home, embedder)

    assert done.cached == 9
    assert all("four" in text.casefold() for text in embedder.embedded)


def test_a_history_that_was_lost_keeps_what_it_may_have_named(home, three):
    (snapshots_folder(home) / "published.json").write_bytes(b"[{")
    with pytest.raises(SnapshotError, match="damaged"):
        prune_after(home, days=2)
    build(home)

    done = prune_after(home, days=2)
    assert there(home) == set(three)
    assert "published.json.damaged" in done.kept[three[0]]


def test_a_pruned_snapshot_is_not_rolled_back_to(home, three):
    prune_after(home, days=2)

    with pytest.raises(SnapshotError, match=f"{three[0]} was published once and is not kept"):
        rollback(home, "T", HashingEmbedder().identity, three[0])
    with pytest.raises(SnapshotError, match=f"every earlier snapshot was pruned, {three[1]}"):
        rollback(home, "T", HashingEmbedder().identity)
    assert published(home) == three[2]


def test_half_a_file_that_a_killed_process_left_goes_after_a_day(home, three):
    scrap = home / "library" / "texts" / ".abc.json.99.new"
    scrap.write_bytes(b"{")

    prune_after(home, days=0.5)
    assert scrap.exists()
    prune_after(home, days=1.5)
    assert not scrap.exists()


def test_a_folder_that_somebody_put_among_the_snapshots_stays(home, tmp_path):
    with_documents(home, tmp_path, "one")
    snapshot = build(home).snapshot
    kept = snapshots_folder(home) / "backup"
    shutil.copytree(snapshots_folder(home) / snapshot, kept)
    make_old(kept)

    assert "backup" not in prune_after(home, days=30).removed
    assert (kept / "manifest.json").exists()
