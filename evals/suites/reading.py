"""Reads a suite from YAML, and names every mistake in it with its line."""

import hashlib
from pathlib import Path

from corpus.errors import DocumentError, SuiteError
from corpus.finding import find_files
from evals.suites.composing import compose
from evals.suites.fields import Record
from evals.suites.inheritance import make_cases
from evals.suites.mistakes import Mistakes, failure
from evals.suites.schema import SUITE
from evals.suites.suite import Suite

LARGEST = 20_000_000
"""Bytes of a suite's file: forty times the largest that ships."""


def read_suite(file: Path) -> Suite:
    """The suite in `file`; one SuiteError names all its mistakes as `file:line: sentence`."""
    data = _bytes(file)
    mistakes = Mistakes(file)
    content = _decoded(data, mistakes)
    root = None if content is None else compose(content, mistakes)
    if root is None and not mistakes:
        mistakes.add(1, "the file is empty: a suite has the keys suite, about and cases")
    found = None if root is None else SUITE(root, "the suite", mistakes)
    if found is None:
        raise failure([mistakes])
    folder = _documents(file, found, mistakes)
    cases = make_cases(found, mistakes)
    if mistakes:
        raise failure([mistakes])
    return Suite(
        name=found.values["suite"],
        about=" ".join(found.values["about"].split()),
        cases=cases,
        sha256=_digest(data, folder),
        documents=folder,
        file=file,
    )


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise SuiteError(f"there is no file {str(file)!r}: check the path")
        if file.stat().st_size > LARGEST:
            raise SuiteError(f"{file} is larger than {LARGEST // 10**6} MB: split the suite")
        return file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SuiteError(f"{file} cannot be read ({reason}): check the path") from None


def _decoded(data: bytes, mistakes: Mistakes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        mistakes.add(line, f"the byte 0x{byte:02x} is not UTF-8: save the file in that encoding")
        return None


def _documents(file: Path, found: Record, mistakes: Mistakes) -> Path | None:
    """The folder that the suite brings."""
    named: str | None = found.values.get("documents")
    if named is None:
        return None
    line = found.lines["documents"]
    if Path(named).is_absolute():
        mistakes.add(line, f"documents {named!r} is an absolute path: name it from this file on")
        return None
    folder = file.parent / named
    try:
        if folder.is_dir() and not folder.resolve().is_relative_to(file.parent.resolve()):
            mistakes.add(
                line, f"documents {named!r} lead out of the suite's own folder, and what is there "
                "would be quoted in reports: put them beside the suite",
            )  # fmt: skip
            return None
        if folder.is_dir() and find_files([folder]):
            return folder
        mistakes.add(line, f"there is no folder {named!r} beside the suite: check documents")
    except (DocumentError, OSError, ValueError) as error:
        mistakes.add(line, str(error))
    return None


def _digest(data: bytes, folder: Path | None) -> str:
    """Of the file alone, or of it and of the names and bytes of its documents."""
    digest = hashlib.sha256(data)
    if folder is None:
        return digest.hexdigest()
    for file in find_files([folder]):
        with file.open("rb") as opened:
            content = hashlib.file_digest(opened, "sha256").hexdigest()
        digest.update(f"\n{file.relative_to(folder).as_posix()} {content}".encode())
    return digest.hexdigest()
