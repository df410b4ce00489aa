"""Bulk import with a metadata CSV, and `corpus export`, from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.documents import protocol

COLUMNS = "file,id,title,version,owner,type,specialty,population,effective,review,source,licence"


@pytest.fixture
def folder(tmp_path):
    """Three files that state nothing themselves."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("fluids", "oxygen", "sepsis"):
        (folder / f"{name}.md").write_text(f"# {name.title()}\n\nGive {name}.")
    return folder


def table(folder, *rows, columns=COLUMNS):
    path = folder.parent / "table.csv"
    path.write_text("\n".join([columns, *rows]) + "\n")
    return path


def row(file, id, version="1", effective="2025-01-01", review="2030-01-01"):
    return f"{file},{id},Title of {id},{version},Me,policy,any,adult,{effective},{review},mine,MIT"


GOOD = [row("fluids.md", "fluids"), row("oxygen.md", "oxygen"), row("sepsis.md", "sepsis")]


@pytest.mark.parametrize(
    ("rows", "columns", "words"),
    [
        (["Sepsis,Me"], "title,owner", ["line 1", "neither a column file nor a column id"]),
        (["a.md;Sepsis"], "file;title", ["line 1", "separated by commas"]),
        ([*GOOD, row("sepsis.md", "other")], COLUMNS, ["line 5", "already stands on line 4"]),
        ([*GOOD, row("./sepsis.md", "other")], COLUMNS, ["line 5", "already stands on line 4"]),
        ([*GOOD, row("x/../sepsis.md", "other")], COLUMNS, ["line 5", "stands on line 4"]),
        (
            [*GOOD, row("documents/sepsis.md", "other")],
            COLUMNS,
            ["two rows name the file 'sepsis.md'", "table.csv, line 4", "table.csv, line 5"],
        ),
        (
            [*GOOD, row("more.md", "sepsis")],
            COLUMNS,
            ["line 5", "document 'sepsis' with version '1' already stands on line 4"],
        ),
        (
            [row("fluids.md", "same", ""), row("sepsis.md", "same", "")],
            COLUMNS,
            ["line 3", "document 'same' with no version already stands on line 2"],
        ),
        ([row("", "sepsis"), row("", "sepsis", "2")], COLUMNS, ["line 3", "stands on line 2"]),
    ],
    ids=[
        "columns missing", "semicolons", "one file twice", "in two spellings", "by a detour",
        "with and without its folder", "one version twice", "no version twice", "one id twice",
    ],
)  # fmt: skip
def test_a_table_that_contradicts_itself_changes_nothing(assistant, folder, rows, columns, words):
    path = table(folder, *rows, columns=columns)
    finished = assistant.run("corpus", "add", "documents", "--metadata", path, cwd=folder.parent)

    assert finished.refuses(11, *words)
    assert assistant.does("corpus", "list", "--json").json == []
    assert not (assistant.home / "library").exists()


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (("01/02/2025", "2030-01-01"), "effective '01/02/2025' is not an ISO 8601 date"),
        (("2025-02-30", "2030-01-01"), "effective '2025-02-30' is not an ISO 8601 date"),
        (("2025-01-01", "2024-12-31"), "review 2024-12-31 is not after effective 2025-01-01"),
        (("2025-01-01", "2025-01-01"), "review 2025-01-01 is not after effective 2025-01-01"),
    ],
)
def test_dates_that_cannot_be_are_refused_with_their_line(assistant, folder, dates, words):
    path = table(folder, row("sepsis.md", "sepsis", "1", *dates))
    file = folder / "sepsis.md"

    finished = assistant.run("corpus", "add", file, "--metadata", path)

    assert finished.refuses(11, words, "table.csv, line 2")
    assert assistant.does("corpus", "list", "--json").json == []


def test_one_wrong_row_of_many_keeps_only_its_file_out(assistant, folder):
    path = table(folder, GOOD[0], row("oxygen.md", "oxygen", "1", "31.12.2025"), GOOD[2])
    finished = assistant.does("corpus", "add", folder, "--metadata", path)

    [complaint] = [line for line in finished.err.splitlines() if "not added" in line]
    assert "oxygen.md: not added" in complaint and "'31.12.2025'" in complaint
    assert complaint.endswith("(its row: table.csv, line 3)")
    assert "2 draft versions added" in finished.out and "1 refused" in finished.out
    assert [one["id"] for one in assistant.does("corpus", "list", "--json").json] == [
        "fluids", "sepsis",
    ]  # fmt: skip


def test_a_fault_of_the_file_is_not_blamed_on_the_table(assistant, folder):
    (folder / "sepsis.md").write_text("\0\1\2" * 50)
    path = table(folder, *GOOD)
    finished = assistant.does("corpus", "add", folder, "--metadata", path)

    [complaint] = [line for line in finished.err.splitlines() if "not added" in line]
    assert "sepsis.md" in complaint and "its row" not in complaint


def test_two_files_for_one_version_leave_the_first_as_it_was(assistant, folder):
    """Without this the second would silently take the place of the first as the draft."""
    for name in ("fluids", "sepsis"):
        (folder / f"{name}.md").write_text(protocol("same", f"# Same\n\nGive {name}."))
    added = assistant.does("corpus", "add", folder / "fluids.md", folder / "sepsis.md", "--json")

    assert [one["key"] for one in added.json["added"]] == ["same@1"]
    [refused] = added.json["refused"]
    assert "sepsis.md would be same@1, and so is fluids.md" in refused["reason"]
    assert "Give fluids." in assistant.does("corpus", "text", "same").out


