"""The packaged int8 embedder beside the float32 weights it was made from: cosine and speed."""

import importlib.util
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.embed import PACKAGED, Embedder, load_embedder
from assistant.embed.export import PACKAGE
from evals.benchmarks.places import Places, Size
from evals.benchmarks.report import Outcome, Skipped, Table
from evals.benchmarks.sets import fixed_order, load_medquad

PASSAGES = {"small": 200, "full": 500}
NOTES = (
    "MedQuAD passages in a fixed random order, both cut at 256 tokens; the goal is a cosine of "
    "0.99 or more.",
)


def run(size: Size, places: Places) -> Outcome:
    """Embed the same passages with both; raises Skipped without the set or the weights."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise Skipped(f"the package {PACKAGE} with the float32 weights is not installed")
    full_precision = str(Path(found.submodule_search_locations[0]) / "model")
    passages = load_medquad(places.need("evalsets/medquad")).passages.values()
    texts = fixed_order(passages, lambda text: text)[: PASSAGES[size]]
    ours, our_rate = _embed(load_embedder(PACKAGED, places.models), texts)
    theirs, their_rate = _embed(load_embedder(full_precision, places.models), texts)
    figures = {
        **agreement(ours, theirs),
        "int8 passages/s": our_rate,
        "float32 passages/s": their_rate,
    }
    rows: list[list[Any]] = [
        ["cosine: least", figures["least"]],
        ["cosine: 1st percentile", figures["p1"]],
        ["cosine: mean", figures["mean"]],
        ["int8 onnxruntime passages/s", our_rate],
        ["float32 sentence-transformers passages/s", their_rate],
        ["int8 over float32", f"{our_rate / their_rate:.2f} ×"],
    ]
    table = Table(f"Embedding {len(texts)} passages", ["figure", "value"], rows)
    return Outcome((table,), NOTES, figures)


def agreement(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> dict[str, float]:
    """Least, first percentile and mean of the cosines, row by row; the rows are unit vectors."""
    cosines = (ours * theirs).sum(axis=1)
    least, low = float(cosines.min()), float(np.percentile(cosines, 1))
    return {"least": least, "p1": low, "mean": float(cosines.mean())}


def _embed(embedder: Embedder, texts: list[str]) -> tuple[NDArray[np.float32], float]:
    """Vectors, and texts a second once the model has run."""
    embedder.embed(texts[:8])
    began = time.perf_counter()
    vectors = embedder.embed(texts)
    return vectors, len(texts) / (time.perf_counter() - began)
