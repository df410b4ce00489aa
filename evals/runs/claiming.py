"""Takes the folder of a run: an empty one, or one with the same run to be resumed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import RunError, StorageError
from corpus.storage import one_writer
from evals.runs.folder import MANIFEST, RunFolder, open_run
from evals.runs.manifest import Manifest, differing


@contextmanager
def claimed(path: Path, manifest: Manifest, *, resume: bool) -> Iterator[RunFolder]:
    """The folder, locked against other processes, its manifest saying that it is under way.

    Raises RunError when it holds something else, a run that is not to be resumed or has other
    inputs, or when another process is at it; then nothing was changed.
    """
    _check_free(path, resume=resume)
    lock = one_writer(path, "run", patience=0)
    try:
        lock.__enter__()
    except StorageError as error:
        if not path.is_dir():
            raise
        raise RunError(
            f"another process is asking into {path}: wait for it to end, or name another --out"
        ) from error
    try:
        _check_free(path, resume=resume)  # Another may have begun between.
        if (path / MANIFEST).exists():
            before = open_run(path, unfinished=True)
            _check_same(before, manifest)
            manifest = before.manifest.resumed(manifest.workers, manifest.machine)
        run = RunFolder(path, manifest)
        run.write(MANIFEST, manifest.to_json())
        yield run
    finally:
        lock.__exit__(None, None, None)


def _check_free(path: Path, *, resume: bool) -> None:
    """Refuse a folder with anything in it that is not the run to resume."""
    if path.exists() and not path.is_dir():
        raise RunError(f"{path} is a file: name a folder with --out")
    inside = (
        [one.name for one in path.iterdir() if not one.name.startswith(".")]
        if path.is_dir()
        else []
    )
    if MANIFEST in inside and not resume:
        raise RunError(f"{path} holds a run: continue it with --resume, or name another --out")
    if inside and MANIFEST not in inside:
        raise RunError(f"{path} is not empty and no run: name an empty folder with --out")


def _check_same(before: RunFolder, manifest: Manifest) -> None:
    if before.manifest.id != manifest.id:
        names = ", ".join(differing(before.manifest.inputs, manifest.inputs))
        raise RunError(
            f"{before.path} is a run of other inputs ({names} differ), so its outcomes and new "
            "ones do not belong together: begin a new run in another --out"
        )
