"""What a snapshot is made of, with the digest of every part."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from assistant.vocabulary.identity import vocabulary_identity
from corpus.errors import SnapshotError

FILE_NAME = "manifest.json"
CONFLICTS = "conflicts.json"
CALIBRATION = "calibration.json"
FORMAT = 3
"""Grows when the files of a snapshot change their meaning."""
WITHOUT_CONFLICTS = 1
"""The format before conflicts were looked for; such snapshots are still read."""
WITHOUT_CALIBRATION = 2
"""The last format without a calibration; such snapshots answer by the one that was shipped."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document version in a snapshot."""

    document: str
    version: str
    title: str
    """As the passages were embedded with it."""
    text_sha256: str
    passages: int
    population: str = ""
    """Groups of patients, comma-separated: conflicts were looked for among the same ones."""

    @property
    def key(self) -> str:
        """`document@version`."""
        return f"{self.document}@{self.version}"


@dataclass(frozen=True)
class Manifest:
    """The list of parts and files; its own digest is the snapshot's id."""

    embedder: str
    dimension: int
    splitter: str
    analyzer: str
    parts: tuple[Part, ...]
    """In the order of their passages."""
    files: dict[str, str]
    """sha256 of every file, by name."""
    facts: str = ""
    """Names how facts were read for the conflicts; empty where none were looked for."""
    calibration: str = ""
    """sha256 of the calibration it answers by; empty where there was none to publish with."""
    format: int = FORMAT

    @property
    def passages(self) -> int:
        """Passages in the snapshot."""
        return sum(part.passages for part in self.parts)

    @property
    def made_of(self) -> tuple[object, ...]:
        """What decides every byte of the snapshot: equal for snapshots that are the same."""
        parts = tuple((p.key, p.text_sha256, p.title, p.population) for p in self.parts)
        built_with = (self.embedder, self.splitter, self.analyzer, self.facts, self.calibration)
        return (self.format, *built_with, parts)

    @cached_property
    def identity(self) -> str:
        """The snapshot's id: the first 16 hex digits of the manifest's sha256."""
        return _identity(self.to_json())

    def to_json(self) -> bytes:
        """Canonical JSON: the same bytes for the same snapshot."""
        record = asdict(self)
        if self.format <= WITHOUT_CALIBRATION:
            record.pop("calibration")
        if self.format == WITHOUT_CONFLICTS:
            for entry in (record, *record["parts"]):
                entry.pop("facts", None)
                entry.pop("population", None)
        return json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the snapshot in `folder`; SnapshotError when it is not what it claims."""
    file = folder / FILE_NAME
    repair = "publish again with `assistant corpus publish`, or roll back"
    try:
        data = file.read_bytes()
        record = json.loads(data)
        if record.get("format") not in range(WITHOUT_CONFLICTS, FORMAT + 1):
            raise SnapshotError(
                f"{file} has format {record.get('format')}, this software reads "
                f"{WITHOUT_CONFLICTS} to {FORMAT}: {repair}"
            )
        parts = tuple(Part(**part) for part in record.pop("parts"))
        manifest = Manifest(parts=parts, **record)
    except OSError as error:
        raise SnapshotError(f"{file} cannot be read ({error.strerror}): {repair}") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SnapshotError(f"{file} is damaged ({error}): {repair}") from None
    if _identity(data) != folder.name:
        raise SnapshotError(f"{file} was changed: it does not belong to {folder.name}; {repair}")
    return manifest


def check_built_with(manifest: Manifest, embedder_identity: str) -> None:
    """Raise SnapshotError unless it was built with the embedder and vocabulary in use."""
    for what, built_with, in_use in (
        ("the embedder", manifest.embedder, embedder_identity),
        ("the vocabulary", manifest.analyzer, vocabulary_identity()),
    ):
        if built_with != in_use:
            raise SnapshotError(
                f"the snapshot {manifest.identity} was built with {what} {built_with}, "
                f"but {in_use} is in use: publish again with `assistant corpus publish`"
            )


def damaged_files(folder: Path, manifest: Manifest) -> list[str]:
    """Files of the snapshot that are missing or not what the manifest says, by path."""
    faults = []
    for name, sha256 in sorted(manifest.files.items()):
        path = folder / name
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            found = ""
        if found != sha256:
            faults.append(str(path))
    return faults


def _identity(manifest: bytes) -> str:
    return hashlib.sha256(manifest).hexdigest()[:16]
