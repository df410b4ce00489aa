"""The catalogue as JSON and CSV, and back through the metadata CSV."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import Catalogue
from corpus.errors import StorageError
from corpus.export import export, write_folder
from corpus.intake import add_files
from corpus.library import Library
from corpus.metadata_csv import guarded, read_metadata_csv, unguarded
from tests.documents import protocol

TODAY = date(2026, 6, 1)
EVIL = '=HYPERLINK("http://example.org";"Dose")'


def add(home, files, **options):
    return add_files(files, Catalogue(home), Library(home), by="Curator", **options)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, version, day, title in (
        ("sepsis", "1", "2024-01-01", "Sepsis"),
        ("sepsis", "1.10", "2025-01-01", "Sepsis, second edition; µg"),
        ("fluids", "3", "2025-01-01", EVIL),
    ):
        file = folder / f"{name}-{day}.md"
        body = f"# {name}\n\nGive {version} L of saline."
        file.write_text(protocol(name, body, title="TITLE", version=version, effective=day).replace(
            "TITLE", json.dumps(title, ensure_ascii=False)))  # fmt: skip
    return folder


@pytest.fixture
def home(tmp_path, folder):
    home = tmp_path / "home"
    files = sorted(folder.iterdir())
    assert not add(home, files, approved_by="Committee").refused
    Catalogue(home).retire("fluids", "Dr Stop", "@SUM(A1) wrong dose", date(2026, 1, 1))
    return home


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_json_tells_every_version_with_its_state_and_every_event(home):
    [fluids, sepsis] = export(Catalogue(home), TODAY).to_json()["documents"]

    assert [version["version"] for version in sepsis["versions"]] == ["1", "1.10"]
    assert [version["status"] for version in sepsis["versions"]] == ["superseded", "approved"]
    assert [version["stage"] for version in sepsis["versions"]] == ["superseded", "effective"]
    [version] = fluids["versions"]
    assert version["retirement"] == {
        "on": "2026-01-01", "by": "Dr Stop", "reason": "@SUM(A1) wrong dose",
    }  # fmt: skip
    assert [one["by"] for one in version["approvals"]] == ["Committee"]
    assert [event["action"] for event in fluids["events"]] == ["added", "approved", "retired"]
    assert version["population"] == ["adult"] and version["effective"] == "2025-01-01"
    json.dumps([fluids, sepsis])


def test_the_tables_hold_every_version_and_event(home):
    tables = {name: rows(data) for name, data in export(Catalogue(home), TODAY).to_csv().items()}

    assert tables.keys() == {"versions.csv", "status.csv", "history.csv"}
    assert [(row["id"], row["version"], row["stage"]) for row in tables["status.csv"]] == [
        ("fluids", "3", "retired"), ("sepsis", "1", "superseded"), ("sepsis", "1.10", "effective"),
    ]  # fmt: skip
    assert len(tables["history.csv"]) == 7
    assert tables["history.csv"][-1]["document"] == "fluids"


def test_what_was_exported_describes_the_same_files_again(home, folder, tmp_path):
    """The files lose what they state; the table brings all of it back."""
    write_folder(tmp_path / "out", export(Catalogue(home), TODAY).to_csv())
    for file in folder.iterdir():
        file.write_text(file.read_text().split("---")[2])
    again = tmp_path / "again"
    table = read_metadata_csv(tmp_path / "out" / "versions.csv")
    intake = add(again, sorted(folder.iterdir()), table=table, folders=[folder])

    assert not intake.refused and not intake.unmatched
    assert [v.metadata for v in Catalogue(again).versions()] == [
        v.metadata for v in Catalogue(home).versions()
    ]


def test_files_of_one_name_are_told_apart_by_folders(tmp_path):
    folder, home = tmp_path / "documents", tmp_path / "home"
    for number in ("1", "2"):
        file = folder / f"sepsis@{number}" / "protocol.md"
        file.parent.mkdir(parents=True)
        file.write_text(protocol("sepsis", f"# S\n\nGive {number} L.", version=number))
        add(home, [file])
    write_folder(tmp_path / "out", export(Catalogue(home), TODAY).to_csv())
    table = read_metadata_csv(tmp_path / "out" / "versions.csv")

    assert set(table) == {"sepsis@1/protocol.md", "sepsis@2/protocol.md"}
    files = sorted(folder.rglob("*.md"))
    assert not add(tmp_path / "again", files, table=table, folders=[folder]).unmatched


def test_no_cell_begins_as_a_formula(home):
    tables = export(Catalogue(home), TODAY).to_csv()
    cells = [cell for data in tables.values() for row in rows(data) for cell in row.values()]

    assert f"'{EVIL}" in cells and "'@SUM(A1) wrong dose" in cells
    assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝＋－＠")]


@given(st.text(alphabet="'=+-@ ＝ab1\t\r\n", max_size=8))
def test_a_guarded_cell_comes_back_and_is_no_formula(cell):
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell).lstrip()[:1] not in {*"=+-@＝＋－＠"} - {""}


def test_an_empty_catalogue_exports_as_empty(tmp_path):
    found = export(Catalogue(tmp_path), TODAY)
    assert found.to_json() == {"documents": []}
    assert all(len(data.splitlines()) == 1 for data in found.to_csv().values())


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StorageError, match="not an empty folder"):
        write_folder(tmp_path, {"a.csv": b"a"})
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_is_written_whole_or_not_at_all(tmp_path):
    with pytest.raises(StorageError):
        write_folder(tmp_path / "out", {"a.csv": b"a", "x" * 300: b"b"})
    assert not list(tmp_path.iterdir())
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", {"a.csv": b"a"})
    assert (tmp_path / "out" / "a.csv").read_bytes() == b"a"
