"""What becomes of the files of one `add`."""

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import DocumentError
from corpus.intake import add_files, find_files
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
