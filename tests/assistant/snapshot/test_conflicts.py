"""Conflicts between the documents of a snapshot, and snapshots from before there were any."""

import json
from hashlib import sha256

import pytest

from assistant.snapshot.manifest import read_manifest
from assistant.snapshot.pointer import published, snapshots_folder
from assistant.snapshot.publish import rollback
from assistant.snapshot.snapshot import open_snapshot
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from tests.assistant.snapshot.homes import build
from tests.documents import protocol
from tests.fakes.embedders import HashingEmbedder


def with_doses(home, folder, **doses):
    for name, dose in doses.items():
        file = folder / f"{name}.md"
        body = f"# Anaphylaxis\n\n## Adults\n\nGive adrenaline {dose} intramuscularly at once."
        file.write_text(protocol(name, body, title="Anaphylaxis in adults"))
        add_files([file], Catalogue(home), Library(home), by="T", approved_by="C")
    return home


@pytest.fixture
def home(tmp_path):
    """Two documents that give different doses for the same thing."""
    return with_doses(tmp_path / "home", tmp_path, one="500 micrograms", two="50 micrograms")


def opened(home):
    return open_snapshot(snapshots_folder(home) / published(home), HashingEmbedder().identity)


def test_a_snapshot_holds_the_conflicts_of_its_documents(home):
    build(home)
    snapshot = opened(home)
    [conflict] = snapshot.conflicts.all

    assert conflict.drug in ("adrenaline", "epinephrine")
    assert [side.document for side in conflict.sides] == ["one", "two"]
    place = conflict.sides[0]
    assert snapshot.conflicts.touching("one", "1", place.start, place.end) == (conflict,)
    text = Library(home).text(snapshot.manifest.parts[0].text_sha256).content
    assert "500 micrograms" in text[place.start : place.end]


def test_a_third_document_reads_the_facts_of_the_others_from_the_cache(home, tmp_path):
    build(home)
    before = {path: path.stat().st_mtime_ns for path in (home / "cache" / "shards").iterdir()}
    build(with_doses(home, tmp_path, three="5 mg"))
    after = {path: path.stat().st_mtime_ns for path in (home / "cache" / "shards").iterdir()}

    assert len(after) == len(before) + 3
    assert before.items() <= after.items()
    assert len(opened(home).conflicts.all) == 3


def as_before_conflicts(home):
    """Turn the published snapshot into one of format 1, as an older program built it."""
    folder = snapshots_folder(home) / published(home)
    record = json.loads((folder / "manifest.json").read_bytes())
    record["format"] = 1
    del record["facts"], record["calibration"], record["files"]["conflicts.json"]
    for part in record["parts"]:
        del part["population"]
    (folder / "conflicts.json").unlink()
    data = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1).encode()
    (folder / "manifest.json").write_bytes(data)
    identity = sha256(data).hexdigest()[:16]
    folder.rename(folder.with_name(identity))
    pointer = snapshots_folder(home) / "published.json"
    pointer.write_text(pointer.read_text().replace(folder.name, identity))
    return identity


def test_a_snapshot_from_before_opens_without_conflicts(home):
    build(home)
    old = as_before_conflicts(home)
    manifest = read_manifest(snapshots_folder(home) / old)

    assert manifest.identity == old
    assert opened(home).conflicts.all == ()
    new = build(home)
    assert new.changed and new.embedded == 0
    assert rollback(home, "T", HashingEmbedder().identity) == old == opened(home).identity