@pytest.fixture
def exporting(assistant, folder):
    """A home with three approved documents, one of them withdrawn for a reason like a formula."""
    path = table(folder, *GOOD)
    assistant.does("corpus", "add", folder, "--metadata", path, "--approved-by", "Committee")
    reason = "=cmd|' /C calc'!A0"
    assistant.does("corpus", "retire", "oxygen", "--by", "Dr Stop", "--reason", reason)
    return assistant


def test_the_catalogue_is_exported_as_json(exporting, tmp_path):
    printed = exporting.does("corpus", "export").json
    [oxygen] = [one for one in printed["documents"] if one["id"] == "oxygen"]

    assert len(printed["documents"]) == 3
    assert oxygen["versions"][0]["retirement"]["reason"] == "=cmd|' /C calc'!A0"
    assert [event["action"] for event in oxygen["events"]] == ["added", "approved", "retired"]

    file = tmp_path / "out" / "catalogue.json"
    said = exporting.does("corpus", "export", "--file", file).out
    assert said == f"3 documents, 3 versions, 7 events written to {file}.\n"
    assert json.loads(file.read_text()) == printed
    assert [path.name for path in file.parent.iterdir()] == ["catalogue.json"]


def test_the_catalogue_is_exported_as_csv_and_read_again(exporting, folder, tmp_path):
    out = tmp_path / "out"
    summary = exporting.does("corpus", "export", "--csv", out, "--json").json
    assert (summary["versions"], summary["events"], len(summary["files"])) == (3, 7, 3)
    history = (out / "history.csv").read_text("utf-8-sig")
    details = [one["detail"] for one in csv.DictReader(io.StringIO(history))]
    assert "'=cmd|' /C calc'!A0" in details

    again = type(exporting)(tmp_path / "again")
    again.does("corpus", "add", folder, "--metadata", out / "versions.csv")
    for one in ("title", "effective", "review", "population", "owner"):
        assert [row[one] for row in again.does("corpus", "list", "--json").json] == [
            row[one] for row in exporting.does("corpus", "list", "--json").json
        ]

    assert exporting.run("corpus", "export", "--csv", out).refuses(17, "not an empty folder")
    assert exporting.run("corpus", "export", "--file", out).refuses(17, str(out))


@pytest.fixture
def reading(assistant):
    """A home whose settings name readers, which stand among the tests."""
    pytest.importorskip("llama_index.core", reason="the extra `readers` is not installed")
    assistant.home.mkdir()
    names = {"whole": "WholeReader", "failing": "FailingReader", "talking": "TalkingReader"}
    lines = [f'{name} = "tests.fakes.readers.{one}"' for name, one in names.items()]
    (assistant.home / "settings.toml").write_text("\n".join(["[readers]", *lines]))
    root = str(Path(__file__).parents[2])
    return type(assistant)(assistant.home, {"PYTHONPATH": root})


def test_files_of_any_kind_come_in_through_a_reader_of_the_settings(reading, tmp_path):
    file = tmp_path / "sepsis.odt"
    file.write_text(protocol("sepsis", "# Sepsis\n\n## Fluid\n\nGive **30 mL/kg**."))
    added = reading.does("corpus", "add", file, "--reader", "talking", "--json").json

    assert [one["key"] for one in added["added"]] == ["sepsis@1"]
    shown = reading.does("corpus", "show", "sepsis", "--json").json
    assert shown["problems"] == [
        "read by tests.fakes.readers.TalkingReader: compare its text with the file"
    ]
    assert reading.does("corpus", "text", "sepsis").out == "Sepsis\n\nFluid\n\nGive 30 mL/kg.\n"
    kept = reading.home / "library" / "sources" / shown["source_sha256"]
    assert kept.read_bytes() == file.read_bytes()


def test_a_reader_that_fails_on_one_file_keeps_only_that_one_out(reading, tmp_path):
    for name in ("bad", "good"):
        (tmp_path / f"{name}.odt").write_text(f"This is {name}.")
    files = sorted(tmp_path.glob("*.odt"))
    added = reading.does("corpus", "add", *files, "--reader", "failing", "--json").json

    assert [one["key"] for one in added["added"]] == ["good@1"]
    [refused] = added["refused"]
    assert refused["reason"].startswith("bad.odt: the reader failing failed (ValueError: cannot")
    assert reading.run("corpus", "add", files[0], "--reader", "failing").code == 10


def test_a_reader_that_the_settings_do_not_name_is_refused(reading, tmp_path):
    file = tmp_path / "a.odt"
    file.write_text("Give oxygen.")
    assert reading.run("corpus", "add", file, "--reader", "word").refuses(
        19, "no reader 'word'", "failing, talking, whole", "[readers] in settings.toml"
    )
    assert reading.does("corpus", "list", "--json").json == []


def test_a_csv_alone_brings_in_the_files_it_names(assistant, folder):
    path = table(folder, row("documents/sepsis.md", "sepsis"))
    added = assistant.does("corpus", "add", "--metadata", path, "--json").json
    assert [one["key"] for one in added["added"]] == ["sepsis@1"]
    assert added["unmatched"] == []

    path = table(folder, row("gone.md", "gone"))
    assert assistant.run("corpus", "add", "--metadata", path).refuses(
        11, "gone.md", "its own folder"
    )
    assert assistant.run("corpus", "add").code == 2
