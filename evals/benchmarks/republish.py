"""Publishing one changed document of the large corpus, beside the full publish of it."""

import json
import statistics
import time
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.embed import PACKAGED, load_embedder
from assistant.snapshot import build, publish
from assistant.snapshot.shards import Shards
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from corpus.versions import Version
from evals.benchmarks.ingest import ASSISTANT
from evals.benchmarks.large_home import (
    APPROVER,
    AUTHOR,
    in_use,
    large_home,
    next_version,
    published_home,
)
from evals.benchmarks.places import Places, Size
from evals.benchmarks.process import run_measured
from evals.benchmarks.report import Outcome, Table
from evals.benchmarks.stopwatch import Parts, timed

REPEATS = 3
GOAL = "≤ 5 %"
PARTS: Parts = {
    "find an equal snapshot": (build, "_find"),
    "read texts": (Library, "text"),
    "read shards": (Shards, "get"),
    "write passages": (build, "write_passages"),
    "dense index": (build, "build_dense_index"),
    "lexical index": (build, "build_lexical_index"),
    "all files": (build, "_write_files"),
    "conflicts": (build, "_write_conflicts"),
    "digests": (build, "_digests"),
    "wait for the disk": (build, "_sync"),
    "move the pointer": (publish, "point_to"),
}
NOTES = (
    "The full publish splits, embeds and analyses everything once, in this process with the model "
    "loaded; it is too long to repeat, and the commands' percentages are of it too.",
    "One changed: a new version of one document beside the old one, added before and not counted; "
    "the median of three, each time another document. Function: `publish` with a new catalogue "
    "and library; command: all of `assistant corpus publish` from a cold start.",
    "Parts: all calls of that function in the median publish; “all files” holds the passages and "
    "both indexes, and what is left of it is the frequency of words and joining vectors.",
)


def run(size: Size, places: Places) -> Outcome:
    """Publish everything, then one changed document; raises Skipped without guidelines."""
    _, made = large_home(size, places)
    home, first = published_home(size, places)
    unchanged = statistics.median(_publish(home, places)["publish"] for _ in range(REPEATS))
    changing = iter(in_use(home))
    folder = places.work / "large" / "documents" / "changed"
    changed = []
    for version in islice(changing, REPEATS):
        add_next_version(home, version, folder)
        changed.append(_publish(home, places))
    middle = sorted(changed, key=lambda taken: taken["publish"])[REPEATS // 2]
    commands = []
    for version in islice(changing, REPEATS):
        add_next_version(home, version, folder)
        commands.append(run_measured([ASSISTANT, "--home", home, "corpus", "publish", "--json"]))
    command = sorted(commands, key=lambda done: done.seconds)[REPEATS // 2]
    rows: list[list[Any]] = [
        ["full", first.seconds, "", ""],
        ["nothing changed", unchanged, _share(unchanged, first.seconds), ""],
        ["one changed", middle["publish"], _share(middle["publish"], first.seconds), GOAL],
        ["one changed: command", command.seconds, _share(command.seconds, first.seconds), GOAL],
    ]
    passages = json.loads(command.output)["passages"]
    title = f"{made.documents:,} documents, {first.versions:,} approved versions"
    tables = (
        Table(
            f"Publishing {title}, {passages:,} passages", ["publish", "s", "of full", "goal"], rows
        ),
        Table(
            "Where one changed document's publish spends its time",
            ["part", "s", "of the publish"],
            [
                [part, seconds, _share(seconds, middle["publish"])]
                for part, seconds in middle.items()
            ],
        ),
    )
    figures = {
        "made": made.stages | {"documents": made.documents, "add_s": made.add_seconds},
        "versions": first.versions,
        "passages": passages,
        "full_s": first.seconds,
        "unchanged_s": unchanged,
        "changed_s": middle,
        "command_s": command.seconds,
        "command_peak_mib": command.peak_mib,
    }
    return Outcome(
        tables, (*NOTES, f"Peak memory of the command: {command.peak_mib:,.0f} MiB."), figures
    )


def add_next_version(home: Path, version: Version, folder: Path) -> None:
    """Bring in and approve the version after this one, from a file written into `folder`."""
    file = next_version(home, version, folder)
    intake = add_files([file], Catalogue(home), Library(home), by=AUTHOR, approved_by=APPROVER)
    if not intake.added:
        raise RuntimeError(f"{file.name} was not added: {intake.refused or intake.known}")


def _publish(home: Path, places: Places) -> dict[str, float]:
    """Seconds of a publish, whole and by part."""
    embedder = load_embedder(PACKAGED, places.models)
    embedder.embed(["The first run of a model is slower than the others."])
    with timed(PARTS) as parts:
        began = time.perf_counter()
        publish.publish(home, Catalogue(home), Library(home), embedder, by=APPROVER)
        seconds = time.perf_counter() - began
    return {"publish": seconds} | {part: sum(taken) / 1000 for part, taken in parts.items()}


def _share(seconds: float, whole: float) -> str:
    return f"{100 * seconds / whole:.1f} %"
