"""Brings files into the catalogue: found, read, described, kept; what fails is reported."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.errors import AssistantError, DocumentError
from corpus.library import Library
from corpus.metadata import derive_metadata, parse_metadata
from corpus.parallel_reading import read_files
from corpus.readers.reading import Reading
from corpus.versions import Version

NOT_DOCUMENTS = frozenset(
    {"license", "licence", "copying", "notice", "source", "readme", "changelog", "metadata"}
)
"""Names without their ending that folders carry beside documents, passed over unless named."""


@dataclass(frozen=True, slots=True)
class Added:
    """One file that became a version."""

    key: str
    file: Path
    problems: tuple[str, ...]
    missing: tuple[str, ...]
    """Metadata that neither the file, the CSV nor the defaults gave."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One file that did not, and why."""

    file: Path
    reason: str


@dataclass
class Intake:
    """What became of the files of one `add`."""

    added: list[Added] = field(default_factory=list)
    known: list[Refused] = field(default_factory=list)
    """Files whose bytes the catalogue already holds."""
    refused: list[Refused] = field(default_factory=list)


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Files to read, in a stable order; raises DocumentError when there is none."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise DocumentError(f"there is no file or folder {str(path)!r}: check the path")
        found.update(dict.fromkeys(_in_folder(path) if path.is_dir() else [path]))
    if not found:
        names = ", ".join(str(path) for path in paths)
        raise DocumentError(f"no documents in {names}: name a folder or file that holds some")
    return list(found)


def _in_folder(folder: Path) -> Iterator[Path]:
    try:
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_file() and not hidden and path.stem.lower() not in NOT_DOCUMENTS:
                yield path
    except OSError as error:
        raise DocumentError(
            f"the folder {folder} cannot be read ({error.strerror}): check its rights"
        ) from None


def add_files(
    files: Sequence[Path],
    catalogue: Catalogue,
    library: Library,
    *,
    by: str,
    table: Mapping[str, Mapping[str, str]] | None = None,
    defaults: Mapping[str, str] | None = None,
    approved_by: str = "",
    progress: Callable[[Path], None] = lambda file: None,
) -> Intake:
    """Read `files` and add each as a draft version, or approved when `approved_by` is given.

    `table` holds rows of the metadata CSV by file name, path or id; `defaults` fills what
    nothing else states. A file that cannot be read is reported; the others go on.
    """
    intake = Intake()
    clashing = _clashing_stems(files)
    by_digest = {version.source_sha256: version.key for version in catalogue.versions()}
    for file, outcome in read_files(files):
        progress(file)
        if isinstance(outcome, AssistantError):
            intake.refused.append(Refused(file, str(outcome)))
            continue
        data, reading = outcome
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in by_digest:
            intake.known.append(Refused(file, f"the same bytes as {by_digest[sha256]}"))
            continue
        name = f"{file.parent.name}-{file.name}" if file.stem in clashing else file.name
        try:
            version, missing = _describe(file, name, reading, table or {}, defaults or {})
            version = replace(
                version,
                source_sha256=library.keep_source(data),
                text_sha256=library.keep_text(reading.text),
            )
            if approved_by:
                version = _approve(version, approved_by)
            catalogue.add(version, by)
        except AssistantError as error:
            intake.refused.append(Refused(file, str(error)))
            continue
        by_digest[sha256] = version.key
        intake.added.append(Added(version.key, file, version.problems, missing))
    return intake


def _clashing_stems(files: Sequence[Path]) -> set[str]:
    """Stems that several folders use, such as index.md; their ids carry the folder's name."""
    counts = Counter(file.stem for file in files)
    return {stem for stem, count in counts.items() if count > 1}


def _describe(
    file: Path,
    name: str,
    reading: Reading,
    table: Mapping[str, Mapping[str, str]],
    defaults: Mapping[str, str],
) -> tuple[Version, tuple[str, ...]]:
    """The version without its files, and the metadata that nobody stated."""
    row = table.get(file.name) or table.get(file.as_posix()) or {}
    stated = {**defaults, **reading.metadata, **row}
    values, missing = derive_metadata(stated, name, reading.text)
    if not row and values["id"] in table:
        values, missing = derive_metadata({**stated, **table[values["id"]]}, name, reading.text)
    problems = tuple(
        problem.reason if problem.page is None else f"page {problem.page}: {problem.reason}"
        for problem in reading.problems
    )
    version = Version(
        metadata=parse_metadata(values),
        ordinal=0,
        source_name=file.name,
        source_sha256="",
        text_sha256="",
        pages=len(reading.text.pages),
        problems=problems,
        added_at=datetime.now(UTC),
    )
    return version, missing


def _approve(version: Version, approved_by: str) -> Version:
    """Approved on import; without an effective date, in force from today."""
    effective = version.metadata.effective or date.today()
    return replace(
        version,
        metadata=replace(version.metadata, effective=effective),
        approved_at=datetime.now(UTC),
        approved_by=approved_by,
    )
