"""A server goes on answering while what was just published is opened."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from assistant.snapshot.current import CurrentSnapshot
from assistant.snapshot.pointer import point_to, snapshots_folder
from corpus.errors import SnapshotError


@dataclass(frozen=True)
class Opened:
    identity: str


class SlowOpening:
    """Opens at once, but for the snapshot it is to wait with."""

    def __init__(self):
        self.slow = ""
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.opened = []

    def __call__(self, folder, embedder_identity):
        if folder.name == self.slow:
            self.begun.set()
            assert self.go_on.wait(10)
        if folder.name == "damaged":
            raise SnapshotError("the snapshot is damaged")
        self.opened.append(folder.name)
        return Opened(folder.name)


@pytest.fixture
def home(tmp_path):
    for name in ("one", "two", "damaged"):
        (snapshots_folder(tmp_path) / name).mkdir(parents=True)
    point_to(tmp_path, "one", "Tester")
    return tmp_path


def test_the_old_one_is_handed_out_while_the_new_one_is_opened_and_never_after(home):
    opening = SlowOpening()
    current = CurrentSnapshot(home, "embedder", opening)
    assert current.get().identity == "one"
    point_to(home, "two", "Tester")
    opening.slow = "two"
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(current.get)
        assert opening.begun.wait(10)
        assert [current.get().identity for _ in range(3)] == ["one"] * 3
        opening.go_on.set()
        assert first.result(10).identity == "two"
    assert current.get().identity == "two"
    assert opening.opened == ["one", "two"]


def test_who_is_first_waits_until_it_is_open(home):
    opening = SlowOpening()
    opening.slow = "one"
    current = CurrentSnapshot(home, "embedder", opening)
    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(current.get) for _ in range(4)]
        assert opening.begun.wait(10)
        opening.go_on.set()
        assert {one.result(10).identity for one in found} == {"one"}
    assert opening.opened == ["one"]


def test_a_damaged_one_is_told_to_whoever_asks(home):
    current = CurrentSnapshot(home, "embedder", SlowOpening())
    current.get()
    point_to(home, "damaged", "Tester")
    for _ in range(2):
        with pytest.raises(SnapshotError, match="damaged"):
            current.get()


def test_a_snapshot_that_is_named_is_opened_beside_the_one_that_is_served(home):
    opening = SlowOpening()
    current = CurrentSnapshot(home, "embedder", opening)
    assert current.get("two").identity == "two"
    assert current.get().identity == "one"
    assert current.get("one") is current.get()
