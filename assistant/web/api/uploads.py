"""Files as they are sent, put into a folder under names that are safe there."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import UploadFile

from corpus.errors import AssistantError, DocumentError

MOST_FILES = 500
LONGEST_NAME = 150
"""Characters; longer names do not fit into every file system."""
_SAFE = re.compile(r"[^\w .,()+@-]+")


@contextmanager
def kept(
    files: Sequence[UploadFile], tables: Sequence[UploadFile]
) -> Iterator[tuple[list[Path], list[Path]]]:
    """Both kinds of files in folders of their own until the block ends, in order.

    Raises DocumentError, before anything is read, for two of one name or one of none: metadata is
    found by the name of a file. No error that leaves the block names the folder.
    """
    with TemporaryDirectory(prefix="upload-") as folder:
        written = [_write(sent, Path(folder, name)) for sent, name in
                   ((files, "files"), (tables, "tables"))]  # fmt: skip
        try:
            yield written[0], written[1]
        except AssistantError as error:
            said = str(error)
            for name in ("files", "tables"):
                said = said.replace(folder_of(Path(folder, name, "file")), "")
            raise type(error)(said) from None


def folder_of(file: Path) -> str:
    """What stands before the name of a file in what is said of it."""
    return f"{file.parent}/"


def _write(files: Sequence[UploadFile], folder: Path) -> list[Path]:
    names = [safe_name(file.filename or "") for file in files]
    for position, name in enumerate(names):
        if not name or name in names[:position]:
            raise DocumentError(
                f"file {position + 1} of {len(names)} has no name or that of another one: "
                "give each a name of its own, and send them again"
            )
    folder.mkdir()
    for file, name in zip(files, names, strict=True):
        with (folder / name).open("xb") as opened:
            shutil.copyfileobj(file.file, opened)
    return [folder / name for name in names]


def safe_name(name: str) -> str:
    """The last part of a name, without what a file system or a terminal would obey."""
    last = _SAFE.sub("_", re.split(r"[/\\]", name)[-1]).lstrip(".- ").strip()
    if len(last) > LONGEST_NAME:
        stem, dot, ending = last.rpartition(".")
        last = f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[-LONGEST_NAME:]
    return last
