"""Fits the weights of `assistant.decide` on protocol questions, and reports on the other half.

    python -m evals.calibration.decision --shared ../shared --home FOLDER

The set's documents are published into the home folder first, if it has no snapshot. Documents are
split in two by a seed: one half's questions fit, the other half's are reported. An answerable
question counts as answerable when its quote is in the evidence; the same question with its
document taken out, and a near miss, count as unanswerable.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.decide.features import features
from assistant.embed import load_embedder
from assistant.retrieve import retrieve
from assistant.settings import load_settings
from assistant.snapshot.current import CurrentSnapshot
from assistant.snapshot.pointer import read_history
from assistant.snapshot.publish import publish
from assistant.vocabulary import expand
from corpus.catalogue import Catalogue
from corpus.intake import add_files, find_files
from corpus.library import Library

SEED = 20261122
QUESTIONS = 1600
WRONGLY_REFUSED = 0.10
"""The threshold is set where this share of the fitting half's answerable questions falls below."""


@dataclass(frozen=True)
class Example:
    """One question with one state of the corpus."""

    kind: str
    """`answerable`, `near_miss` or `removed`."""
    fitting: bool
    values: dict[str, float]


def examples(questions: list[dict[str, Any]], home: Path) -> Iterator[Example]:
    """The features of every question; answerable ones once more without their document."""
    settings = load_settings(home)
    embedder = load_embedder(settings.embedder, settings.models)
    library, catalogue = Library(home), Catalogue(home)
    snapshot = CurrentSnapshot(home, embedder.identity).get()
    in_force = catalogue.in_force(date.today())
    by_file = {version.source_name: key for key, version in in_force.items()}
    documents = sorted(by_file)
    random.Random(SEED).shuffle(documents)
    fitting = set(documents[: len(documents) // 2])
    for question in random.Random(SEED).sample(questions, min(QUESTIONS, len(questions))):
        own = by_file[question["doc"]]
        rest = {key: version for key, version in in_force.items() if key != own}
        expansion = expand(question["question"], snapshot.lexical.__contains__, snapshot.spelling)
        cases = [("near_miss", in_force)]
        if question["answerable"]:
            cases = [("answerable", in_force), ("removed", rest)]
        for kind, allowed in cases:
            evidence = retrieve(
                expansion,
                allowed,
                snapshot,
                library,
                embedder,
                candidates=settings.candidates,
                count=settings.evidence,
            )
            if kind == "answerable":
                readings = [e.passage.reading for e in evidence if e.version.key == own]
                if not any(_plain(question["quote"])[:60] in _plain(r) for r in readings):
                    continue
            values = features(expansion, evidence, snapshot.lexical.rarity)
            yield Example(kind, question["doc"] in fitting, values)


def fit(found: list[Example]) -> tuple[dict[str, float], float, float]:
    """Weights, intercept and threshold; answerable and unanswerable count equally."""
    from sklearn.linear_model import LogisticRegression

    names = list(found[0].values)
    rows, labels = _matrix(found, names)
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000).fit(rows, labels)
    probabilities = model.predict_proba(rows)[:, 1]
    threshold = float(np.quantile(probabilities[labels], WRONGLY_REFUSED))
    weights = dict(zip(names, map(float, model.coef_[0]), strict=True))
    return weights, float(model.intercept_[0]), threshold


def report(
    found: list[Example], weights: dict[str, float], intercept: float, threshold: float
) -> dict[str, float]:
    """Share refused of each kind, and how well the probability tells each kind apart (AUROC)."""
    from sklearn.metrics import roc_auc_score

    rows, labels = _matrix(found, list(weights))
    probabilities = 1 / (1 + np.exp(-(rows @ np.array(list(weights.values())) + intercept)))
    kinds = np.array([example.kind for example in found])
    figures = {
        f"{kind} refused": float(np.mean(probabilities[kinds == kind] < threshold))
        for kind in ("answerable", "near_miss", "removed")
    }
    for kind in ("near_miss", "removed"):
        among = labels | (kinds == kind)
        figures[f"AUROC {kind}"] = float(roc_auc_score(labels[among], probabilities[among]))
    return figures


def _matrix(
    found: list[Example], names: list[str]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    rows = np.array([[example.values[name] for name in names] for example in found])
    return rows, np.array([example.kind == "answerable" for example in found])


def _plain(text: str) -> str:
    """Letters and digits only: the sets quote Markdown, the corpus holds plain text."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _publish(documents: Path, home: Path) -> None:
    settings = load_settings(home)
    catalogue, library = Catalogue(home), Library(home)
    add_files(find_files([documents]), catalogue, library, by="calibration", approved_by="set")
    embedder = load_embedder(settings.embedder, settings.models)
    publish(home, catalogue, library, embedder, by="calibration")


def main() -> None:
    """Fit, report, and print what belongs into `assistant/decide/decision.py`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--home", type=Path, default=Path("build/calibration"))
    chosen = parser.parse_args()
    source = chosen.shared / "evalsets" / "protocol_questions"
    if not read_history(chosen.home):
        _publish(source / "docs", chosen.home)
    lines = (source / "questions.jsonl").read_text().splitlines()
    found = list(examples([json.loads(line) for line in lines], chosen.home))
    weights, intercept, threshold = fit([example for example in found if example.fitting])
    kept_apart = [example for example in found if not example.fitting]
    figures = report(kept_apart, weights, intercept, threshold)
    result = {
        "weights": {name: round(value, 3) for name, value in weights.items()},
        "intercept": round(intercept, 3),
        "threshold": round(threshold, 3),
        "examples": len(found),
        "kept apart": {name: round(value, 3) for name, value in figures.items()},
    }
    print(json.dumps(result, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
