"""Questions to a running server while twenty publishes go by, beside the same without them."""

import time
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import numpy as np

from assistant.snapshot.manifest import read_manifest
from assistant.snapshot.pointer import published, snapshots_folder
from evals.benchmarks.asking import Traffic, corpus_questions, mixed_in_use, traffic
from evals.benchmarks.ingest import ASSISTANT
from evals.benchmarks.large_home import published_home
from evals.benchmarks.places import Places, Size
from evals.benchmarks.process import run_measured
from evals.benchmarks.report import Outcome, Table, print_line
from evals.benchmarks.republish import add_next_version
from evals.benchmarks.running_server import Asked, Client, serving
from evals.benchmarks.sets import fixed_order

PUBLISHES = 20
ASKERS = 2
QUESTIONS = 5 * PUBLISHES
ALONE = {"small": 15, "full": 60}
"""Seconds of asking without publishes."""
WARM_UP = 5
NOTES = (
    f"{ASKERS} askers without a pause, over HTTP, and the publishes are whole commands on the same "
    "machine, each after one more document got a new version. A wait is all that an asker waits.",
    "Errors: questions that got neither an answer nor a refusal. Mixed: answers whose citations "
    "are not all of versions listed in the manifest of the snapshot they name. A fifth of the "
    "questions are about the documents that change; of new versions: answers that cite one that "
    "came with a publish.",
)

Listed = Mapping[str, AbstractSet[str]]
"""The versions in each snapshot's manifest, as `document@version`, by its id."""


def run(size: Size, places: Places) -> Outcome:
    """Ask and publish at the same time; raises Skipped without guidelines."""
    home, _ = published_home(size, places)
    chosen = mixed_in_use(home)
    changing = chosen[:PUBLISHES]
    # Spread among the others, so that documents are asked about while they change.
    questions = list(corpus_questions(home, chosen[:QUESTIONS]))
    questions = fixed_order(questions, lambda question: question)
    with serving(home) as server:
        client = Client(server.port, server.token)
        for question in questions[:WARM_UP]:
            client.ask(question)
        memory = {"before": server.resident_mib()}
        with traffic(server, questions, ASKERS) as alone:
            time.sleep(ALONE[size])
        memory["after asking"] = server.resident_mib()
        first = _keys(home, published(home))
        listed = {published(home): first}
        taken: list[float] = []
        with traffic(server, questions, ASKERS) as during:
            for number, version in enumerate(changing, 1):
                add_next_version(home, version, places.work / "large" / "documents" / "swapped")
                done = run_measured([ASSISTANT, "--home", home, "corpus", "publish"])
                taken.append(done.seconds)
                listed[published(home)] = _keys(home, published(home))
                print_line(f"  publish {number} of {PUBLISHES} took {done.seconds:.1f} s")
            time.sleep(1)
        memory["after the publishes"] = server.resident_mib()
    measured = {
        "alone": _measured(alone, listed, first),
        f"{PUBLISHES} publishes": _measured(during, listed, first),
    }
    rows = [[what, *found.values()] for what, found in measured.items()]
    header = ["asked", *next(iter(measured.values()))]
    notes = [
        *NOTES,
        f"A publish took {np.median(taken):.1f} s at the median, {max(taken):.1f} s at most.",
        "Resident memory of the server: "
        + ", ".join(f"{mib:,.0f} MiB {when}" for when, mib in memory.items())
        + ".",
        *(f"Error: {error}" for error in [*alone.errors, *during.errors][:3]),
    ]
    figures = {"asked": measured, "publish_s": taken, "server_mib": memory}
    title = f"Questions while {PUBLISHES} publishes go by, {ASKERS} askers"
    return Outcome((Table(title, header, rows),), tuple(notes), figures)


def mixed(asked: Iterable[Asked], listed: Listed) -> list[Asked]:
    """Those whose citations are not all of the snapshot that the answer names.

    A snapshot that was never published here lists nothing, so any citation of it is mixed.
    """
    return [
        one
        for one in asked
        if one.cited - listed.get(one.answer.get("provenance", {}).get("snapshot", ""), set())
    ]


def _keys(home: Path, snapshot: str) -> set[str]:
    return {part.key for part in read_manifest(snapshots_folder(home) / snapshot).parts}


def _measured(found: Traffic, listed: Listed, first: AbstractSet[str]) -> dict[str, Any]:
    asked: Sequence[Asked] = found.asked
    p50, p95 = np.percentile([one.ms for one in asked], (50, 95))
    seen = {one.answer["provenance"]["snapshot"] for one in asked if one.status == 200}
    return {
        "questions": len(asked),
        "answered": sum(one.answer.get("status") == "answered" for one in asked),
        "errors": len(found.errors),
        "mixed": len(mixed(asked, listed)),
        "snapshots": len(seen),
        "of new versions": sum(bool(one.cited - first) for one in asked),
        "p50 ms": float(p50),
        "p95 ms": float(p95),
        "worst ms": max(one.ms for one in asked),
    }
