"""Publishes: one pointer moves to a snapshot of every approved version, or back to an earlier."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from assistant.calibration import Calibration
from assistant.embed.embedder import Embedder
from assistant.snapshot.build import Progress, build
from assistant.snapshot.manifest import check_built_with, damaged_files, read_manifest
from assistant.snapshot.pointer import (
    find_snapshot,
    point_to,
    previous,
    published,
    read_history,
)
from assistant.snapshot.snapshot import calibration_in
from assistant.snapshot.writing import one_publisher
from corpus.catalogue import Catalogue
from corpus.errors import SnapshotError
from corpus.library import Library
from corpus.life import check_stated

Check = Callable[[str], None]
Witness = Callable[[str], object]
"""Told the id of a snapshot just before it is served; what it raises keeps it from that."""
Turn = Callable[[], AbstractContextManager[object]]
"""Held from the witness to the swap of the pointer, so that nothing comes between them."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did."""

    snapshot: str
    changed: bool
    """False when the same snapshot was already published."""
    documents: int
    passages: int
    embedded: int
    """Passages that had to be embedded; the others came from the cache."""


def publish(
    home: Path,
    catalogue: Catalogue,
    library: Library,
    embedder: Embedder,
    *,
    by: str,
    calibration: Calibration | None = None,
    progress: Progress = lambda version: None,
    check: Check = lambda snapshot: None,
    witness: Witness = lambda snapshot: None,
    turn: Turn = nullcontext,
) -> Published:
    """Build and publish a snapshot of the versions that are approved now.

    Superseded and not yet effective ones are in it too: the question's date decides. Killed at
    any moment, the old snapshot still serves. `check` is told the id of what is built and raises
    when it must not be served: it then stays a draft, found at once by the next publish. What is
    served already is not checked again. It answers by `calibration`, or by the shipped one without;
    another calibration makes another snapshot, and embeds nothing again. Raises CatalogueError when
    nothing is approved, SnapshotError, and StorageError also when another publish takes too long
    to wait for.
    """
    check_stated(name=by)
    with one_publisher(home):
        before = _published_if_any(home)
        # Read under the lock: of two curators at once, the later publishes what both approved.
        built = build(
            home, catalogue.versions(), library, embedder, progress, calibration=calibration
        )
        if built.snapshot != before:
            check(built.snapshot)
        changed = not built.reused or built.snapshot != before
        if changed:
            with turn():
                witness(built.snapshot)
                point_to(home, built.snapshot, by)
        manifest = built.manifest
        return Published(
            built.snapshot, changed, len(manifest.parts), manifest.passages, built.embedded
        )


def rollback(
    home: Path,
    by: str,
    embedder_identity: str,
    snapshot: str | None = None,
    *,
    usable: Callable[[Calibration | None], object] = lambda calibration: None,
    witness: Witness = lambda snapshot: None,
) -> str:
    """Publish an earlier snapshot again, the one before when none is named; returns its id.

    Nothing is checked as in `publish`: it was served before, and the way back must stay open.
    Raises SnapshotError, and leaves the pointer, when there is none, when it was never published,
    or when it could not be opened with the embedder and vocabulary in use; so does what `usable`
    raises of a calibration that nothing could be decided by.
    """
    check_stated(name=by)
    with one_publisher(home):
        target = snapshot or previous(home)
        folder = find_snapshot(home, target)
        _check_was_published(home, target)
        manifest = read_manifest(folder)
        damaged = damaged_files(folder, manifest)
        if damaged:
            raise SnapshotError(
                f"the snapshot {target} is damaged ({', '.join(damaged)}), so it is not published: "
                "name another one, or publish again with `assistant corpus publish`"
            )
        check_built_with(manifest, embedder_identity)
        usable(calibration_in(folder, manifest))
        witness(target)
        point_to(home, target, by)
        return target


def _published_if_any(home: Path) -> str | None:
    try:
        return published(home)
    except SnapshotError:
        return None


def _check_was_published(home: Path, snapshot: str) -> None:
    if all(swap["snapshot"] != snapshot for swap in read_history(home)):
        raise SnapshotError(
            f"the snapshot {snapshot} is a draft that was never published: "
            "approve what is in it and run `assistant corpus publish`"
        )
