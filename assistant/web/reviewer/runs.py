"""The runs in a home: which there are, what one holds, and what may be run."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from assistant.web.failures import describe
from corpus.errors import RunError, SuiteError
from evals.gates import SHIPPED
from evals.reports.reading import ScoredRun, read_run
from evals.reports.suites import suites_of
from evals.runs.folder import MANIFEST, SCORES, open_run
from evals.suites.finding import find_suites, shipped_suites

SUITES = "suites"
"""Folder of the home with the site's own suites."""
GATES = "gates"
"""Folder of the home with the site's own files of gates."""
OF_THE_SOFTWARE = "of the software"
_NAME = re.compile(r"[\w][\w.-]{0,120}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Listed:
    """A run in a list."""

    name: str
    started: str
    state: str
    snapshot: str
    generator: str
    suites: tuple[str, ...]
    asked: int
    scored: int
    passed: int
    correct: Mapping[str, Any] | None
    """The figure of whole cases in `scores.json`; None before it is scored."""


def folder_of_runs(settings: Settings) -> Path:
    """Where runs are kept, and where gates look for them."""
    return settings.home / "evals" / "runs"


def run_folder(settings: Settings, name: str) -> Path:
    """The folder of a run; RunError for a name that is none, or that no run has."""
    folder = folder_of_runs(settings) / name
    if not _NAME.fullmatch(name) or not (folder / MANIFEST).is_file():
        raise RunError(f"there is no run {name[:80]!r} in this home: choose one that is listed")
    return folder


def bundle_of(settings: Settings, name: str) -> Path:
    """Where the signed evidence of a run is put; RunError for what is no run."""
    run_folder(settings, name)
    return settings.home / "evals" / "evidence" / f"{name}.zip"


def list_runs(settings: Settings) -> Sequence[Listed]:
    """Every run that can be read, the latest first."""
    found = []
    for file in folder_of_runs(settings).glob(f"*/{MANIFEST}"):
        try:
            found.append(_listed(file.parent, *_stamps(file.parent)))
        except (RunError, KeyError, TypeError):
            # Of another format or damaged: it shows nothing, and must not hide the others.
            continue
    return sorted(found, key=lambda one: (one.started, one.name), reverse=True)


def scored_run(settings: Settings, name: str) -> ScoredRun:
    """What was asked, what came, and how it scored; raises RunError and SuiteError."""
    folder = run_folder(settings, name)
    return _scored(folder, *_stamps(folder))


def is_scored(settings: Settings, name: str) -> bool:
    """Whether a run has come so far as to have scores."""
    return (run_folder(settings, name) / SCORES).is_file()


def suites_at_hand(settings: Settings) -> Sequence[tuple[str, str, bool]]:
    """What can be run: name, file or name to run it by, and whether it is the site's own."""
    own = sorted((settings.home / SUITES).glob("*.y*ml"))
    return [
        *((file.stem, str(file), True) for file in own if not file.name.startswith(".")),
        *((name, name, False) for name in shipped_suites()),
    ]


def about_suite(named: str) -> tuple[str, int]:
    """What a suite is about, and how many cases it has; or what is wrong with it."""
    try:
        suite = find_suites([named])[0]
    except SuiteError as error:
        return describe(error), 0
    return suite.about, len(suite.cases)


def gates_at_hand(settings: Settings) -> Mapping[str, Path]:
    """Files of gates by the name they go by; the one that publishing asks for comes first."""
    found = {}
    if settings.publish_gate:
        found[Path(settings.publish_gate).name] = settings.home / settings.publish_gate
    for file in sorted((settings.home / GATES).glob("*.y*ml")):
        found.setdefault(file.name, file)
    return {**found, OF_THE_SOFTWARE: SHIPPED}


def chosen_gates(settings: Settings, name: str) -> tuple[str, Path]:
    """The file of that name, or the first; SuiteError for a name that no file has."""
    at_hand = gates_at_hand(settings)
    name = name or next(iter(at_hand))
    if name not in at_hand:
        raise SuiteError(f"there are no gates called {name[:80]!r}: choose some that are listed")
    return name, at_hand[name]


def _stamps(folder: Path) -> tuple[int, int]:
    """When the files that change were written last; what was read of them before then is stale."""
    return _written(folder / MANIFEST), _written(folder / SCORES)


def _written(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=3)
def _scored(folder: Path, manifest: int, scores: int) -> ScoredRun:
    return read_run(folder, suites_of(folder, as_asked=True))


@lru_cache(maxsize=200)
def _listed(folder: Path, manifest: int, scores: int) -> Listed:
    opened = open_run(folder, unfinished=True, sealed=False)
    inputs = opened.manifest.inputs
    found = opened.record(SCORES) if scores else {"cases": [], "measures": {}}
    return Listed(
        folder.name,
        opened.manifest.started,
        opened.manifest.state.value,
        inputs["snapshot"],
        inputs["provenance"]["generator"],
        tuple(sorted(inputs["suites"])),
        len(inputs["cases"]),
        len(found["cases"]),
        sum(bool(case["passed"]) for case in found["cases"]),
        found["measures"].get("correct"),
    )
