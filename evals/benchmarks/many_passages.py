"""Questions over ten thousand passages and over a million, with everything that answers in use."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assistant.ask import ask
from assistant.assembly import open_stages
from assistant.question import Question
from assistant.settings import load_settings
from assistant.snapshot.snapshot import Snapshot
from evals.benchmarks.documents import prepare_documents
from evals.benchmarks.ingest import home_of, ingest_ours
from evals.benchmarks.places import Places, Size
from evals.benchmarks.process import resident_mib
from evals.benchmarks.question import protocol_questions
from evals.benchmarks.repeated_snapshot import repeated
from evals.benchmarks.report import Outcome, Table

QUESTIONS = {"small": 30, "full": 200}
WARM_UP = 3
PASSAGES = {"small": (10_000, 100_000), "full": (10_000, 100_000, 1_000_000)}
NOTES = (
    "Milliseconds of whole questions in one process, models loaded, the audit record written. The "
    "same questions are put to every length in turn.",
    "The documents are those of `ingest`; their passages stand first and again behind themselves, "
    "with noise in their vectors and with less weight, until there are as many: nobody here could "
    "embed a million. Exact search and BM25 cost the same on any content.",
)


@dataclass(frozen=True)
class OneSnapshot:
    """Hands out the same opened snapshot."""

    snapshot: Snapshot

    def get(self, identity: str | None = None) -> Snapshot:
        """That one, whatever is asked for."""
        return self.snapshot


def run(size: Size, places: Places) -> Outcome:
    """Ask of every length; raises Skipped without documents or questions."""
    file = places.need("evalsets/protocol_questions/questions.jsonl")
    questions = protocol_questions(file)[: QUESTIONS[size] + WARM_UP]
    folder = prepare_documents(size, places)
    if not home_of(places).exists():
        ingest_ours(folder, places)
    settings = load_settings(home_of(places)).choose(
        models=places.models, evidence_model=places.evidence_model
    )
    stages = open_stages(settings)
    first = stages.current.get()
    wanted = sorted({max(count, len(first.parts)) for count in PASSAGES[size]})
    opened = {
        count: replace(stages, current=OneSnapshot(repeated(first, places.work, count)))
        for count in wanted
    }
    taken: dict[int, dict[str, list[float]]] = {count: defaultdict(list) for count in wanted}
    for number, text in enumerate(questions):
        for count, longer in opened.items():
            answer = ask(Question(text), longer)
            if number >= WARM_UP:
                for stage in ("retrieve", "total"):
                    taken[count][stage].append(answer.timings_ms[stage])
    rows: list[list[Any]] = []
    figures: dict[str, Any] = {}
    for count in wanted:
        values = taken[count]
        of_stage = {stage: np.percentile(ms, (50, 95)).tolist() for stage, ms in values.items()}
        rows.append([count, len(values["total"]), *of_stage["retrieve"], *of_stage["total"]])
        figures[str(count)] = of_stage
    header = ["passages", "questions", "retrieve p50 ms", "p95", "total p50 ms", "p95"]
    title = "Questions by length of the corpus"
    held = f"The process held {resident_mib():,.0f} MiB with all of them open."
    return Outcome((Table(title, header, rows),), (*NOTES, held), figures)
