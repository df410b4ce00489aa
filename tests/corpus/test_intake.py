"""What becomes of the files of one `add`."""

import os
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError, DocumentError, MetadataError, StorageError
from corpus.finding import find_files
from corpus.intake import add_files
from corpus.library import Library
from tests.documents import protocol


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


def add(home, files, **options):
    return add_files(files, Catalogue(home), Library(home), by="T", **options)


def test_files_are_found_in_a_stable_order_without_what_is_no_document(folder):
    for name in ("b.md", "a.md", "README.md", "LICENSE", ".hidden.md", "metadata.csv", ".git/c.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")

    assert [path.name for path in find_files([folder])] == ["a.md", "b.md"]
    assert find_files([folder / "README.md"]) == [folder / "README.md"]
    assert find_files([folder / "a.md", folder]) == [folder / "a.md", folder / "b.md"]


def test_what_is_left_out_of_a_folder_is_reported(folder):
    for name in ("a.md", "README.md", "LICENSE", "Notice.pdf"):
        (folder / name).write_text("x")
    (folder / "link.md").symlink_to(folder / "nowhere")
    left_out = {}
    found = find_files([folder], lambda path, reason: left_out.update({path.name: reason}))

    assert [path.name for path in found] == ["Notice.pdf", "a.md"]
    assert set(left_out) == {"README.md", "LICENSE", "link.md"}
    assert left_out["README.md"] == left_out["LICENSE"] == ""
    assert "link" in left_out["link.md"]


def test_a_file_in_a_folder_that_cannot_be_searched_is_reported(folder, monkeypatch):
    for name in ("a.md", "locked.md"):
        (folder / name).write_text("x")
    is_file = Path.is_file

    def guarded(path):
        if path.name == "locked.md":
            raise PermissionError(13, "Permission denied", str(path))
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", guarded)
    left_out = []

    assert find_files([folder], lambda path, reason: left_out.append(path)) == [folder / "a.md"]
    assert left_out == [folder / "locked.md"]


