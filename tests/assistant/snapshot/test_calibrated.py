"""The calibration that a snapshot answers by."""

import json
from functools import partial
from hashlib import sha256

import pytest

from assistant.calibration import Calibration
from assistant.decide import calibration_for
from assistant.snapshot.manifest import damaged_files, read_manifest
from assistant.snapshot.pointer import published, snapshots_folder
from assistant.snapshot.publish import publish, rollback
from assistant.snapshot.snapshot import open_snapshot
from corpus.catalogue import Catalogue
from corpus.errors import ModelError, SnapshotError
from corpus.library import Library
from tests.assistant.snapshot.homes import with_documents
from tests.fakes.calibrations import calibration
from tests.fakes.embedders import HashingEmbedder


@pytest.fixture
def home(tmp_path):
    """Two approved documents."""
    return with_documents(tmp_path / "home", tmp_path, "one", "two")


def build(home, made=None):
    embedder = HashingEmbedder()
    return publish(home, Catalogue(home), Library(home), embedder, by="T", calibration=made)


def opened(home):
    return open_snapshot(snapshots_folder(home) / published(home), HashingEmbedder().identity)


def test_another_calibration_makes_another_snapshot_and_embeds_nothing(home):
    first = build(home, calibration(threshold=0.3))
    other = build(home, calibration(threshold=0.4))
    again = build(home, calibration(threshold=0.4))

    assert first.snapshot != other.snapshot
    assert other.changed and other.embedded == 0
    assert not again.changed
    assert opened(home).calibration == calibration(threshold=0.4)


def test_its_digest_is_in_the_manifest_and_damage_is_found(home):
    done = build(home, calibration())
    folder = snapshots_folder(home) / done.snapshot
    manifest = read_manifest(folder)

    assert manifest.calibration == manifest.files["calibration.json"] == calibration().sha256
    (folder / "calibration.json").write_bytes(calibration(threshold=0.9).to_json())
    assert damaged_files(folder, manifest) == [str(folder / "calibration.json")]
    with pytest.raises(SnapshotError, match=r"calibration\.json"):
        opened(home)


def test_a_calibration_that_another_release_wrote_is_told_with_what_to_do(home, monkeypatch):
    monkeypatch.setattr(Calibration, "to_json", lambda one: b'{"of": "another release"}')
    build(home, calibration())

    with pytest.raises(SnapshotError, match=r"cannot read: .*assistant corpus publish"):
        opened(home)


def test_a_rollback_to_what_could_not_decide_leaves_the_pointer(home):
    first = build(home, calibration(evidence_model="other@1")).snapshot
    second = build(home, calibration()).snapshot
    back = partial(rollback, home, "T", HashingEmbedder().identity)

    with pytest.raises(ModelError, match=r"other@1, and none is in use.*set the model back"):
        back(usable=partial(calibration_for, "none"))
    assert published(home) == second
    assert back(usable=partial(calibration_for, "other@1")) == first


def test_one_built_without_has_none(home):
    build(home)

    assert opened(home).calibration is None


def test_a_snapshot_from_before_calibrations_still_opens(home):
    build(home)
    folder = snapshots_folder(home) / published(home)
    record = json.loads((folder / "manifest.json").read_bytes())
    record["format"] = 2
    del record["calibration"]
    data = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1).encode()
    (folder / "manifest.json").write_bytes(data)
    old = sha256(data).hexdigest()[:16]
    folder.rename(folder.with_name(old))

    assert read_manifest(folder.with_name(old)).identity == old
    snapshot = open_snapshot(folder.with_name(old), HashingEmbedder().identity)
    assert snapshot.calibration is None
