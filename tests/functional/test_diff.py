"""`corpus diff`, from files to what the approver reads."""

import pytest

from tests.documents import protocol

BODY = """# Sepsis

## Antibiotics

Give co-amoxiclav 1.2 g IV every 8 hours. Do not delay it for a scan.

| Weight | Fluid |
| --- | --- |
| 50 kg | 500 mL |
| 70 kg | 700 mL |

## Discharge

Write to the practice.
"""
CHANGED = (
    BODY.replace("1.2 g", "12 g").replace("Do not delay", "Delay").replace("Write", "Send a letter")
)


@pytest.fixture
def sepsis(assistant, tmp_path):
    """The command line on a home with version 1 in force and version 2 as a draft."""
    for number, body, *approval in (("1", BODY, "--approved-by", "Dr Test"), ("2", CHANGED)):
        file = tmp_path / number / "sepsis.md"
        file.parent.mkdir()
        file.write_text(protocol("sepsis", body, version=number, review=f"209{number}-01-01"))
        assistant.does("corpus", "add", file, *approval)
    return assistant


def test_the_draft_is_compared_with_what_is_in_force_the_dose_first(sepsis):
    out = sepsis.does("corpus", "diff", "sepsis").out
    assert "Before: sepsis@1" in out and "After:  sepsis@2" in out
    assert "review: 2091-01-01 → 2092-01-01" in out
    lines = [line.strip() for line in out.splitlines()]
    dose = lines.index("+ Give co-amoxiclav {+12+} g IV every 8 hours.")
    assert lines[dose - 1] == "- Give co-amoxiclav [-1.2-] g IV every 8 hours."
    assert lines[dose - 2] == "Sepsis › Antibiotics"
    negation = lines.index("- [-Do not delay-] it for a scan.")
    wording = lines.index("- [-Write-] to the practice.")
    assert dose < negation < wording
    assert lines[-1].startswith("3 changed, 0 removed, 0 added, 0 moved, ")
    assert lines[-1].endswith("2 may change a treatment.")


def test_versions_are_named_in_every_way(sepsis):
    ways = (["sepsis"], ["sepsis", "2"], ["sepsis", "1", "2"], ["sepsis@1", "sepsis@2"])
    records = [sepsis.does("corpus", "diff", *way, "--json").json for way in ways]
    assert all(record == records[0] for record in records)
    first = records[0]["changes"][0]
    assert (first["kind"], first["aspect"]) == ("changed", "quantity")
    [edit] = first["edits"]
    assert first["after"]["reading"][slice(*edit["after"])] == "12"
    backwards = sepsis.does("corpus", "diff", "sepsis", "2", "1", "--json").json
    assert backwards["before"]["version"] == "2"


def test_identical_texts_say_so(sepsis):
    assert "The texts are identical." in sepsis.does("corpus", "diff", "sepsis", "1", "1").out


def test_many_changes_of_wording_are_counted_unless_asked_for(assistant, tmp_path):
    for number, word in (("1", "ward"), ("2", "unit")):
        body = "# Care\n\n" + "\n\n".join(f"Bed {n} of the {word} is theirs." for n in range(40))
        file = tmp_path / number / "care.md"
        file.parent.mkdir()
        file.write_text(protocol("care", body, version=number))
        assistant.does("corpus", "add", file)
    short = assistant.does("corpus", "diff", "care", "1", "2").out
    assert "40 changes of mere wording or order are not listed" in short
    assert "{+unit+}" not in short
    assert assistant.does("corpus", "diff", "care", "1", "2", "--all").out.count("{+unit+}") == 40


def test_two_documents_are_compared_when_both_are_named(sepsis, tmp_path):
    other = tmp_path / "other.md"
    other.write_text(protocol("other", BODY.replace("50 kg", "5 kg"), version="7"))
    sepsis.does("corpus", "add", other)
    record = sepsis.does("corpus", "diff", "sepsis@1", "other@7", "--json").json
    assert record["counts"]["changed"] == 1
    assert {change["key"] for change in record["metadata"]} >= {"id", "version"}


def test_what_is_not_there_is_said_in_one_sentence(sepsis, tmp_path):
    alone = tmp_path / "alone.md"
    alone.write_text(protocol("alone", BODY))
    sepsis.does("corpus", "add", alone)
    assert sepsis.run("corpus", "diff", "alone").refuses(12, "alone@1", "only version")
    assert sepsis.run("corpus", "diff", "sepsis@1", "nowhere@1").refuses(12, "nowhere")
    assert sepsis.run("corpus", "diff", "sepsis", "9").refuses(12, "'9'", "1, 2")
    assert sepsis.run("corpus", "diff", "sepsis@1", "sepsis@2", "3").code == 2
