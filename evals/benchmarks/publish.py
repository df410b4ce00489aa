"""A full publish, one with nothing changed, and one with a changed document in a hundred."""

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.embed import PACKAGED, load_embedder
from corpus.intake import find_files
from evals.benchmarks.documents import copy_files, markdown_files
from evals.benchmarks.ingest import ASSISTANT
from evals.benchmarks.places import Places, Size
from evals.benchmarks.process import run_measured
from evals.benchmarks.report import Outcome, Skipped, Table

REPEATS = 3
"""The short ones are taken as a median; the full one is too long to repeat."""
PART = 100
"""One document in so many is changed."""
GOALS = {"full": "", "nothing changed": "≤ 2 %", "one in a hundred changed": "≤ 5 %"}
NOTES = (
    "Function: `publish` alone with the catalogue open and the embedder loaded; command: all of "
    "`assistant corpus publish` from a cold start. Percent of the full one in the same column.",
    "A changed document is a new version beside the old one, which stays for questions about "
    "earlier days; adding it is not counted.",
)
NAME = "benchmark"


def run(size: Size, places: Places) -> Outcome:
    """Publish 100 Markdown documents, or all there are; raises Skipped with less than 100."""
    source = places.need("guidelines")
    files = markdown_files(find_files([source]))
    if len(files) < PART:
        raise Skipped(f"{source} holds {len(files)} Markdown files, this needs {PART}")
    files = files[:PART] if size == "small" else files
    folder = places.work / "publish" / "documents"
    copy_files(files, source, folder)
    changing = find_files([folder])[::PART]
    function = _function(folder, changing, places)
    command = _command(folder, changing, places)
    rows = [
        [
            what,
            function[what],
            f"{100 * function[what] / function['full']:.1f} %",
            command[what],
            f"{100 * command[what] / command['full']:.1f} %",
            goal,
        ]
        for what, goal in GOALS.items()
    ]
    header = ["publish", "function s", "of full", "command s", "of full", "goal"]
    title = f"Publishing {len(files)} documents, {len(changing)} of them changed"
    figures = {"documents": len(files), "function_s": function, "command_s": command}
    return Outcome((Table(title, header, rows),), NOTES, figures)


def _function(folder: Path, changing: Sequence[Path], places: Places) -> dict[str, float]:
    """Seconds of the function, in this process."""
    from assistant.snapshot.publish import publish
    from corpus.catalogue import Catalogue
    from corpus.intake import add_files
    from corpus.library import Library

    home = places.work / "publish" / "function"
    catalogue, library = Catalogue(home), Library(home)
    embedder = load_embedder(PACKAGED, places.models)
    embedder.embed(["The first run of a model is slower than the others."])

    def add(files: Sequence[Path], version: int) -> None:
        defaults = {"version": str(version)}
        add_files(files, catalogue, library, by=NAME, approved_by=NAME, defaults=defaults)

    def seconds() -> float:
        # A process of its own would find no text in memory.
        fresh = Library(home)
        began = time.perf_counter()
        publish(home, catalogue, fresh, embedder, by=NAME)
        return time.perf_counter() - began

    return _measure(folder, changing, add, seconds)


def _command(folder: Path, changing: Sequence[Path], places: Places) -> dict[str, float]:
    """Seconds of the whole command."""
    assistant = [ASSISTANT, "--home", places.work / "publish" / "command"]

    def add(files: Sequence[Path], version: int) -> None:
        stated = ["--set", f"version={version}", "--approved-by", NAME]
        run_measured([*assistant, "corpus", "add", *files, *stated])

    def seconds() -> float:
        return run_measured([*assistant, "corpus", "publish"]).seconds

    return _measure(folder, changing, add, seconds)


def _measure(
    folder: Path,
    changing: Sequence[Path],
    add: Callable[[Sequence[Path], int], None],
    seconds: Callable[[], float],
) -> dict[str, float]:
    add(find_files([folder]), 1)
    full = seconds()
    unchanged = statistics.median(seconds() for _ in range(REPEATS))
    changed = []
    kept = {file: file.read_bytes() for file in changing}
    for version in range(2, 2 + REPEATS):
        for file, data in kept.items():
            file.write_bytes(data + f"\n\nRead through again for version {version}.\n".encode())
        add(changing, version)
        changed.append(seconds())
    for file, data in kept.items():
        file.write_bytes(data)
    found = (full, unchanged, statistics.median(changed))
    return dict(zip(GOALS, found, strict=True))
