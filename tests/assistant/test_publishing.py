"""Publishing asks whether it is blocked when it begins, and again when the pointer moves."""

import threading
from types import SimpleNamespace

import pytest

from assistant.audit import Trail, TrailIndex
from assistant.publishing import publish
from assistant.releasing import allow, block
from assistant.settings import load_settings
from assistant.snapshot import publish as building
from assistant.snapshot.pointer import published
from corpus.errors import GateError
from tests.documents import protocol
from tests.fakes.redactors import TrustingRedactor

REDACTOR = TrustingRedactor()


@pytest.fixture
def more(hospital, tmp_path):
    """A hospital with a document that is approved and not published yet."""
    file = tmp_path / "more.md"
    file.write_text(protocol("more", "# More\n\nGive saline 500 mL."))
    hospital.add([file], approved_by="C")
    return hospital


def test_a_block_that_is_set_while_the_gates_are_held_stops_that_publish(more, monkeypatch):
    """The gates take minutes, and a reviewer may see what is wrong meanwhile."""
    trail, served = Trail(more.home), published(more.home)

    def hold_meanwhile(*_):
        block(trail, REDACTOR, "rita", "the dose of potassium")
        return SimpleNamespace(manifest=SimpleNamespace(id="r1"))

    monkeypatch.setattr("evals.gates.require_passed", hold_meanwhile)
    with pytest.raises(GateError, match="the dose of potassium"):
        publish(load_settings(more.home), "cora", gates=more.home / "gates.yaml")

    assert published(more.home) == served
    assert not TrailIndex(trail).events("snapshot.published")
    allow(trail, REDACTOR, "rita", "corrected")
    monkeypatch.undo()
    assert publish(load_settings(more.home), "cora").snapshot != served


def test_no_block_comes_between_the_record_of_a_publish_and_its_pointer(more, monkeypatch):
    trail, served, seen = Trail(more.home), published(more.home), []

    def block_now():
        block(trail, REDACTOR, "rita", "too late")
        seen.append(published(more.home))

    def point_slowly(*told):
        blocking.start()
        blocking.join(0.3)
        assert blocking.is_alive()
        return point_to(*told)

    blocking, point_to = threading.Thread(target=block_now), building.point_to
    monkeypatch.setattr(building, "point_to", point_slowly)
    done = publish(load_settings(more.home), "cora")
    blocking.join()

    assert seen == [done.snapshot] != [served]


def test_nothing_is_published_when_the_trail_is_gone(more):
    trail, served = Trail(more.home), published(more.home)
    block(trail, REDACTOR, "rita", "the dose of potassium")
    trail.file.unlink()
    with pytest.raises(GateError, match="removed or cut"):
        publish(load_settings(more.home), "cora")

    assert published(more.home) == served
