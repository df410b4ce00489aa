"""The catalogue with its whole history, as one JSON object or as tables for a spreadsheet."""

import csv
import io
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import StorageError
from corpus.metadata import KEYS
from corpus.metadata_csv import guarded
from corpus.storage import storage_errors, sync_folder, write_whole
from corpus.versions import Stage, Version, stages

_STATUS = (
    "id", "version", "status", "stage", "file", "source_sha256", "text_sha256", "pages", "problems",
    "added_at", "approved_at", "approved_by", "retired_on", "retired_by", "retired_reason",
)  # fmt: skip
_HISTORY = ("at", "by", "action", "document", "version", "detail")


@dataclass(frozen=True)
class Export:
    """Everything the catalogue knows, as it was at one moment."""

    versions: tuple[Version, ...]
    events: tuple[Mapping[str, Any], ...]
    """at, by, action, document, version, detail; oldest first."""
    on: date
    """The day whose statuses are told."""

    def to_json(self) -> dict[str, Any]:
        """`{"documents": [{"id", "versions": […], "events": […]}]}`, dates as ISO 8601."""
        stage = stages(self.versions, self.on)
        events: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for event in self.events:
            rest = {name: event[name] for name in _HISTORY if name != "document"}
            events[event["document"]].append(rest | {"at": _text(event["at"])})
        versions: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for version in self.versions:
            record = _record(version, stage[version.key], events[version.document])
            versions[version.document].append(record)
        return {
            "documents": [
                {"id": document, "versions": of_it, "events": events[document]}
                for document, of_it in versions.items()
            ]
        }

    def to_csv(self) -> dict[str, bytes]:
        """`versions.csv`, a metadata CSV for `corpus add`; `status.csv`; `history.csv`.

        Cells that a spreadsheet would run as formulas begin with an apostrophe, which reading the
        metadata CSV takes off again.
        """
        stage = stages(self.versions, self.on)
        names = Counter(version.source_name for version in self.versions)
        return {
            "versions.csv": _table(
                ("file", *KEYS),
                ({"file": _file(v, names)} | v.metadata.values() for v in self.versions),
            ),
            "status.csv": _table(_STATUS, (_status(v, stage[v.key]) for v in self.versions)),
            "history.csv": _table(_HISTORY, self.events),
        }


def export(catalogue: Catalogue, on: date) -> Export:
    """What the catalogue holds now, its versions and events of one moment."""
    while True:
        versions = catalogue.versions()
        events = tuple(catalogue.events())
        if catalogue.versions() == versions:  # Nobody changed one meanwhile.
            return Export(versions, events, on)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with these files, all of them or none.

    Raises StorageError when it cannot be written, or holds something already.
    """
    with storage_errors(f"writing {folder}"):
        folder = folder.resolve()
        scrap = folder.with_name(f".{folder.name}.{os.getpid()}.new")
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise StorageError(
                f"{folder} exists already and is not an empty folder: name a new one, "
                "so that nothing in it is overwritten"
            )
        try:
            for name, data in files.items():
                write_whole(scrap / name, data)
            scrap.replace(folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(scrap, ignore_errors=True)


def _record(version: Version, stage: Stage, events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    metadata = version.metadata
    approved = [
        {"at": event["at"], "by": event["by"], "detail": event["detail"]}
        for event in events
        if event["action"] == "approved" and event["version"] == metadata.version
    ]
    retired = {
        "on": _text(version.retired_on),
        "by": version.retired_by,
        "reason": version.retired_reason,
    }
    return {
        **{key: _json(getattr(metadata, key)) for key in KEYS},
        "status": stage.status.value,
        "stage": stage.value,
        "file": version.source_name,
        "source_sha256": version.source_sha256,
        "text_sha256": version.text_sha256,
        "pages": version.pages,
        "problems": list(version.problems),
        "added_at": _text(version.added_at),
        "approved_at": _text(version.approved_at) or None,
        "approved_by": version.approved_by or None,
        "approvals": approved,
        "retirement": retired if version.retired_on else None,
    }


def _status(version: Version, stage: Stage) -> dict[str, object]:
    chosen: dict[str, object] = {
        "id": version.document,
        "version": version.metadata.version,
        "status": stage.status.value,
        "stage": stage.value,
        "file": version.source_name,
        "problems": "\n".join(version.problems),
    }
    return {name: getattr(version, name, "") for name in _STATUS} | chosen


def _file(version: Version, names: Mapping[str, int]) -> str:
    """The file as a row may name it: of several of one name, each stands in its own folder."""
    if names[version.source_name] == 1:
        return version.source_name
    return f"{version.key.replace('/', '-')}/{version.source_name}"


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """CSV as spreadsheets read it: with a byte order mark, every cell in quotation marks."""
    stream = io.StringIO()
    # Quoted, because a spreadsheet that parts cells at semicolons would make two of "a;=b".
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows([guarded(_text(row.get(name))) for name in columns] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _json(value: object) -> object:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
