"""Sweeps the two weights of retrieval over questions that no benchmark reports.

python -m evals.benchmarks.tune_retrieval [--shared DIR] [--cache DIR] [--models DIR]
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embed import PACKAGED, load_embedder
from assistant.retrieve import retrieval
from assistant.settings import default_models
from assistant.snapshot.snapshot import Snapshot
from assistant.vocabulary import Expansion
from evals.benchmarks.passage_index import build_snapshot, cached_vectors
from evals.benchmarks.places import Places
from evals.benchmarks.ranking import CANDIDATES, ranked, understand
from evals.benchmarks.report import Table, print_table
from evals.benchmarks.sets import RetrievalSet, load_bioasq, load_medquad
from evals.measures import ndcg, recall

DENSE_SHARES = [round(0.05 * step, 2) for step in range(21)]
ADDED_WEIGHTS = [0.0, 0.2, 0.4, 0.6]

Asked = Sequence[tuple[Expansion, NDArray[np.float32]]]
"""Each question as it is read, with its vector."""


def main() -> None:
    """Print one table for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Places.shared)
    parser.add_argument("--cache", type=Path, default=Places.cache)
    parser.add_argument("--models", type=Path, default=default_models())
    options = parser.parse_args()
    embedder = load_embedder(PACKAGED, options.models)
    sets = options.shared / "evalsets"
    for chosen in (load_medquad(sets / "medquad"), load_bioasq(sets / "bioasq_mirage")):
        vectors = cached_vectors(chosen, embedder, options.cache)
        with tempfile.TemporaryDirectory() as folder:
            snapshot = build_snapshot(chosen, vectors, embedder.identity, Path(folder))
            expansions = [understand(question.text, snapshot) for question in chosen.dev]
            asked = embedder.embed([expansion.text for expansion in expansions])
            rows = list(sweep(chosen, snapshot, list(zip(expansions, asked, strict=True))))
        header = ["added weight", "dense share", "recall@1", "recall@10", "nDCG@10"]
        print_table(Table(f"{chosen.name}: {len(chosen.dev):,} tuning questions", header, rows))


def sweep(chosen: RetrievalSet, snapshot: Snapshot, asked: Asked) -> Iterator[list[str | float]]:
    """A row for each pair of weights: the pair, then recall@1, recall@10 and nDCG@10."""
    identities = list(chosen.passages)
    everything = np.ones(len(identities), bool)
    for weight in ADDED_WEIGHTS:
        with constant("ADDED_WEIGHT", weight):
            found = [
                retrieval.search(expansion, vector, everything, snapshot, CANDIDATES)
                for expansion, vector in asked
            ]
        for share in DENSE_SHARES:
            scores = []
            with constant("DENSE_SHARE", share):
                for question, candidates in zip(chosen.dev, found, strict=True):
                    ranking = [identities[row] for row in ranked(*candidates)[:10]]
                    grades = question.grades
                    one, ten = recall(ranking, grades, 1), recall(ranking, grades, 10)
                    scores.append((one, ten, ndcg(ranking, grades, 10)))
            yield [f"{weight:.1f}", f"{share:.2f}", *np.mean(scores, axis=0).tolist()]


@contextmanager
def constant(name: str, value: float) -> Iterator[None]:
    """Another value for a constant of `assistant.retrieve.retrieval` inside the block."""
    kept = getattr(retrieval, name)
    setattr(retrieval, name, value)
    try:
        yield
    finally:
        setattr(retrieval, name, kept)


if __name__ == "__main__":
    main()
