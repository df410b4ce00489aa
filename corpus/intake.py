"""Brings files into the catalogue: read, described, kept; what fails is reported."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from corpus.addressing import warnings_of
from corpus.approval import check_population
from corpus.catalogue import Catalogue
from corpus.errors import AssistantError, MetadataError, StorageError
from corpus.finding import find_files
from corpus.library import Library
from corpus.metadata import derive_metadata, parse_metadata
from corpus.metadata_rows import Rows
from corpus.parallel_reading import Read, read_files
from corpus.readers.reading import Reading
from corpus.versions import Version

__all__ = ["Added", "Intake", "Known", "Refused", "add_files", "find_files"]


@dataclass(frozen=True, slots=True)
class Added:
    """One file that became a version, or corrected one."""

    key: str
    file: Path
    problems: tuple[str, ...]
    """What could not be read, and what speaks to the software, one sentence each."""
    missing: tuple[str, ...]
    """Metadata that neither the file, the CSV nor the defaults gave."""


@dataclass(frozen=True, slots=True)
class Known:
    """One file that changed nothing, and why."""

    file: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """One file that was not added, and why."""

    file: Path
    reason: str
    error: type[AssistantError]


@dataclass
class Intake:
    """What became of the files of one `add`."""

    added: list[Added] = field(default_factory=list)
    amended: list[Added] = field(default_factory=list)
    """Drafts that the catalogue held already, now corrected or approved."""
    known: list[Known] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    """Files and ids that rows of the metadata CSV name and no file had."""


def add_files(
    files: Sequence[Path],
    catalogue: Catalogue,
    library: Library,
    *,
    by: str,
    table: Mapping[str, Mapping[str, str]] | None = None,
    folders: Sequence[Path] = (),
    defaults: Mapping[str, str] | None = None,
    approved_by: str = "",
    second_person: bool = True,
    reader: Read | None = None,
    progress: Callable[[Path], None] = lambda file: None,
) -> Intake:
    """Read `files` and add each as a draft version, or approved when `approved_by` is given.

    `table` holds rows of the metadata CSV by file name, path (also relative to one of `folders`)
    or id; `defaults` fills what nothing else states; `reader` stands in for our own
    readers. A draft that is added again is corrected.
    A file that cannot be read is reported; the others go on. Raises StorageError.
    """
    intake = Intake()
    clashing = _clashing_stems(files)
    rows = Rows(table or {}, files, folders)
    present: set[str] = set()
    made: dict[str, Version] = {}
    by_digest: dict[str, list[Version]] = defaultdict(list)
    for version in catalogue.versions():
        present.add(version.key)
        by_digest[version.source_sha256].append(version)
    for file, outcome in read_files(files, reader):
        progress(file)
        name = f"{file.parent.name}-{file.name}" if file.stem in clashing else file.name
        row = rows.of_file(file)
        if isinstance(outcome, AssistantError):
            intake.refused.append(Refused(file, str(outcome), type(outcome)))
            continue
        data, reading = outcome
        try:
            # What is known already is kept again too: that repairs a damaged library.
            kept = (library.keep_source(data), library.keep_text(reading.text))
            stated = {**(defaults or {}), **reading.metadata, **row}
            row = row or rows.of_id(derive_metadata(stated, name, reading.text)[0]["id"])
            stated |= row
            values, missing = derive_metadata(stated, name, reading.text)
            known = _same_document(by_digest[kept[0]], _key(values))
            if known is not None:
                if known.key != _key(values):
                    intake.known.append(Known(file, f"the same bytes as {known.key}"))
                    continue
                # Stated values correct those of before; what nobody states now stays.
                chosen = {k: v for k, v in (defaults or {}).items() if k not in reading.metadata}
                stated = {**known.metadata.values(), **chosen, **row}
                values, missing = derive_metadata(stated, name, reading.text)
            version = _version(file, reading, values, kept)
            _check_alone(version, made)
            if approved_by:
                check_population(version.metadata, reading.text)
                version = _approve(version, approved_by)
            changed = catalogue.add(version, by, second_person=second_person)
        except StorageError:
            raise  # A full disk is not the file's fault, and the next one would fare no better.
        except AssistantError as error:
            intake.refused.append(Refused(file, rows.blame(row, error), type(error)))
            continue
        if not changed:
            intake.known.append(Known(file, f"the same as {version.key}"))
            continue
        outcomes = intake.amended if version.key in present else intake.added
        outcomes.append(_added(version, file, reading, missing))
        present.add(version.key)
        by_digest[kept[0]].append(version)
    intake.unmatched = rows.unmatched()
    return intake


def _same_document(same_bytes: Sequence[Version], key: str) -> Version | None:
    """Of the versions with the bytes of a file: the one of that key, or else one not withdrawn."""
    by_key = {version.key: version for version in same_bytes}
    return by_key.get(key) or next((one for one in same_bytes if not one.retired_on), None)


def _check_alone(version: Version, made: dict[str, Version]) -> None:
    """Raise MetadataError when another file of the same `add` became this very version."""
    first = made.setdefault(version.key, version)
    if first.source_sha256 != version.source_sha256:
        raise MetadataError(
            f"{version.source_name} would be {version.key}, and so is {first.source_name}: "
            "give one of the two another id or version"
        )


def _key(values: Mapping[str, str]) -> str:
    return f"{values['id']}@{values['version']}"


def _clashing_stems(files: Sequence[Path]) -> set[str]:
    """Stems that several folders use, such as index.md; their ids carry the folder's name."""
    counts = Counter(file.stem for file in files)
    return {stem for stem, count in counts.items() if count > 1}


def _version(
    file: Path, reading: Reading, values: Mapping[str, str], kept: tuple[str, str]
) -> Version:
    """A draft; `kept` holds the digests of its source and its text."""
    problems = tuple(
        problem.reason if problem.page is None else f"page {problem.page}: {problem.reason}"
        for problem in reading.problems
    )
    return Version(
        metadata=parse_metadata(values),
        ordinal=0,
        source_name=file.name,
        source_sha256=kept[0],
        text_sha256=kept[1],
        pages=len(reading.text.pages),
        problems=problems,
        added_at=datetime.now(UTC),
    )


def _added(version: Version, file: Path, reading: Reading, missing: tuple[str, ...]) -> Added:
    told = version.problems + warnings_of(version.metadata.title, reading.text)
    return Added(version.key, file, told, missing)


def _approve(version: Version, approved_by: str) -> Version:
    """Approved on import; without an effective date, in force from today."""
    effective = version.metadata.effective or date.today()
    return replace(
        version,
        metadata=replace(version.metadata, effective=effective),
        approved_at=datetime.now(UTC),
        approved_by=approved_by,
    )
