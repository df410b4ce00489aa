"""Scores of cases, kept so that scoring a run again looks only at what changed since."""

import hashlib
import platform
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any

import orjson

import assistant
import corpus
import evals
from corpus.errors import StorageError
from corpus.storage import write_whole
from evals.measures.score import Graded, Score
from evals.runs.fingerprint import sources_digest
from evals.runs.folder import RunFolder, line_of

FORMAT = 1
"""Grows when what is kept, or the digest it is kept under, changes its meaning."""

MEASURING = ("numpy", "orjson", "PyStemmer", "scipy")
"""Distributions that measures use; what else answers has answered already."""

Scores = dict[str, Score]
"""By name of the measure."""


class KeptScores:
    """The scores of one run's cases, in a file outside of the run.

    Each is kept under a digest of all that it is made from: the case, what came of it, the same of
    the case it is a variant of, every document of the run to the byte, the sources of this
    software, and the versions of what it uses. What says nothing of one case alone, such as a leak
    into a file, must not be kept. A file that is damaged is as good as none.
    """

    def __init__(self, folder: Path, run: RunFolder) -> None:
        self._file = folder / f"{run.manifest.id}.json"
        self._common = _common(run)
        self._before = self._read()
        self._now: dict[str, tuple[str, Any]] = {}

    def get(self, graded: Graded, parent: Graded | None, look: Callable[[], Scores]) -> Scores:
        """What was kept of the case, or what `look` finds, which is then kept."""
        key, digest = graded.case.key, self._digest(graded, parent)
        known = self._before.get(key)
        if known is not None and known[0] == digest:
            self._now[key] = known
            return {name: Score(hits, of, tuple(faults)) for name, (hits, of, faults) in
                    known[1].items()}  # fmt: skip
        found = look()
        kept = {name: (score.hits, score.of, score.faults) for name, score in found.items()}
        self._now[key] = digest, kept
        return found

    def save(self) -> None:
        """Keep what was found; where that is not possible it is looked for again next time."""
        if self._now == self._before:
            return
        data = orjson.dumps(self._now)
        with suppress(OSError, StorageError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, hashlib.sha256(data).hexdigest().encode() + b"\n" + data)

    def _read(self) -> Mapping[str, Any]:
        try:
            sha256, _, data = self._file.read_bytes().partition(b"\n")
            if hashlib.sha256(data).hexdigest().encode() != sha256:
                return {}
            record: Mapping[str, Any] = orjson.loads(data)
            return record
        except (OSError, ValueError):
            return {}

    def _digest(self, graded: Graded, parent: Graded | None) -> str:
        digest = hashlib.sha256(self._common)
        for one in (graded, parent):
            if one is not None:
                digest.update(f"\0{one.day}\0{one.case!r}\0".encode(errors="surrogatepass"))
                digest.update(line_of(one.outcome.to_json()))
        return digest.hexdigest()


def _common(run: RunFolder) -> bytes:
    """What the scores of every case of the run depend on."""
    digest = hashlib.sha256()
    for name, sources in sorted(run.sources.items()):
        digest.update(line_of([name, sources.to_json()]))
    texts = run.path / "library"
    for file in sorted(texts.rglob("*.json")):
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
        digest.update(file.name.encode())
    versions = {name: metadata.version(name) for name in MEASURING}
    digest.update(
        line_of(
            [FORMAT, sources_digest(assistant, corpus, evals), versions, platform.python_version()]
        )
    )
    return digest.digest()


def folder_in(home: Path) -> Path | None:
    """Where a home keeps scores; None where there is no home, which scoring does not make."""
    return home / "evals" / "scores" if home.is_dir() else None
