"""Which snapshot is published: one small file, replaced in one step, with its history."""

import re
from datetime import UTC, datetime
from pathlib import Path

import orjson

from corpus.errors import SnapshotError
from corpus.storage import storage_errors, write_whole

FILE_NAME = "published.json"
_ID = re.compile("[0-9a-f]{16}")


def snapshots_folder(home: Path) -> Path:
    """Where the snapshots of a home are."""
    return home / "snapshots"


def snapshot_folders(home: Path) -> list[Path]:
    """The folder of every snapshot in a home, by id; scraps and what somebody put there are none.

    A copy that an administrator keeps as `backup` is not ours to judge, or to prune.
    """
    inside = snapshots_folder(home).glob("[0-9a-f]*")
    return sorted(path for path in inside if _ID.fullmatch(path.name) and path.is_dir())


def find_snapshot(home: Path, snapshot: str) -> Path:
    """The folder of a snapshot; SnapshotError when it is not there, or not any more."""
    for folder in snapshot_folders(home):
        if folder.name == snapshot:
            return folder
    if any(swap["snapshot"] == snapshot for swap in read_history(home)):
        raise SnapshotError(
            f"the snapshot {snapshot} was published once and is not kept any more: "
            "`assistant corpus snapshots` lists those that are"
        )
    raise SnapshotError(
        f"there is no snapshot {snapshot!r}: `assistant corpus snapshots` lists them"
    )


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
        if type(history) is not list or not all(
            swap["snapshot"] and moment(swap) for swap in history
        ):
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


def moment(swap: dict[str, str]) -> datetime:
    """When a swap of the pointer was made."""
    return datetime.fromisoformat(swap["at"]).astimezone(UTC)


def set_aside(home: Path) -> Path:
    """Where a history that could not be read is kept, if there ever was one."""
    return snapshots_folder(home) / f"{FILE_NAME}.damaged"


def point_to(home: Path, snapshot: str, by: str) -> None:
    """Publish `snapshot`; running processes see it at their next question.

    A history that cannot be read is kept aside as `published.json.damaged`, and a new one begins.
    """
    file = snapshots_folder(home) / FILE_NAME
    try:
        history = read_history(home)
    except SnapshotError:
        with storage_errors(f"setting the damaged {file} aside"):
            file.replace(set_aside(home))
        history = []
    at = datetime.now(UTC).isoformat(timespec="seconds")
    history.append({"snapshot": snapshot, "at": at, "by": by})
    write_whole(file, orjson.dumps(history, option=orjson.OPT_INDENT_2))


def previous(home: Path) -> str:
    """The snapshot published before the present one; SnapshotError when there is none."""
    history = [swap["snapshot"] for swap in read_history(home)]
    earlier = [snapshot for snapshot in reversed(history) if snapshot != history[-1]]
    for snapshot in earlier:
        if (snapshots_folder(home) / snapshot).exists():
            return snapshot
    if earlier:
        raise SnapshotError(
            f"every earlier snapshot was pruned, {earlier[0]} the last, so there is none to roll "
            "back to: change what is approved and run `assistant corpus publish`"
        )
    raise SnapshotError("there is no earlier snapshot to roll back to: publish one first")