def test_a_folder_that_cannot_be_read_is_reported(folder, monkeypatch):
    (folder / "a.md").write_text("x")
    (folder / "locked").mkdir()
    scandir = os.scandir

    def guarded(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    left_out = []
    found = find_files([folder], lambda path, reason: left_out.append((path, reason)))

    assert found == [folder / "a.md"]
    assert left_out == [(folder / "locked", "cannot be read (Permission denied): check its rights")]
    with pytest.raises(DocumentError, match="locked cannot be read"):
        find_files([folder / "locked"])


@pytest.mark.parametrize("name", ["missing", "."])
def test_no_documents_is_an_error_that_names_the_path(folder, name):
    with pytest.raises(DocumentError, match=str(folder)):
        find_files([folder / name])


def test_a_link_to_nowhere_is_named(folder):
    (folder / "link.md").symlink_to(folder / "nowhere")
    with pytest.raises(DocumentError, match=r"link\.md"):
        find_files([folder / "link.md"])


def test_metadata_of_the_table_stands_over_the_files_own(tmp_path, folder):
    (folder / "a.md").write_text(protocol("a", "# A\n\nGive saline 500 mL."))
    table = {"a.md": {"title": "From the table", "version": "7"}}
    intake = add(tmp_path / "home", [folder / "a.md"], table=table, approved_by="C")

    assert [one.key for one in intake.added] == ["a@7"]
    [version] = Catalogue(tmp_path / "home").versions()
    assert version.metadata.title == "From the table"
    assert version.approved_by == "C"


def test_metadata_by_id_and_defaults_fill_the_rest(tmp_path, folder):
    (folder / "plain.md").write_text("# Plain\n\nGive saline 500 mL.")
    intake = add(
        tmp_path / "home",
        [folder / "plain.md"],
        table={"plain": {"owner": "Ward 5"}},
        defaults={"site": "all", "owner": "nobody"},
    )
    [version] = Catalogue(tmp_path / "home").versions()

    assert version.metadata.owner == "Ward 5"
    assert version.metadata.site == ("all",)
    assert "site" not in intake.added[0].missing and "licence" in intake.added[0].missing


def test_files_of_one_name_in_two_folders_have_two_ids(tmp_path, folder):
    for name in ("sepsis", "asthma"):
        (folder / name).mkdir()
        (folder / name / "index.md").write_text(f"# {name}\n\nGive saline for {name}.")
    intake = add(tmp_path / "home", find_files([folder]))

    assert len({one.key for one in intake.added}) == 2


def test_a_bad_file_does_not_stop_the_others(tmp_path, folder):
    (folder / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "b.md").write_text("# B\n\nGive saline 500 mL.")
    (folder / "c.md").write_text((folder / "b.md").read_text())
    intake = add(tmp_path / "home", find_files([folder]))

    assert [one.file.name for one in intake.refused] == ["a.pdf"]
    assert [one.file.name for one in intake.added] == ["b.md"]
    assert [one.file.name for one in intake.known] == ["c.md"]


PLAIN = "# Plain\n\nGive saline 500 mL."


@pytest.fixture
def plain(folder):
    file = folder / "plain.md"
    file.write_text(PLAIN)
    return file


def only(home):
    [version] = Catalogue(home).versions()
    return version


def actions(home):
    return [event["action"] for event in Catalogue(home).events("plain")]


def test_the_metadata_of_a_draft_is_corrected_by_adding_it_again(tmp_path, plain):
    home = tmp_path / "home"
    add(home, [plain], table={"plain.md": {"owner": "Wrong", "licence": "CC0"}})
    intake = add(home, [plain], table={"plain.md": {"owner": "Ward 5"}})

    assert [one.key for one in intake.amended] == ["plain@1"] and not intake.known
    assert (only(home).metadata.owner, only(home).metadata.licence) == ("Ward 5", "CC0")
    assert actions(home) == ["added", "amended"]
    assert Catalogue(home).events("plain")[1]["detail"] == "owner"


def test_adding_the_same_file_again_without_its_table_loses_nothing(tmp_path, plain):
    add(tmp_path / "home", [plain], table={"plain.md": {"owner": "Ward 5"}})
    intake = add(tmp_path / "home", [plain], defaults={"population": "adult"})
    assert [one.key for one in intake.amended] == ["plain@1"]
    assert len(add(tmp_path / "home", [plain]).known) == 1

    assert only(tmp_path / "home").metadata.owner == "Ward 5"
    assert only(tmp_path / "home").metadata.population == ("adult",)


def test_the_text_of_a_draft_is_corrected_by_adding_it_again(tmp_path, plain):
    home = tmp_path / "home"
    add(home, [plain])
    plain.write_text(PLAIN.replace("500", "250"))
    assert [one.key for one in add(home, [plain]).amended] == ["plain@1"]

    assert "250 mL" in Library(home).text(only(home).text_sha256).content


def test_a_known_draft_is_approved_by_adding_it_approved(tmp_path, plain):
    home = tmp_path / "home"
    add(home, [plain])
    add(home, [plain], approved_by="Committee")
    assert only(home).approved_by == "Committee"
    assert actions(home) == ["added", "approved"]
    assert len(add(home, [plain], approved_by="Committee").known) == 1
    assert actions(home) == ["added", "approved"]


def test_an_approved_version_is_not_corrected(tmp_path, plain):
    home = tmp_path / "home"
    add(home, [plain], approved_by="Committee")
    before = only(home)
    [refused] = add(home, [plain], table={"plain.md": {"owner": "Ward 5"}}).refused
    assert "a new version" in refused.reason and refused.error is CatalogueError
    plain.write_text(PLAIN.replace("500", "250"))
    [refused] = add(home, [plain]).refused
    assert "a new version" in refused.reason

    assert only(home) == before


def test_what_was_withdrawn_comes_back_under_a_new_version_only(tmp_path, plain):
    home = tmp_path / "home"
    add(home, [plain], approved_by="Committee")
    version = only(home)
    Catalogue(home).retire("plain", "T", "doubts", version.effective)

    assert add(home, [plain], approved_by="Committee").known
    again = add(home, [plain], defaults={"version": "2"})
    assert [one.key for one in again.added] == ["plain@2"]


def test_adding_a_document_again_repairs_its_damaged_text(tmp_path, plain):
    home = tmp_path / "home"
    add(home, [plain], approved_by="Committee")
    [text] = (home / "library" / "texts").iterdir()
    text.write_bytes(b"damaged")
    add(home, [plain])

    assert Library(home).text(only(home).text_sha256).content


def test_rows_match_by_path_in_the_folder_by_file_name_or_by_id(tmp_path, folder):
    for name in ("wards/five.md", "six.md", "seven.md", "a/index.md", "b/index.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"# {name}\n\nGive saline for {name}.")
    table = {
        name: {"owner": name}
        for name in ("wards/five.md", "six.md", "seven", "a/index.md", "index.md", "eight.md")
    }
    intake = add(tmp_path / "home", find_files([folder]), table=table, folders=[folder])
    owners = {one.document: one.metadata.owner for one in Catalogue(tmp_path / "home").versions()}

    assert owners == {
        "five": "wards/five.md",
        "six": "six.md",
        "seven": "seven",
        "a-index": "a/index.md",
        "b-index": "",
    }
    assert intake.unmatched == ["index.md", "eight.md"]


class FullLibrary(Library):
    """Has no space left."""

    def keep_source(self, data):
        raise StorageError("no space left")


def test_a_full_disk_is_not_the_fault_of_the_files(tmp_path, plain):
    home = tmp_path / "home"
    with pytest.raises(StorageError, match="no space"):
        add_files([plain], Catalogue(home), FullLibrary(home), by="T")


def test_a_refusal_says_what_kind_of_error_it_was(tmp_path, folder):
    (folder / "a.md").write_text(protocol("a", "# A\n\nGive saline.", review="1999-01-01"))
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    refused = add(tmp_path / "home", find_files([folder])).refused

    assert [one.error for one in refused] == [MetadataError, DocumentError]
