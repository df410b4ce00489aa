"""A question to the large corpus: how long each part of its way takes, and the server's memory."""

import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from assistant import ask as asking
from assistant.assembly import open_stages
from assistant.question import Question
from assistant.retrieve import retrieval
from assistant.settings import load_settings
from assistant.snapshot import current
from assistant.snapshot import snapshot as opening
from assistant.snapshot.dense import DenseIndex
from assistant.snapshot.lexical import LexicalIndex
from assistant.snapshot.snapshot import Snapshot
from corpus.catalogue import Catalogue
from corpus.library import Library
from evals.benchmarks.asking import corpus_questions, mixed_in_use
from evals.benchmarks.large_home import large_home, published_home
from evals.benchmarks.places import Places, Size
from evals.benchmarks.report import Outcome, Table
from evals.benchmarks.running_server import Client, serving
from evals.benchmarks.stopwatch import Parts, timed

QUESTIONS = {"small": 50, "full": 200}
WARM_UP = 5
PARTS: Parts = {
    "look up the published snapshot": (current.CurrentSnapshot, "get"),
    "catalogue: in force": (Catalogue, "in_force"),
    "check filters": (asking, "check_filters"),
    "leave out overdue": (asking, "without_overdue"),
    "expand the question": (asking, "expand"),
    "allowed versions": (asking, "allowed_versions"),
    "mask of rows": (Snapshot, "rows_of"),
    "both searches": (retrieval, "search"),
    "lexical scores": (LexicalIndex, "scores"),
    "dense search": (DenseIndex, "search"),
    "cosines": (DenseIndex, "cosines"),
    "texts": (Library, "text"),
    "conflicts of an answer": (asking, "disagreements"),
    "notices": (asking, "notices_for"),
}
OPENING: Parts = {
    "the whole": (current, "open_snapshot"),
    "manifest": (opening, "read_manifest"),
    "digests": (opening, "damaged_files"),
    "dense index": (opening, "DenseIndex"),
    "lexical index": (opening, "LexicalIndex"),
    "conflicts": (opening, "_read_conflicts"),
}
NOTES = (
    "Milliseconds in one process with models loaded; the parts are in turn, and “both searches” "
    "holds the three after it. Time outside the parts, most of it in the stages, is the models'.",
    "Over HTTP: one asker, one question at a time. Memory: resident, mapped files included.",
    "The whole opening holds the five parts after it; the spelling index is made by the first "
    "question that needs it. While a server opens a snapshot, its questions wait.",
)


def run(size: Size, places: Places) -> Outcome:
    """Ask in this process and over HTTP; raises Skipped without guidelines."""
    _, made = large_home(size, places)
    home, first = published_home(size, places)
    questions = list(islice(corpus_questions(home, mixed_in_use(home)), QUESTIONS[size] + WARM_UP))
    opened = open_stages(load_settings(home).choose(models=places.models))
    swap = open_published(home, opened)
    stages, parts = ask_here(questions, opened)
    waits, memory, ready = ask_server(home, questions)
    title = f"{len(questions) - WARM_UP} questions over {made.versions:,} versions"
    tables = (
        *(
            Table(
                f"{title}, {first.passages:,} passages: {what}",
                ["part", "questions", "p50 ms", "p95 ms", "most ms"],
                [[part, len(ms), *_summary(ms)] for part, ms in of.items() if ms],
            )
            for what, of in (("stages", stages | {"over HTTP": waits}), ("parts", parts))
        ),
        Table("Opening the snapshot, once after a publish", ["part", "ms"], list(swap.items())),
    )
    notes = (
        *NOTES,
        f"The server was ready after {ready:.0f} s and held {memory[0]:,.0f} MiB, "
        f"{memory[1]:,.0f} MiB after the questions.",
    )
    figures = {
        "stages_ms": {stage: _summary(ms) for stage, ms in stages.items()},
        "parts_ms": {part: _summary(ms) for part, ms in parts.items() if ms},
        "http_ms": _summary(waits),
        "opening_ms": swap,
        "server_mib": memory,
        "server_ready_s": ready,
    }
    return Outcome(tables, notes, figures)


def open_published(home: Path, opened: asking.Stages) -> dict[str, float]:
    """Milliseconds that a process spends with a snapshot it sees for the first time."""
    with timed(OPENING) as taken:
        snapshot = current.CurrentSnapshot(home, opened.embedder.identity).get()
    began = time.perf_counter()
    assert snapshot.spelling
    spelling = 1000 * (time.perf_counter() - began)
    return {part: sum(calls) for part, calls in taken.items()} | {"spelling index": spelling}


def ask_here(
    questions: Sequence[str], opened: asking.Stages
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Milliseconds of each question by stage, and by the parts of `PARTS`."""
    stages: dict[str, list[float]] = defaultdict(list)
    parts: dict[str, list[float]] = {part: [] for part in PARTS}
    for number, text in enumerate(questions):
        with timed(PARTS) as taken:
            answer = asking.ask(Question(text), opened)
        if number < WARM_UP:
            continue
        for stage, milliseconds in answer.timings_ms.items():
            stages[stage].append(milliseconds)
        for part, calls in taken.items():
            if calls:
                parts[part].append(sum(calls))
    total = stages.pop("total")  # A first question that is refused has no stages after it.
    return stages | {"total": total}, parts


def ask_server(
    home: Path, questions: Sequence[str]
) -> tuple[list[float], tuple[float, float], float]:
    """Waits in ms, the server's MiB before and after, and the seconds it took to be ready."""
    with serving(home) as server:
        client = Client(server.port, server.token)
        before = server.resident_mib()
        asked = [client.ask(question) for question in questions]
        after = server.resident_mib()
    if failed := [one for one in asked if one.status != 200]:
        raise RuntimeError(f"{len(failed)} questions failed: {failed[0].answer}")
    return [one.ms for one in asked[WARM_UP:]], (before, after), server.ready_seconds


def _summary(values: Sequence[float]) -> list[Any]:
    p50, p95 = np.percentile(values, (50, 95))
    return [float(p50), float(p95), float(max(values))]
