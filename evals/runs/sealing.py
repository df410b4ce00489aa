"""Seals what a run wrote: digests in its manifest, by which a file changed later is noticed.

Nobody is kept from changing the manifest too; for that a bundle is signed (`evals.evidence`).
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import RunError
from corpus.storage import storage_errors

SEALED = (
    "audit", "outcomes.jsonl", "performance.json", "sources.json", "suites", "timings.jsonl",
)  # fmt: skip
"""Files and folders; texts are named by their digests, and scores and reports come later."""


def digests(folder: Path) -> dict[str, str]:
    """sha256 of every file that a complete run wrote, by its name within the folder."""
    with storage_errors(f"reading {folder}"):
        return {
            file.relative_to(folder).as_posix(): _sha256(file)
            for name in SEALED
            for file in _files(folder / name)
        }


def check_seal(folder: Path, files: Mapping[str, str]) -> None:
    """RunError that names the first file which is not what the run wrote."""
    for name, sha256 in sorted(files.items()):
        try:
            found = _sha256(folder / name)
        except OSError as error:
            raise RunError(
                f"{folder / name} cannot be read ({error.strerror}): somebody changed the run, so "
                "run the suites again"
            ) from None
        if found != sha256:
            raise RunError(
                f"{folder / name} is not what the run wrote: somebody changed it, so run the "
                "suites again"
            )


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if file.is_file())
    elif path.exists():
        yield path


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
