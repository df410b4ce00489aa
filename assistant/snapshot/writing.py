"""One publisher at a time, and folders that appear or go away in one step."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.snapshot.pointer import snapshots_folder
from assistant.snapshot.shards import shards_folder
from corpus.storage import one_writer, storage_errors

SCRAP = ".building-"
"""How names of folders begin that are not there yet, or not any more."""


@contextmanager
def one_publisher(home: Path) -> Iterator[None]:
    """Hold the lock under which snapshots are built, swapped and removed; StorageError when busy.

    What a killed publisher left behind goes first: nobody else writes there while the lock is held.
    """
    with one_writer(home, "publish"):
        _sweep(home)
        yield


def scrap_folder(home: Path, purpose: str) -> Path:
    """The name of a folder that no reader looks into and the next publisher removes."""
    return snapshots_folder(home) / f"{SCRAP}{purpose}-{os.getpid()}"


def _sweep(home: Path) -> None:
    with storage_errors(f"removing what an interrupted publish left in {home}"):
        for folder in snapshots_folder(home).glob(f"{SCRAP}*"):
            shutil.rmtree(folder)
        for folder in (snapshots_folder(home), shards_folder(home)):
            for file in folder.glob(".*.new"):
                file.unlink(missing_ok=True)
