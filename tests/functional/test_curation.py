"""The commands of `corpus`, `audit` and `doctor`, from the first file to a withdrawal."""

import json
import re
from datetime import date, timedelta

from tests.documents import DEMONSTRATION, DRAFT, protocol

ANAPHYLAXIS = DEMONSTRATION / "approved" / "anaphylaxis-adult.md"
QUESTION = "How much crystalloid for shock in adult anaphylaxis?"


def test_a_document_lives_from_file_to_withdrawal(assistant, tmp_path):
    """Added as a draft, approved, published, asked, published again, rolled back, retired."""
    does = assistant.does
    added = does("corpus", "add", ANAPHYLAXIS, "--json").json
    assert [one["key"] for one in added["added"]] == ["anaphylaxis-adult@2"]
    assert does("corpus", "list", "--json").json[0]["status"] == "draft"

    does("corpus", "approve", "anaphylaxis-adult", "--by", "Dr Test")
    first = does("corpus", "publish", "--json").json
    assert first["changed"] and first["embedded"] == first["passages"] > 0
    again = does("corpus", "publish", "--json").json
    assert again == {**first, "changed": False, "embedded": 0}

    before = does("ask", QUESTION, "--json").json
    assert before["status"] == "answered"

    other = tmp_path / "other.md"
    other.write_text(protocol("other", "# Other\n\nGive saline 0.9% 500 mL."))
    does("corpus", "add", other, "--approved-by", "Committee")
    second = does("corpus", "publish", "--json").json
    assert second["embedded"] == 1 and second["snapshot"] != first["snapshot"]
    snapshots = does("corpus", "snapshots", "--json").json
    assert {row["snapshot"]: row["published"] for row in snapshots} == {
        first["snapshot"]: False,
        second["snapshot"]: True,
    }

    assert first["snapshot"] in does("corpus", "rollback").out
    after = does("ask", QUESTION, "--json").json
    for answer in (before, after):
        del answer["id"], answer["timings_ms"]
    assert json.dumps(after) == json.dumps(before)

    does("corpus", "retire", "anaphylaxis-adult", "--by", "Dr Test", "--reason", "outdated")
    assert does("ask", QUESTION, "--json").json["status"] == "refused"
    shown = does("corpus", "show", "anaphylaxis-adult", "--json").json
    assert shown["status"] == "retired" and shown["retired_reason"] == "outdated"
    assert [event["action"] for event in shown["events"]] == ["added", "approved", "retired"]

    records = does("audit", "list", "--json").json
    assert [record["answer"]["status"] for record in records] == [
        "answered",
        "answered",
        "refused",
    ]
    done = [
        record["event"]["kind"]
        for record in does("audit", "list", "--kind", "events", "--json").json
    ]
    assert done == [
        "document.added",
        "document.approved",
        "snapshot.published",
        "document.added",
        "document.approved",
        "snapshot.published",
        "snapshot.rolled_back",
        "document.retired",
    ]
    assert "11 records" in does("audit", "verify").out
    assert does("audit", "replay", records[2]["answer"]["id"], "--json").json["same"]
    assert assistant.run("audit", "replay", records[0]["answer"]["id"]).refuses(18, "retired")


def test_the_same_bytes_twice_are_known(assistant, tmp_path):
    copy = tmp_path / "copy of it.md"
    copy.write_bytes(ANAPHYLAXIS.read_bytes())
    assistant.does("corpus", "add", ANAPHYLAXIS)

    added = assistant.does("corpus", "add", ANAPHYLAXIS, copy, "--json").json

    assert not added["added"] and not added["refused"]
    assert len(added["known"]) == 2


