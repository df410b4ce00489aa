"""A question's way stage by stage: ours beside the llama-index retriever, in turn."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant.settings import load_settings
from evals.benchmarks.documents import prepare_documents
from evals.benchmarks.ingest import (
    CHUNKS,
    home_of,
    ingest_ours,
    ingest_quick_start,
    store_of,
)
from evals.benchmarks.places import Places, Size
from evals.benchmarks.process import QUIET
from evals.benchmarks.report import Outcome, Skipped, Table
from evals.benchmarks.sets import fixed_order

QUESTIONS = {"small": 50, "full": 300}
WARM_UP = 3
"""Questions asked first that do not count: they fill caches and load what is loaded late."""
NOTES = (
    "Milliseconds in one process with models loaded; each question is put to every system in "
    "turn. Stages a question did not reach are left out of their percentiles.",
    "Ours is everything `assistant ask` does, redaction, verification and the audit record "
    "included; llama-index only retrieves. Ratio: its milliseconds over our total. An answer costs "
    "more than a refusal, so a corpus that answers fewer of the questions looks quicker.",
    "Judging is what the evidence model adds to retrieval: each question is asked once more "
    "without it.",
)


def run(size: Size, places: Places) -> Outcome:
    """Ask the same questions of each; raises Skipped without documents or questions."""
    questions = protocol_questions(places.need("evalsets/protocol_questions/questions.jsonl"))
    chosen = questions[: QUESTIONS[size] + WARM_UP]
    folder = prepare_documents(size, places)
    if not home_of(places).exists():
        ingest_ours(folder, places)
    notes = list(NOTES)
    stores: list[Path] = []
    try:
        for chunk in CHUNKS:
            if not store_of(places, chunk).exists():
                ingest_quick_start(folder, places, chunk)
            stores.append(store_of(places, chunk))
    except Skipped as skipped:
        notes.append(str(skipped))
    taken = _ask_in_turn(chosen, places, stores)
    total = np.percentile(taken["total"], (50, 95))
    rows, figures = [], {}
    for name, values in taken.items():
        p50, p95 = np.percentile(values, (50, 95))
        other = name.startswith("llama-index")
        ratios = [f"{p50 / total[0]:.2f} ×", f"{p95 / total[1]:.2f} ×"] if other else ["", ""]
        label = name if other else f"ours: {name}"
        rows.append([label, len(values), float(p50), float(p95), *ratios])
        figures[label] = {"questions": len(values), "p50_ms": float(p50), "p95_ms": float(p95)}
    header = ["stage", "questions", "p50 ms", "p95 ms", "p50 ratio", "p95 ratio"]
    title = f"{len(chosen) - WARM_UP} questions over the documents ingested"
    return Outcome((Table(title, header, rows),), tuple(notes), figures)


def _ask_in_turn(
    questions: Sequence[str], places: Places, stores: Sequence[Path]
) -> dict[str, list[float]]:
    """Milliseconds by stage of ours, then by store of the quick start."""
    from assistant.ask import ask
    from assistant.assembly import open_stages
    from assistant.question import Question

    settings = load_settings(home_of(places)).choose(
        models=places.models, evidence_model=places.evidence_model
    )
    stages = open_stages(settings)
    without = replace(stages, evidence_model=None)
    ours: dict[str, list[float]] = defaultdict(list)
    totals: dict[str, list[float]] = defaultdict(list)
    theirs: dict[str, list[float]] = defaultdict(list)
    with _quick_start(stores) as put:
        for number, text in enumerate(questions):
            answer = ask(Question(text), stages)
            unjudged = ask(Question(text), without)
            others = put(text)
            if number < WARM_UP:
                continue
            for stage, milliseconds in answer.timings_ms.items():
                ours[stage].append(milliseconds)
            totals[answer.status].append(answer.timings_ms["total"])
            if stages.evidence_model:
                added = answer.timings_ms["retrieve"] - unjudged.timings_ms["retrieve"]
                ours["judging, within retrieve"].append(added)
            for chunk, milliseconds in zip(CHUNKS, others, strict=False):
                theirs[f"llama-index {chunk}"].append(milliseconds)
    everything = ours.pop("total")
    by_status = {f"total if {status}": values for status, values in sorted(totals.items())}
    return {**ours, **by_status, "total": everything, **theirs}


@contextmanager
def _quick_start(stores: Sequence[Path]) -> Iterator[Any]:
    """A function that puts a question to the quick start, running in a process of its own."""
    if not stores:
        yield lambda question: []
        return
    command = [sys.executable, "-m", "evals.benchmarks.quick_start", "answer", *map(str, stores)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | QUIET,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        questions, answers = process.stdin, process.stdout

        def put(question: str) -> list[float]:
            questions.write(json.dumps(question) + "\n")
            questions.flush()
            milliseconds: list[float] = _reply(answers.readline())
            return milliseconds

        if _reply(answers.readline()) != "ready":
            raise RuntimeError("the quick start did not open its index: ingest again")
        yield put
        questions.close()


def _reply(line: str) -> Any:
    if not line:
        raise RuntimeError("the quick start ended early: run its `answer` command by hand to see")
    return json.loads(line)


def protocol_questions(file: Path) -> list[str]:
    """All questions, answerable and near misses, in a fixed mixed order."""
    with file.open(encoding="utf-8") as lines:
        return fixed_order((json.loads(line)["question"] for line in lines), lambda text: text)
