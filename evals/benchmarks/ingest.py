"""From a folder of documents to an index: ours beside the llama-index quick start."""

import importlib.util
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.benchmarks.documents import count_pages, prepare_documents
from evals.benchmarks.places import Places, Size
from evals.benchmarks.process import run_measured
from evals.benchmarks.quick_start import DEFAULT_CHUNK, OVERLAP, WINDOW_CHUNK
from evals.benchmarks.report import Outcome, Skipped, Table

ASSISTANT = Path(sys.executable).parent / "assistant"
CHUNKS = (DEFAULT_CHUNK, WINDOW_CHUNK)
NOTES = (
    "Whole commands from a cold start, imports and models loaded in them: `corpus add` and "
    "`corpus publish` for ours, one script for the quick start.",
    "A page is a PDF page or 3,000 characters of Markdown; rate is pages a second over ours.",
    f"llama-index's default chunk of {DEFAULT_CHUNK} tokens is cut by the embedder to its first "
    f"256, so most of the text is not embedded at all; chunks of {WINDOW_CHUNK} (overlap "
    f"{OVERLAP}) embed all of it, as ours does.",
    "Memory is resident memory of a command and its children; pages they share count for each.",
)


@dataclass(frozen=True, slots=True)
class Ingested:
    """One system's way through the documents."""

    system: str
    seconds: float
    passages: int
    peak_mib: float
    stages: dict[str, float]
    """Seconds by stage."""


def run(size: Size, places: Places) -> Outcome:
    """Ingest the same folder with each system; raises Skipped without documents."""
    folder = prepare_documents(size, places)
    pages = count_pages(folder)
    found = [ingest_ours(folder, places)]
    notes = list(NOTES)
    try:
        found += [ingest_quick_start(folder, places, chunk) for chunk in CHUNKS]
    except Skipped as skipped:
        notes.append(str(skipped))
    ours = found[0]
    rows = [
        [
            one.system,
            one.seconds,
            pages / one.seconds,
            one.passages,
            one.passages / one.seconds,
            one.peak_mib,
            f"{ours.seconds / one.seconds:.2f} ×",
            f"{one.peak_mib / ours.peak_mib:.2f} ×",
            ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in one.stages.items()),
        ]
        for one in found
    ]
    header = [
        "system", "seconds", "pages/s", "passages", "passages/s", "peak MiB", "rate", "memory",
        "stages (s)",
    ]  # fmt: skip
    title = f"Ingest of {sum(1 for f in folder.rglob('*') if f.is_file())} documents, {pages} pages"
    figures = {"pages": pages, "systems": [asdict(one) for one in found]}
    return Outcome((Table(title, header, rows),), tuple(notes), figures)


def home_of(places: Places) -> Path:
    """Where ours is published."""
    return places.work / "home"


def store_of(places: Places, chunk: int) -> Path:
    """Where the quick start keeps its index."""
    return places.work / f"quick-start-{chunk}"


def ingest_ours(folder: Path, places: Places) -> Ingested:
    """`assistant corpus add` and `assistant corpus publish`."""
    home = ["--home", home_of(places)]
    add = run_measured([ASSISTANT, *home, "corpus", "add", folder, "--approved-by", "benchmark"])
    publish = run_measured([ASSISTANT, *home, "corpus", "publish", "--json"])
    return Ingested(
        "ours",
        add.seconds + publish.seconds,
        int(json.loads(publish.output)["passages"]),
        max(add.peak_mib, publish.peak_mib),
        {"add": add.seconds, "publish": publish.seconds},
    )


def ingest_quick_start(folder: Path, places: Places, chunk: int) -> Ingested:
    """The quick start in a process of its own; raises Skipped when llama-index is not there."""
    if importlib.util.find_spec("llama_index") is None:
        raise Skipped("llama-index is not installed, so nothing stands beside ours")
    command = [sys.executable, "-m", "evals.benchmarks.quick_start", "ingest", folder]
    run = run_measured([*command, store_of(places, chunk), "--chunk-size", str(chunk)])
    stages = json.loads(run.output.splitlines()[-1])
    chunks = int(stages.pop("chunks"))
    return Ingested(f"llama-index {chunk}", run.seconds, chunks, run.peak_mib, stages)