def test_other_content_under_a_known_version_is_refused(assistant, tmp_path):
    assistant.does("corpus", "add", ANAPHYLAXIS)
    changed = tmp_path / "anaphylaxis-adult.md"
    changed.write_text(ANAPHYLAXIS.read_text().replace("500 micrograms", "900 micrograms"))
    other = tmp_path / "other.md"
    other.write_text(ANAPHYLAXIS.read_text().replace("500 micrograms", "700 micrograms"))

    amended = assistant.does("corpus", "add", changed, "--approved-by", "C", "--json").json
    assert [one["key"] for one in amended["amended"]] == ["anaphylaxis-adult@2"]
    finished = assistant.run("corpus", "add", other)

    assert finished.code == 12
    assert "give the new content a new version" in finished.err
    assert "900 micrograms" in assistant.does("corpus", "text", "anaphylaxis-adult").out


def test_an_answer_is_replayed_after_a_review_and_a_new_version(assistant, tmp_path):
    body = "# Quarry fever\n\nGive vedolimab {} mg for quarry fever in adults."
    today, yesterday = date.today(), date.today() - timedelta(days=1)
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text(protocol("quarry", body.format(300)))
    two.write_text(protocol("quarry", body.format(600), version="2", effective=str(today)))
    does = assistant.does
    does("corpus", "add", one, "--approved-by", "C")
    does("corpus", "publish")
    asked = ("ask", "What dose of vedolimab for quarry fever?", "--as-of", yesterday, "--json")
    answer = does(*asked).json
    assert answer["status"] == "answered"

    does("corpus", "review", "quarry", "--by", "Dr Test", "--until", "2101-01-01")
    assert does("audit", "replay", answer["id"], "--json").json["same"]
    does("corpus", "add", two, "--approved-by", "C")
    does("corpus", "publish")
    assert does("audit", "replay", answer["id"], "--json").json["same"]


def test_an_approver_is_told_what_else_the_version_ends(assistant, tmp_path):
    def approve(name, **stated):
        file = tmp_path / f"{name}.md"
        content = protocol(name, f"# {name}\n\nGive saline 500 mL for {name}.")
        lines = "".join(f"{key}: {value}\n" for key, value in stated.items())
        file.write_text(content.replace("type: protocol\n", f"type: protocol\n{lines}"))
        assistant.does("corpus", "add", file)
        return assistant.does("corpus", "approve", name, "--by", "Dr Test").err

    assert not approve("old")
    assert "supersedes old too" in approve("new", supersedes="old; newer")
    assert "no document 'odl'" in approve("other", supersedes="odl")
    assert "never in force" in approve("newer")
    shown = assistant.does("corpus", "list", "--json").json
    assert [one["id"] for one in shown if one["stage"] == "effective"] == ["new", "other"]


def test_without_a_version_the_only_draft_is_approved(assistant, tmp_path):
    file = tmp_path / "one.md"
    for version in "123":
        file.write_text(protocol("one", f"# One\n\nGive saline {version} L.", version=version))
        assistant.does("corpus", "add", file, *(["--approved-by", "C"] if version == "1" else []))

    several = assistant.run("corpus", "approve", "one", "--by", "Dr Test")
    assert several.refuses(12, "one@2, one@3")
    assistant.does("corpus", "approve", "one@2", "--by", "Dr Test")
    assert "one@3" in assistant.does("corpus", "approve", "one", "--by", "Dr Test").out
    assert assistant.run("corpus", "approve", "one", "--by", "Dr Test").refuses(12, "no draft")


def test_rows_and_files_left_over_are_named_in_one_line_each(assistant, tmp_path):
    folder = tmp_path / "documents"
    (folder / "ward").mkdir(parents=True)
    (folder / "ward" / "one.md").write_text("# One\n\nGive saline 500 mL.")
    for name in ("README.md", "LICENSE"):
        (folder / name).write_text("about")
    table = folder / "metadata.csv"
    table.write_text("file,owner\nward/one.md,Ward 5\ntwo.md,Ward 6\nthree.md,Ward 7\n")

    finished = assistant.does("corpus", "add", folder, "--metadata", table)
    lines = finished.err.splitlines()

    assert [line for line in lines if "two.md" in line and "three.md" in line]
    assert [line for line in lines if "README.md" in line and "LICENSE" in line]
    assert "metadata.csv" not in finished.err
    assert assistant.does("corpus", "list", "--json").json[0]["owner"] == "Ward 5"


