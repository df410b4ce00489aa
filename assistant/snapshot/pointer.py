"""Which snapshot is published: one small file, replaced in one step, with its history."""

from datetime import UTC, datetime
from pathlib import Path

import orjson

from corpus.errors import SnapshotError
from corpus.storage import storage_errors, write_whole

FILE_NAME = "published.json"


def snapshots_folder(home: Path) -> Path:
    """Where the snapshots of a home are."""
    return home / "snapshots"


def published(home: Path) -> str:
    """The id of the published snapshot; SnapshotError when nothing is published."""
    history = read_history(home)
    if not history:
        raise SnapshotError(
            f"nothing is published in {home}: "
            "add documents with `assistant corpus add`, then run `assistant corpus publish`"
        )
    return history[-1]["snapshot"]


def read_history(home: Path) -> list[dict[str, str]]:
    """Every swap of the pointer, oldest first: snapshot, at, by."""
    file = snapshots_folder(home) / FILE_NAME
    try:
        history: list[dict[str, str]] = orjson.loads(file.read_bytes())
        if type(history) is not list or not all(swap["snapshot"] for swap in history):
            raise ValueError("not a list of snapshots")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SnapshotError(
            f"{file} cannot be read ({error.strerror}): run `assistant corpus publish`"
        ) from None
    except (ValueError, TypeError, KeyError):
        raise SnapshotError(f"{file} is damaged: run `assistant corpus publish`") from None
    return history


def point_to(home: Path, snapshot: str, by: str) -> None:
    """Publish `snapshot`; running processes see it at their next question.

    A history that cannot be read is kept aside as `published.json.damaged`, and a new one begins.
    """
    file = snapshots_folder(home) / FILE_NAME
    try:
        history = read_history(home)
    except SnapshotError:
        with storage_errors(f"setting the damaged {file} aside"):
            file.replace(file.with_name(f"{FILE_NAME}.damaged"))
        history = []
    at = datetime.now(UTC).isoformat(timespec="seconds")
    history.append({"snapshot": snapshot, "at": at, "by": by})
    write_whole(file, orjson.dumps(history, option=orjson.OPT_INDENT_2))


def previous(home: Path) -> str:
    """The snapshot published before the present one; SnapshotError when there is none."""
    history = [swap["snapshot"] for swap in read_history(home)]
    for snapshot in reversed(history):
        if snapshot != history[-1] and (snapshots_folder(home) / snapshot).exists():
            return snapshot
    raise SnapshotError("there is no earlier snapshot to roll back to: publish one first")
