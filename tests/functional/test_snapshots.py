"""Snapshots from the command line: listed, shown, verified, pruned."""

import json
import os
import sqlite3
from datetime import date

import pytest

from assistant.snapshot.build import build_draft
from tests.documents import protocol

QUESTION = "How much crystalloid for shock in adult anaphylaxis?"


@pytest.fixture
def drafted(own_assistant, hospital, tmp_path):
    """The id of a draft snapshot with one document more than the published one."""
    (tmp_path / "more.md").write_text(protocol("more", "# More\n\nGive saline 500 mL."))
    hospital.add([tmp_path / "more.md"], approved_by="C")
    stages = hospital.stages
    versions = stages.catalogue.versions()
    return build_draft(hospital.home, versions, stages.library, stages.embedder).snapshot


def test_drafts_are_listed_as_drafts(own_assistant, drafted):
    draft, published = own_assistant.does("corpus", "snapshots", "--json").json

    assert (draft["snapshot"], draft["draft"], draft["published"]) == (drafted, True, False)
    assert (published["draft"], published["published"], published["by"]) == (False, True, "Tester")
    assert draft["versions"] == published["versions"] + 1
    assert own_assistant.run("corpus", "rollback", drafted).refuses(13, "never published")


def test_one_snapshot_is_shown_with_what_is_in_force(own_assistant):
    [row] = own_assistant.does("corpus", "snapshots", "--json").json
    shown = own_assistant.does("corpus", "snapshots", row["snapshot"], "--json").json

    versions = {f"{one['document']}@{one['version']}": one for one in shown["versions"]}
    assert shown["published"] and shown["damaged"] == [] and shown["embedder"]
    assert [swap["by"] for swap in shown["history"]] == ["Tester"]
    assert sum(one["passages"] for one in shown["versions"]) == shown["passages"]
    assert {key: one["status"] for key, one in versions.items() if not one["in_force"]} == {
        "adult-sepsis@2": "superseded",
        "digoxin-loading@1": "retired",
        "snakebite@1": "approved",
    }
    printed = own_assistant.does("corpus", "snapshots", row["snapshot"]).out
    assert "3 not in force today" in printed


def test_listing_reads_no_large_file_and_showing_finds_the_damaged_one(own_assistant):
    [row] = own_assistant.does("corpus", "snapshots", "--json").json
    vectors = own_assistant.home / "snapshots" / row["snapshot"] / "vectors.faiss"
    vectors.write_bytes(b"damaged")

    assert own_assistant.does("corpus", "snapshots", "--json").json == [row]
    shown = own_assistant.does("corpus", "snapshots", row["snapshot"], "--json").json
    assert shown["damaged"] == [str(vectors)]
    assert own_assistant.run("corpus", "verify").refuses(13, "vectors.faiss")


def test_a_snapshot_nobody_knows_is_refused(shared_assistant):
    for name in ("0123456789abcdef", "../../etc", "published.json"):
        finished = shared_assistant.run("corpus", "snapshots", name)
        assert finished.refuses(13, name, "corpus snapshots")


def test_verify_says_what_it_proved(shared_assistant):
    printed = shared_assistant.does("corpus", "verify").out

    assert "3 of them not in force today" in printed
    assert "none is found by 16 searches" in printed
    assert printed.rstrip().endswith("0 faults.")


def test_verify_finds_a_draft_that_was_smuggled_in(own_assistant, drafted, hospital):
    """A pointer moved by hand, and the approval of what it points to taken back."""
    pointer = own_assistant.home / "snapshots" / "published.json"
    history = json.loads(pointer.read_bytes())
    pointer.write_text(json.dumps([*history, {**history[-1], "snapshot": drafted}]))
    assert own_assistant.does("corpus", "verify", "--json").json["faults"] == []
    _edit(own_assistant.home, "UPDATE versions SET approved_at = NULL WHERE document = 'more'")

    finished = own_assistant.run("corpus", "verify", "--json")

    assert finished.refuses(13, "more@1", "not approved")
    assert finished.json["proof"]["faults"] == finished.json["faults"] != []

    hospital.stages.catalogue.retire("more", "T", "not approved", date.today())
    history.append({**history[-1], "snapshot": drafted})
    pointer.write_text(json.dumps([*reversed(history)]))
    assert own_assistant.run("corpus", "verify").refuses(13, "more@1", "not approved")


def test_prune_keeps_what_the_audit_trail_needs(own_assistant, hospital, tmp_path):
    first = hospital.ask(QUESTION).provenance["snapshot"]
    for name in ("two", "three"):
        (tmp_path / f"{name}.md").write_text(protocol(name, f"# {name}\n\nGive {name} 500 mL."))
        hospital.add([tmp_path / f"{name}.md"], approved_by="C")
        hospital.publish()
    _age(own_assistant.home)
    snapshots = {path.name for path in (own_assistant.home / "snapshots").glob("[0-9a-f]*")}
    settings = own_assistant.home / "settings.toml"
    settings.write_text("keep_snapshots = 1\n")
    dry = own_assistant.does("corpus", "prune", "--dry-run", "--json").json
    assert dry["kept"][first] == "needed to replay recorded answers"
    assert len(dry["removed"]) == 1 and dry["dry_run"]

    trail = own_assistant.home / "audit" / "trail.jsonl"
    whole = trail.read_bytes()
    trail.write_bytes(whole.replace(b"anaphylaxis", b"anaphylactic"))
    assert own_assistant.run("corpus", "prune").refuses(18, "record 1")
    trail.write_bytes(whole)
    assert {path.name for path in (own_assistant.home / "snapshots").glob("[0-9a-f]*")} == snapshots

    printed = own_assistant.does("corpus", "prune", "--by", "T").out
    event = json.loads(trail.read_text().splitlines()[-1])["content"]["event"]
    assert event == {"kind": "snapshot.pruned", "by": "T", "snapshots": dry["removed"]}
    assert "Removed 1 snapshot and" in printed and "recorded answers" in printed
    assert hospital.ask(QUESTION).status == "answered"
    gone = own_assistant.run("corpus", "rollback", dry["removed"][0])
    assert gone.refuses(13, "not kept any more")
    assert own_assistant.run("corpus", "snapshots", dry["removed"][0]).refuses(13, "not kept")

    settings.write_text("keep_snapshots = 1\nretention_days = 0\n")
    assert own_assistant.does("corpus", "prune", "--json").json["removed"] == [first]


def _edit(home, statement):
    with sqlite3.connect(home / "catalogue.sqlite") as connection:
        connection.execute(statement)


def _age(home):
    """Everything was built and published a year ago."""
    for manifest in (home / "snapshots").glob("*/manifest.json"):
        os.utime(manifest, (0, 0))
    pointer = home / "snapshots" / "published.json"
    history = [
        {**swap, "at": "2025-01-01T00:00:00+00:00"} for swap in json.loads(pointer.read_bytes())
    ]
    pointer.write_text(json.dumps(history))
