"""A publish that is checked before its snapshot is served."""

import pytest

from assistant.snapshot.pointer import published, read_history, snapshot_folders
from assistant.snapshot.publish import publish, rollback
from corpus.catalogue import Catalogue
from corpus.errors import GateError
from corpus.library import Library
from tests.assistant.snapshot.homes import build, with_documents
from tests.fakes.embedders import HashingEmbedder


class Door:
    """Lets nothing through until it is opened."""

    def __init__(self, home, error=GateError):
        self.home, self.error = home, error
        self.seen = []
        """Each snapshot it was told of, with what was served at that moment."""

    def __call__(self, snapshot):
        self.seen.append((snapshot, [swap["snapshot"] for swap in read_history(self.home)]))
        if self.error:
            raise self.error("not yet")


@pytest.fixture
def home(tmp_path):
    return with_documents(tmp_path / "home", tmp_path, "one", "two")


def checked(home, door, embedder=None):
    return publish(
        home, Catalogue(home), Library(home), embedder or HashingEmbedder(), by="T", check=door
    )


@pytest.mark.parametrize("error", [GateError, KeyboardInterrupt, MemoryError])
def test_what_the_check_stops_is_built_and_not_served(home, tmp_path, error):
    old = build(home).snapshot
    with_documents(home, tmp_path, "three")
    door = Door(home, error)
    with pytest.raises(error):
        checked(home, door)
    ((new, served),) = door.seen
    assert (published(home), served) == (old, [old])
    assert new != old
    assert new in {folder.name for folder in snapshot_folders(home)}


def test_the_next_publish_finds_it_built_and_serves_it_once_the_check_lets_it(home, tmp_path):
    build(home)
    with_documents(home, tmp_path, "three")
    door = Door(home)
    with pytest.raises(GateError):
        checked(home, door)
    door.error, embedder = None, HashingEmbedder()
    done = checked(home, door, embedder)
    assert (done.changed, done.snapshot) == (True, published(home))
    assert embedder.embedded == []
    assert [one for one, _ in door.seen] == [done.snapshot] * 2


def test_a_first_publish_is_checked_too(home):
    with pytest.raises(GateError):
        checked(home, Door(home))
    assert read_history(home) == []


def test_what_is_served_already_is_not_checked_again(home):
    build(home)
    door = Door(home)
    assert not checked(home, door).changed
    assert door.seen == []


def test_a_stopped_publish_holds_up_neither_another_nor_the_way_back(home, tmp_path):
    first = build(home).snapshot
    with_documents(home, tmp_path, "three")
    second = build(home).snapshot
    with_documents(home, tmp_path, "four")
    with pytest.raises(GateError):
        checked(home, Door(home))
    assert rollback(home, "T", HashingEmbedder().identity) == first
    assert rollback(home, "T", HashingEmbedder().identity) == second
    assert build(home).snapshot not in (first, second)
