"""Recall, MRR and nDCG of lexical search, dense search, both fused, and all that reranked."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.embed import PACKAGED, Embedder, load_embedder
from assistant.evidence_model import EvidenceModel, load_evidence_model
from evals.benchmarks.passage_index import build_snapshot, cached_vectors
from evals.benchmarks.places import Places, Size
from evals.benchmarks.ranking import CANDIDATES, DEPTH, RERANKED, rankers, reranker
from evals.benchmarks.report import Outcome, Skipped, Table
from evals.benchmarks.sets import RetrievalSet, load_bioasq, load_medquad
from evals.measures import ndcg, recall, reciprocal_rank
from evals.statistics.bootstrap import mean_interval

Measure = Callable[[Sequence[str], Mapping[str, int]], float]
MEASURES: dict[str, Measure] = {
    "hit@1": lambda ranking, grades: float(ranking[0] in grades) if ranking else 0.0,
    "recall@1": lambda ranking, grades: recall(ranking, grades, 1),
    "recall@5": lambda ranking, grades: recall(ranking, grades, 5),
    "recall@10": lambda ranking, grades: recall(ranking, grades, 10),
    "MRR": reciprocal_rank,
    "nDCG@10": lambda ranking, grades: ndcg(ranking, grades, 10),
}
LOADERS = {"medquad": load_medquad, "bioasq_mirage": load_bioasq}
NOTES = (
    f"All rank every passage of the set; fused takes the {CANDIDATES} best of either search, "
    f"reranked has the {RERANKED} best of these judged by the evidence model, and MRR looks at the "
    f"first {DEPTH}.",
    "Brackets: 95 % bootstrap intervals over questions; lead: the last system minus the best of "
    "the others, paired by question.",
    "Passages longer than the embedder's 256 tokens are cut there for dense search; the lexical "
    "index reads all of them, and the evidence model its window.",
    "BioASQ figures are of the half that was not tuned on; a question has nine snippets in the "
    "mean, so recall@1 cannot come near 1, and hit@1 says whether the first one is right.",
)


def run(size: Size, places: Places) -> Outcome:
    """Measure on each set that is there; raises Skipped when none is."""
    embedder = load_embedder(PACKAGED, places.models)
    model = load_evidence_model(places.evidence_model)
    tables: list[Table] = []
    figures: dict[str, Any] = {}
    reasons: list[str] = []
    for folder, load in LOADERS.items():
        try:
            chosen = load(places.need(f"evalsets/{folder}"))
        except Skipped as skipped:
            reasons.append(str(skipped))
            continue
        chosen = chosen if size == "full" else chosen.small()
        table, found = measure(chosen, embedder, places.cache, model)
        tables.append(table)
        figures[folder] = found
    if not tables:
        raise Skipped("; ".join(reasons))
    return Outcome(tuple(tables), (*NOTES, *reasons), figures)


def measure(
    chosen: RetrievalSet, embedder: Embedder, cache: Path, model: EvidenceModel | None
) -> tuple[Table, dict[str, Any]]:
    """The table of one set, and the same figures by system and measure."""
    values = score_systems(chosen, embedder, cache, model)
    means = {
        system: {name: mean_interval(scores) for name, scores in measured.items()}
        for system, measured in values.items()
    }
    lead = {}
    *others, ours = values
    for name in MEASURES:
        other = max(others, key=lambda system: means[system][name].mean)
        pairs = zip(values[ours][name], values[other][name], strict=True)
        lead[name] = mean_interval([ours - theirs for ours, theirs in pairs])
    rows = [
        [system, *(f"{i.mean:.3f} [{i.low:.3f}–{i.high:.3f}]" for i in measured.values())]
        for system, measured in means.items()
    ]
    rows.append(["lead", *(f"{i.mean:+.3f} [{i.low:+.3f}–{i.high:+.3f}]" for i in lead.values())])
    title = (
        f"Retrieval on {chosen.name}: {len(chosen.reported):,} questions, "
        f"{len(chosen.passages):,} passages"
    )
    figures = {
        system: {name: asdict(interval) for name, interval in measured.items()}
        for system, measured in (*means.items(), ("lead", lead))
    }
    return Table(title, ["system", *MEASURES], rows), figures


def score_systems(
    chosen: RetrievalSet, embedder: Embedder, cache: Path, model: EvidenceModel | None
) -> dict[str, dict[str, list[float]]]:
    """Every measure of every reported question, by system and measure; ours comes last."""
    vectors = cached_vectors(chosen, embedder, cache)
    identities = list(chosen.passages)
    values: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        snapshot = build_snapshot(chosen, vectors, embedder.identity, Path(folder))
        systems = rankers(snapshot, embedder)
        if model:
            systems["reranked"] = reranker(chosen, snapshot, embedder, model)
        for system, rank in systems.items():
            measured: dict[str, list[float]] = {name: [] for name in MEASURES}
            for question in chosen.reported:
                ranking = [identities[row] for row in rank(question.text)]
                for name, score in MEASURES.items():
                    measured[name].append(score(ranking, question.grades))
            values[system] = measured
    return values
