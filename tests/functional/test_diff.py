"""`corpus diff`, from files to what the approver reads."""

import pytest

from tests.documents import protocol
from tests.functional.conftest import CommandLine

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


WARD = "# Care\n\n" + "\n\n".join(f"Bed {n} of the ward is theirs." for n in range(40))
DRAFTS = [
    protocol("sepsis", CHANGED, version="2", review="2092-01-01"),
    protocol("other", BODY.replace("50 kg", "5 kg"), version="7"),
    protocol("care", WARD),
    protocol("care", WARD.replace("ward", "unit"), version="2"),
]


@pytest.fixture(scope="module")
def curator(tmp_path_factory):
    """The command line on a home with one version in force and some drafts: only look."""
    folder = tmp_path_factory.mktemp("written")
    curator = CommandLine(folder / "home")
    (folder / "now.md").write_text(protocol("sepsis", BODY, review="2091-01-01"))
    curator.does("corpus", "add", folder / "now.md", "--approved-by", "Dr Test")
    for number, draft in enumerate(DRAFTS):
        (folder / f"draft-{number}.md").write_text(draft)
    curator.does("corpus", "add", *folder.glob("draft-*.md"))
    return curator


def test_the_draft_is_compared_with_what_is_in_force_the_dose_first(curator):
    out = curator.does("corpus", "diff", "sepsis").out
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


def test_versions_are_named_in_every_way(curator):
    ways = (["sepsis"], ["sepsis", "2"], ["sepsis", "1", "2"], ["sepsis@1", "sepsis@2"])
    records = [curator.does("corpus", "diff", *way, "--json").json for way in ways]
    assert all(record == records[0] for record in records)
    first = records[0]["changes"][0]
    assert (first["kind"], first["aspect"]) == ("changed", "quantity")
    [edit] = first["edits"]
    assert first["after"]["reading"][slice(*edit["after"])] == "12"
    backwards = curator.does("corpus", "diff", "sepsis", "2", "1", "--json").json
    assert backwards["before"]["version"] == "2"


def test_identical_texts_say_so(curator):
    assert "The texts are identical." in curator.does("corpus", "diff", "sepsis", "1", "1").out


def test_many_changes_of_wording_are_counted_unless_asked_for(curator):
    short = curator.does("corpus", "diff", "care", "1", "2").out
    assert "40 changes of mere wording or order are not listed" in short
    assert "{+unit+}" not in short
    assert curator.does("corpus", "diff", "care", "1", "2", "--all").out.count("{+unit+}") == 40


def test_two_documents_are_compared_when_both_are_named(curator):
    record = curator.does("corpus", "diff", "sepsis@1", "other@7", "--json").json
    assert record["counts"]["changed"] == 1
    assert {change["key"] for change in record["metadata"]} >= {"id", "version"}


def test_what_is_not_there_is_said_in_one_sentence(curator):
    assert curator.run("corpus", "diff", "other").refuses(12, "other@7", "only version")
    assert curator.run("corpus", "diff", "sepsis@1", "nowhere@1").refuses(12, "nowhere")
    assert curator.run("corpus", "diff", "sepsis", "9").refuses(12, "'9'", "1, 2")
    assert curator.run("corpus", "diff", "sepsis@1", "sepsis@2", "3").code == 2
