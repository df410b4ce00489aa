"""The commands of `audit` and `feedback`, and the block of a release, from question to archive."""

import json

from assistant.audit import Trail
from assistant.feedback import report
from tests.documents import protocol
from tests.fakes.redactors import TrustingRedactor

QUESTION = "Adrenaline dose in adult anaphylaxis?"


def test_the_trail_is_anchored_pruned_and_proved(own_assistant, tmp_path):
    does, run = own_assistant.does, own_assistant.run
    answer = does("ask", QUESTION, "--json").json
    heads = tmp_path / "heads.txt"
    heads.write_text(does("audit", "head").out)
    number = does("audit", "head", "--json").json["number"]
    assert f"is in it: {number}" in does("audit", "verify", "--anchor", heads).out
    shown = does("audit", "show", str(number)).json
    assert shown["answer"]["id"] == answer["id"]
    assert does("audit", "show", answer["id"]).json == shown
    assert run("audit", "show", "9999").refuses(18, "no record 9999")
    assert run("audit", "verify", "--anchor", "nonsense").refuses(18, "NUMBER:DIGEST")

    trail = own_assistant.home / "audit" / "trail.jsonl"
    whole = trail.read_bytes()
    trail.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    assert run("audit", "verify").refuses(18, "its end was cut off")
    (own_assistant.home / ".trail.head").unlink()
    assert does("audit", "verify")
    assert run("audit", "verify", "--anchor", heads).refuses(18, "its end was cut off")
    trail.write_bytes(whole)

    assert run("audit", "prune").refuses(19, "audit_days is 0")
    (own_assistant.home / "settings.toml").write_text("audit_days = 1\n")
    assert "0 records" in does("audit", "prune", "--dry-run").out
    assert trail.read_bytes() == whole


def test_a_trail_that_is_removed_lifts_no_block_and_goes_on_only_when_it_is_said(
    own_assistant, tmp_path
):
    does, run = own_assistant.does, own_assistant.run
    does("corpus", "block", "--reason", "A dose is wrong", "--by", "Reviewer")
    (own_assistant.home / "audit" / "trail.jsonl").unlink()
    does("ask", QUESTION)
    (tmp_path / "two.md").write_text(protocol("two", "# Two\n\nGive saline 500 mL."))
    does("corpus", "add", tmp_path / "two.md", "--approved-by", "C")

    assert run("corpus", "publish").refuses(100, "removed or cut", "assistant audit resume")
    assert run("audit", "verify").refuses(18, "was written anew")
    does("audit", "resume", "--reason", "The disk of Mary Jones broke", "--by", "Ada")
    assert run("audit", "resume", "--reason", "again").refuses(18, "nothing is missing")
    assert run("corpus", "publish").refuses(100, "blocked by Ada", "taken away after", "<NAME>")
    does("corpus", "allow", "--reason", "nothing was open", "--by", "Reviewer")
    does("corpus", "publish")
    assert does("audit", "verify")
    kinds = [one["event"]["kind"] for one in
             does("audit", "list", "--kind", "trail", "--json").json]  # fmt: skip
    assert kinds == ["trail.resumed"]


def test_a_block_stops_publishing_and_neither_withdrawal_nor_rollback(own_assistant, tmp_path):
    does, run = own_assistant.does, own_assistant.run
    answer = does("ask", QUESTION, "--json").json
    said = report(
        Trail(own_assistant.home), TrustingRedactor(), answer["id"], "unsafe", "", "nurse"
    )
    assert [one["number"] for one in does("feedback", "list", "--json").json] == [said.number]
    (tmp_path / "two.md").write_text(protocol("two", "# Two\n\nGive saline 500 mL."))
    does("corpus", "add", tmp_path / "two.md", "--approved-by", "C")
    does("corpus", "block", "--reason", "A dose is wrong, says Mary Jones", "--by", "Reviewer")

    refused = run("corpus", "publish")
    assert refused.refuses(100, "blocked by Reviewer", "A dose is wrong, says <NAME>")
    assert does("ask", QUESTION, "--json").json["provenance"] == answer["provenance"]
    does("corpus", "retire", "two", "--by", "C", "--reason", "not needed")

    settled = does("feedback", "settle", str(said.number), "--note", "corrected", "--json").json
    assert settled["settlement"]["note"] == "corrected"
    assert "Nothing waits" in does("feedback", "list").out
    allowed = does("corpus", "allow", "--reason", "corrected", "--by", "Reviewer")
    assert "Lifted: the block by Reviewer on " in allowed.out
    published = does("corpus", "publish", "--json").json
    does("corpus", "rollback")
    listed = does("audit", "list", "--kind", "events", "--last", "5", "--json").json
    assert [one["event"]["kind"] for one in listed] == [
        "document.retired",
        "feedback.settled",
        "release.allowed",
        "snapshot.published",
        "snapshot.rolled_back",
    ]
    assert listed[3]["event"]["snapshot"] == published["snapshot"]
    assert json.dumps(listed).count("Mary") == 0
    table = does("audit", "list", "--kind", "release", "--by", "Reviewer").out
    assert "release.blocked" in table and "release.allowed" in table
