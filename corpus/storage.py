"""Files in the home folder: written whole or not at all, and one writer at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import StorageError


@contextmanager
def storage_errors(what: str) -> Iterator[None]:
    """Turn OSError inside the block into a StorageError that says what could not be done."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(
            f"{what} failed ({reason}): nothing was changed; "
            "check free space and rights of the home folder and try again"
        ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step: a reader sees the old bytes or the new ones.

    Raises StorageError, and leaves the old file and no scrap of the new one.
    """
    scrap = path.with_name(f".{path.name}.{os.getpid()}.new")
    with storage_errors(f"writing {path}"):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with scrap.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            scrap.replace(path)
            sync_folder(path.parent)
        finally:
            scrap.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def one_writer(home: Path, task: str, patience: float = 60) -> Iterator[None]:
    """Hold the lock called `task`; the kernel frees it if this process dies.

    Raises StorageError when another process holds it for more than `patience` seconds.
    """
    with storage_errors(f"creating {home}"):
        home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / f".{task}.lock", timeout=patience)
    with storage_errors(f"locking {home}"):
        try:
            lock.acquire()
        except Timeout:  # an OSError itself
            raise StorageError(
                f"another process has been busy with {task} in {home} for {patience:.0f} seconds: "
                "wait for it to end and try again"
            ) from None
    try:
        yield
    finally:
        lock.release()
