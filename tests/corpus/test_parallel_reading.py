"""Files are read in worker processes, whatever happens to those."""

from corpus.errors import DocumentError
from corpus.parallel_reading import read_files


def test_files_come_back_in_order_with_their_bytes(tmp_path):
    files = [tmp_path / f"{number:02}.md" for number in range(20)]
    for file in files:
        file.write_text(f"# {file.stem}\n\nGive saline.")
    outcomes = list(read_files(files))

    assert [file for file, _ in outcomes] == files
    for file, (data, reading) in outcomes:
        assert data == file.read_bytes()
        assert file.stem in reading.text.content


def test_a_file_that_cannot_be_read_comes_back_as_its_error(tmp_path):
    (tmp_path / "good.md").write_text("# Good\n\nGive saline.")
    files = [tmp_path / "missing.md", tmp_path / "good.md", tmp_path]
    missing, good, folder = (outcome for _, outcome in read_files(files))

    assert isinstance(missing, DocumentError) and "missing.md" in str(missing)
    assert good[1].text.content.startswith("Good")
    assert isinstance(folder, DocumentError)
    assert not list(read_files([]))
