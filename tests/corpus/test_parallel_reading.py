"""Files are read in worker processes, whatever happens to those."""

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from corpus import parallel_reading
from corpus.errors import DocumentError
from corpus.parallel_reading import read_files


class BreakingPool(ProcessPoolExecutor):
    """Is broken at the third file that is handed in, once."""

    submitted = 0

    def submit(self, *arguments, **options):
        BreakingPool.submitted += 1
        if BreakingPool.submitted == 3:
            raise BrokenProcessPool
        return super().submit(*arguments, **options)


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


def test_a_pool_that_breaks_while_files_are_handed_in_loses_none(tmp_path, monkeypatch):
    monkeypatch.setattr(parallel_reading, "ProcessPoolExecutor", BreakingPool)
    files = [tmp_path / f"{number}.md" for number in range(5)]
    for file in files:
        file.write_text(f"# {file.stem}\n\nGive saline.")

    outcomes = list(read_files(files))

    assert BreakingPool.submitted > 3
    assert [file for file, _ in outcomes] == files
    assert not any(isinstance(outcome, DocumentError) for _, outcome in outcomes)


@pytest.mark.parametrize("unforeseen", [RecursionError, KeyError, AssertionError])
def test_whatever_a_reader_raises_concerns_its_file_only(tmp_path, monkeypatch, unforeseen):
    def stumble(file):
        raise unforeseen("deep inside")

    monkeypatch.setattr(parallel_reading, "read", stumble)
    (tmp_path / "odd.md").write_text("# Odd")
    error = parallel_reading._read(tmp_path / "odd.md")

    assert isinstance(error, DocumentError)
    assert "odd.md" in str(error) and unforeseen.__name__ in str(error)
