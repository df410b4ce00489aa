"""Measures an evidence model on what trained nothing, beside the best cosine.

    python -m evals.training.measuring --sets ../shared/evalsets --model FOLDER

Each question is put to its own document alone, for which it is known whether it is answered: the
passages with the highest cosine are judged, and the best of them speaks for the document. So this
says how well the model judges, not how well the whole assistant retrieves and decides.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embed import PACKAGED, Embedder, load_embedder
from assistant.evidence_model import EvidenceModel, load_evidence_model
from assistant.judgement import Reading
from assistant.settings import default_models
from corpus.metadata import slug
from corpus.text import Span
from evals.adapters import guideline_questions, protocol_questions
from evals.adapters.adapter import Content
from evals.adapters.records import read_records
from evals.adapters.splits import part_of
from evals.suites.case import Expect
from evals.suites.gold import find_gold
from evals.training.sources import squad
from evals.training.sources.documents import Piece, pieces

JUDGED = 8
RESAMPLES = 1000
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the texts of its document that may answer it."""

    cluster: str
    question: str
    answerable: bool
    readings: tuple[Reading, ...]
    right: tuple[tuple[bool, ...], ...]
    """Of each reading, which sentences answer."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What model and cosine make of one question."""

    cluster: str
    answerable: bool
    cosine: float
    model: float
    first_by_cosine: bool
    first_by_model: bool
    right_sentence: bool


def protocol(sets: Path, embedder: Embedder) -> Iterator[Asked]:
    """Protocol questions whose documents test."""
    content = protocol_questions.read(sets)
    names = {slug(file.stem): file.name for file in (sets / "protocol_questions/docs").glob("*")}
    yield from _of_documents(content, embedder, lambda key: part_of(names[key]) == "test")


def guidelines(sets: Path, embedder: Embedder) -> Iterator[Asked]:
    """Questions over national guidelines: a kind of document that trains nothing at all."""
    yield from _of_documents(guideline_questions.read(sets), embedder, lambda key: True)


def paragraphs(sets: Path, embedder: Embedder) -> Iterator[Asked]:
    """SQuAD 2.0: articles that test, each question with its one paragraph."""
    for record in read_records(sets / "squad2/squad2.jsonl"):
        if part_of(record["title"]) == "test":
            text = squad.paragraph(record)
            marked = text.sentences or ()
            yield Asked(
                record["title"], record["question"], text.answers, (text.reading,), (marked,)
            )


SETS: dict[str, Callable[[Path, Embedder], Iterator[Asked]]] = {
    "protocol-questions (documents that test)": protocol,
    "guideline-questions (kind kept apart)": guidelines,
    "squad2 (articles that test)": paragraphs,
}


def measure(asked: Asked, embedder: Embedder, model: EvidenceModel) -> Measured:
    """Judge the passages of one question that have the highest cosine."""
    texts = ["\n".join((r.heading, *r.sentences)) for r in asked.readings]
    question, *vectors = _cached(embedder, (asked.question, *texts))
    cosines = np.array(vectors) @ question
    rows = [int(row) for row in np.argsort(-cosines, kind="stable")[:JUDGED]]
    judged = model.judge(asked.question, [asked.readings[row] for row in rows])
    best = max(range(len(rows)), key=lambda place: judged[place].relevance)
    strongest = max(range(len(rows)), key=lambda place: max(judged[place].sentences))
    sentences = judged[strongest].sentences
    return Measured(
        asked.cluster,
        asked.answerable,
        float(cosines[rows[0]]),
        max(judgement.answers for judgement in judged),
        any(asked.right[rows[0]]),
        any(asked.right[rows[best]]),
        asked.right[rows[strongest]][sentences.index(max(sentences))],
    )


def figures(found: Sequence[Measured]) -> dict[str, object]:
    """AUROC of cosine and model, and the share of unanswerable ones rejected at 5 % refused."""
    labels = np.array([one.answerable for one in found])
    clusters = np.array([one.cluster for one in found])
    model = np.array([one.model for one in found])
    cosine = np.array([one.cosine for one in found])
    right = [one for one in found if one.answerable]
    return {
        "answerable": int(labels.sum()),
        "unanswerable": int((~labels).sum()),
        "auroc_cosine": _interval(labels, cosine, clusters, _auroc),
        "auroc_model": _interval(labels, model, clusters, _auroc),
        "rejected_at_5_percent_refused": _interval(labels, model, clusters, _rejected),
        "right_passage_first_by_cosine": _share([one.first_by_cosine for one in right]),
        "right_passage_first_by_model": _share([one.first_by_model for one in right]),
        "right_sentence_first_by_model": _share([one.right_sentence for one in right]),
    }


def main() -> None:
    """Print the figures of every set that is there, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=Path("../shared/evalsets"))
    parser.add_argument("--model", default=PACKAGED)
    parser.add_argument("--every", type=int, default=1, help="take every n-th question")
    chosen = parser.parse_args()
    embedder = load_embedder(PACKAGED, default_models())
    model = load_evidence_model(chosen.model)
    if model is None:
        parser.error("there is nothing to measure without an evidence model")
    report = {}
    for name, read in SETS.items():
        asked = list(read(chosen.sets, embedder))[:: chosen.every]
        report[name] = figures([measure(one, embedder, model) for one in asked])
    json.dump(report, sys.stdout, indent=1)


def _of_documents(
    content: Content, embedder: Embedder, wanted: Callable[[str], bool]
) -> Iterator[Asked]:
    found: dict[str, list[Piece]] = {}
    for case in content.cases:
        key = case.tags["document"]
        if not wanted(key):
            continue
        if key not in found:
            found[key] = pieces(key, content.documents[key], embedder)
        own = found[key]
        spans: list[Span] = [s for g in case.evidence for s in find_gold(own[0].text, g.contains)]
        yield Asked(
            key,
            case.question,
            case.expect is Expect.ANSWER,
            tuple(piece.reading for piece in own),
            tuple(piece.holds(spans) for piece in own),
        )


_vectors: dict[str, NDArray[np.float32]] = {}


def _cached(embedder: Embedder, texts: Sequence[str]) -> list[NDArray[np.float32]]:
    """Vectors of texts, each embedded once: the passages of a document serve all its questions."""
    new = [text for text in dict.fromkeys(texts) if text not in _vectors]
    if new:
        _vectors.update(zip(new, embedder.embed(new), strict=True))
    return [_vectors[text] for text in texts]


Statistic = Callable[[NDArray[np.bool_], NDArray[np.float64]], float]


def _auroc(labels: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(labels, scores))


def _rejected(labels: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """The share of unanswerable questions below what 95 % of the answerable ones reach."""
    return float(np.mean(scores[~labels] < np.quantile(scores[labels], 0.05)))


def _interval(
    labels: NDArray[np.bool_],
    scores: NDArray[np.float64],
    clusters: NDArray[np.str_],
    statistic: Statistic,
) -> list[float]:
    """The value, with its 95 % percentile interval over resampled documents."""
    rows = {cluster: np.flatnonzero(clusters == cluster) for cluster in np.unique(clusters)}
    names = list(rows)
    chance = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        picked = np.concatenate(
            [rows[names[n]] for n in chance.integers(0, len(names), len(names))]
        )
        if 0 < labels[picked].sum() < len(picked):
            drawn.append(statistic(labels[picked], scores[picked]))
    low, high = np.percentile(drawn, (2.5, 97.5))
    return [round(float(value), 4) for value in (statistic(labels, scores), low, high)]


def _share(values: Sequence[bool]) -> float:
    return round(float(np.mean(values)), 4)


if __name__ == "__main__":
    main()