def test_a_damaged_snapshot_is_listed_as_damaged(own_assistant):
    [row] = own_assistant.does("corpus", "snapshots", "--json").json
    assert row["damaged"] is False and row["passages"] > 0
    (own_assistant.home / "snapshots" / row["snapshot"] / "manifest.json").write_text("{")

    [row] = own_assistant.does("corpus", "snapshots", "--json").json
    assert row["damaged"] is True
    assert "damaged" in own_assistant.does("corpus", "snapshots").out


def test_a_damaged_pointer_is_mended_by_publishing(own_assistant):
    (own_assistant.home / "snapshots" / "published.json").write_text("[{")
    assert own_assistant.run("ask", QUESTION).refuses(13, "corpus publish")

    assert own_assistant.does("corpus", "publish", "--json").json["embedded"] == 0
    assert own_assistant.does("ask", QUESTION, "--json").json["status"] == "answered"


def test_what_is_listed_shown_and_checked(shared_assistant):
    listed = shared_assistant.does("corpus", "list", "--json").json
    statuses = {f"{one['id']}@{one['version']}": one["status"] for one in listed}

    assert statuses["adult-sepsis@2"] == "superseded"
    assert statuses["adult-sepsis@3"] == "approved"
    assert statuses["digoxin-loading@1"] == "retired"
    assert statuses["delirium@0.3"] == "draft"
    checked = shared_assistant.does("corpus", "verify", "--json").json
    proof = checked.pop("proof")
    assert checked == {"versions": len(listed), "snapshots": 1, "faults": []}
    assert proof["withdrawn"] == ["adult-sepsis@2", "digoxin-loading@1", "snakebite@1"]
    assert proof["probes"] == proof["passages"] >= 3


def test_the_doctor_says_that_all_is_well(shared_assistant):
    findings = shared_assistant.does("doctor", "--json").json

    assert all(set(finding) == {"ok", "finding"} for finding in findings.values())
    assert all(finding["ok"] for finding in findings.values())


def test_the_trail_is_exported_whole(own_assistant):
    exported = own_assistant.does("audit", "export").out.encode()
    trail = own_assistant.home / "audit" / "trail.jsonl"

    assert exported == (trail.read_bytes() if trail.exists() else b"")


def test_what_is_not_there_is_named(shared_assistant):
    for arguments, code in (
        (["corpus", "show", "nope"], 12),
        (["corpus", "text", "anaphylaxis-adult@9"], 12),
        (["corpus", "rollback", "0123456789abcdef"], 13),
        (["corpus", "rollback", "../../etc"], 13),
        (["audit", "replay", "nope"], 18),
        (["ask", "adrenaline dose", "--generator", "generator"], 19),
    ):
        assert shared_assistant.run(*arguments).refuses(code, arguments[-1].partition("@")[0])


def test_an_approval_needs_a_name(own_assistant):
    assert own_assistant.run("corpus", "approve", "delirium", "--by", " ").refuses(11, "--by")
    assert own_assistant.does("corpus", "show", "delirium", "--json").json["status"] == "draft"


def test_missing_metadata_is_asked_for_in_one_message(assistant, tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\nGive saline 500 mL for {name}.")
    finished = assistant.does("corpus", "add", tmp_path / "one.md", tmp_path / "two.md")

    assert len(re.findall("Metadata is missing", finished.err)) == 1
    assert "(2 documents)" in finished.err


def test_the_draft_of_the_demonstration_is_added_as_a_draft(assistant):
    assistant.does("corpus", "add", DRAFT)

    assert assistant.run("corpus", "publish").refuses(12, "approve")
