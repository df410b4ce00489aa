"""Finds the files of an `add`, and says what it passes over."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.errors import DocumentError

NOT_DOCUMENTS = frozenset(
    {"license", "licence", "copying", "notice", "source", "readme", "changelog", "metadata"}
)
"""Names without their ending that folders carry beside documents, passed over unless named."""
_THEIR_ENDINGS = frozenset({"", ".md", ".txt", ".csv"})
"""`Notice.pdf` may well be a notice to clinicians; `NOTICE.txt` is about the files beside it."""

Report = Callable[[Path, str], None]
"""Told of each path that is left out and why; the reason is empty for what is no document."""


def find_files(paths: Sequence[Path], report: Report = lambda path, reason: None) -> list[Path]:
    """Files to read, in a stable order; raises DocumentError when there is none."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise DocumentError(f"there is no file or folder {str(path)!r}: check the path")
        found.update(dict.fromkeys(_in_folder(path, report) if path.is_dir() else [path]))
    if not found:
        names = ", ".join(str(path) for path in paths)
        raise DocumentError(f"no documents in {names}: name a folder or file that holds some")
    return list(found)


def _in_folder(folder: Path, report: Report) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise DocumentError(
                f"the folder {folder} cannot be read ({error.strerror}): check its rights"
            )
        report(Path(error.filename), f"cannot be read ({error.strerror}): check its rights")

    every: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        every += [Path(place, name) for name in names if not name.startswith(".")]
    for path in sorted(every):
        try:
            is_file = path.is_file()
        except OSError as error:
            unreadable(error)
            continue
        if not is_file:
            report(path, "is no file, or a link to nothing")
        elif path.stem.lower() in NOT_DOCUMENTS and path.suffix.lower() in _THEIR_ENDINGS:
            report(path, "")
        else:
            yield path
