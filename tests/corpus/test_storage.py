"""Files are written whole or not at all, by one writer at a time."""

import subprocess
import sys

import pytest

from corpus.errors import StorageError
from corpus.storage import one_writer, storage_errors, write_whole


def test_a_file_is_replaced_whole(tmp_path):
    file = tmp_path / "new" / "file"
    write_whole(file, b"old")
    write_whole(file, b"new bytes")

    assert file.read_bytes() == b"new bytes"
    assert [path.name for path in file.parent.iterdir()] == ["file"]


def test_a_failed_write_leaves_the_old_file_and_no_scrap(tmp_path):
    file = tmp_path / "file"
    write_whole(file, b"old")
    limited = (
        "import resource, signal, sys; from pathlib import Path;"
        "from corpus.storage import write_whole;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "write_whole(Path(sys.argv[1]), b'x' * 5000)"
    )
    done = subprocess.run([sys.executable, "-c", limited, file], capture_output=True, check=False)

    assert b"StorageError" in done.stderr and b"free space" in done.stderr
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_target_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="writing"):
        write_whole(tmp_path / "file" / "below", b"")


def test_a_second_writer_is_turned_away_after_its_patience(tmp_path):
    with (
        one_writer(tmp_path, "publish"),
        pytest.raises(StorageError, match="busy with publish"),
        one_writer(tmp_path, "publish", patience=0.05),
    ):
        pass
    with one_writer(tmp_path, "publish", patience=0.05):
        pass


def test_writers_of_different_tasks_do_not_wait(tmp_path):
    with one_writer(tmp_path, "publish"), one_writer(tmp_path, "audit", patience=0.05):
        pass


def test_the_lock_of_a_dead_process_is_free(tmp_path):
    dying = (
        "import os, sys; from pathlib import Path; from corpus.storage import one_writer\n"
        "with one_writer(Path(sys.argv[1]), 'publish'): os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", dying, tmp_path], check=False)

    with one_writer(tmp_path, "publish", patience=0.05):
        pass


def test_other_errors_are_not_storage_errors():
    with pytest.raises(ValueError, match="mine"), storage_errors("writing"):
        raise ValueError("mine")
