"""Chooses how much an evidence model's relevance counts beside the fused score.

    python -m evals.calibration.ranking --home FOLDER [--shared ../shared] [--evidence-model NAME]

The home holds the protocol questions' documents, published (`evals.calibration.decision` makes it).
Two kinds of question choose, neither of which trained the model or is reported anywhere: protocol
questions on the documents that calibrate, and MedQuAD questions on diseases of its test questions
(none that trains is about them) that are not test questions themselves. Takes some minutes.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.embed import PACKAGED, Embedder, load_embedder
from assistant.evidence_model import EvidenceModel, load_evidence_model
from assistant.retrieve import reranking
from assistant.settings import Settings, default_models
from corpus.errors import ModelError
from evals.adapters.records import read_records
from evals.benchmarks.passage_index import build_snapshot, cached_vectors
from evals.benchmarks.places import Places
from evals.benchmarks.ranking import RERANKED, best, understand
from evals.benchmarks.report import Table, print_line, print_table
from evals.benchmarks.sets import RetrievalSet, load_medquad
from evals.calibration.answerable import Corpus

SHARES = (0.0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3, 0.5, 1.0)
EVIDENCE: int = Settings.model_fields["evidence"].default
QUESTIONS = 400
"""Of a set, at most."""


@dataclass(frozen=True)
class Ranking:
    """The candidates of one question by falling fused score; lists of one length."""

    fused: list[float]
    relevances: list[float]
    right: list[bool]

    def places(self, share: float) -> list[int]:
        """The ranks of the right ones, from 0, when relevance counts `share`."""
        scores = reranking.combine(self.fused, self.relevances, share)
        order = np.argsort(-np.array(scores), kind="stable")
        return np.flatnonzero(np.array(self.right)[order]).tolist()


def protocol(corpus: Corpus, folder: Path, model: EvidenceModel) -> Iterator[Ranking]:
    """The answerable questions on the documents that calibrate."""
    for question in list(corpus.answerable(folder, "calibrate"))[:QUESTIONS]:
        expansion = corpus.read(question.text)
        found = corpus.retrieve(expansion, RERANKED)
        judged = model.judge(expansion.asked, [one.as_read for one in found])
        yield Ranking(
            [one.fused for one in found],
            [one.relevance for one in judged],
            [question.answered_in(one) for one in found],
        )


def medquad(folder: Path, embedder: Embedder, cache: Path, model: EvidenceModel) -> list[Ranking]:
    """The tuning questions on diseases that trained nothing; right is what is graded highest."""
    chosen = unseen(load_medquad(folder), folder)
    vectors = cached_vectors(chosen, embedder, cache)
    identities = list(chosen.passages)
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        snapshot = build_snapshot(chosen, vectors, embedder.identity, Path(scratch))
        for question in chosen.dev[:QUESTIONS]:
            expansion = understand(question.text, snapshot)
            rows, fused = best(expansion, snapshot, embedder)
            names = [identities[row] for row in rows[:RERANKED]]
            judged = model.judge(expansion.asked, [chosen.reading(name) for name in names])
            right = [name in question.grades for name in names]
            found.append(
                Ranking(fused[:RERANKED].tolist(), [one.relevance for one in judged], right)
            )
    return found


def unseen(chosen: RetrievalSet, folder: Path) -> RetrievalSet:
    """The set with those tuning questions alone whose disease the test questions are about too."""
    tested = {record["focus"] for record in read_records(folder / "test_questions_1000.jsonl")}
    focus = {record["id"]: record["focus"] for record in read_records(folder / "medquad.jsonl")}
    dev = tuple(question for question in chosen.dev if focus[question.id] in tested)
    return RetrievalSet(chosen.name, chosen.passages, chosen.reported, dev, chosen.headed)


def first(rankings: Sequence[Ranking], share: float) -> float:
    """The share of questions whose first passage is right."""
    return float(np.mean([0 in ranking.places(share) for ranking in rankings]))


def held(rankings: Sequence[Ranking], share: float) -> float:
    """The share of questions with a right passage among the evidence."""
    return float(np.mean([min(r.places(share), default=EVIDENCE) < EVIDENCE for r in rankings]))


def choose(sets: Mapping[str, Sequence[Ranking]]) -> float:
    """The share that puts most right passages first, the sets counting alike."""
    return max(SHARES, key=lambda share: sum(first(found, share) for found in sets.values()))


def main() -> None:
    """Print what each share finds, and what belongs into `assistant/retrieve/reranking.py`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Places.shared)
    parser.add_argument("--cache", type=Path, default=Places.cache)
    parser.add_argument("--evidence-model", default="packaged")
    chosen = parser.parse_args()
    model = load_evidence_model(chosen.evidence_model)
    if model is None:
        raise ModelError("without an evidence model there is nothing to choose: name one")
    sets = chosen.shared / "evalsets"
    embedder = load_embedder(PACKAGED, default_models())
    found = {
        "protocol": list(protocol(Corpus.open(chosen.home), sets / "protocol_questions", model)),
        "medquad": medquad(sets / "medquad", embedder, chosen.cache, model),
    }
    header = ["share", *(f"{name} {what}" for name in found for what in ("first", "in evidence"))]
    rows = [
        [str(share), *(of(every, share) for every in found.values() for of in (first, held))]
        for share in SHARES
    ]
    counts = ", ".join(f"{name} {len(every)}" for name, every in found.items())
    print_table(Table(f"{RERANKED} judged by {model.identity}; questions: {counts}", header, rows))
    print_line(f"RELEVANCE_SHARE = {choose(found)}")


if __name__ == "__main__":
    main()
