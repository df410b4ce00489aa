"""Fits the decision on protocol questions, chooses its threshold, and reports on documents apart.

    python -m evals.calibration.decision --home FOLDER [--shared ../shared] \
        [--evidence-model NAME] [--risk 0.02] [--wrongly-refused 0.1] [--write FILE]

The set's documents are published into the home first, if they are not. Without an evidence model
the weights are fitted on the documents that train. With one, the shipped weights without a model
count as one feature beside its logits, and these few weights are fitted on the documents that
calibrate, because the model was trained on the others and is too sure there: for the threshold
every document is judged by weights fitted on the other folds (cross-fitting), and the shipped
weights are fitted on all of them. So fit without a model first, and write it. The threshold is
chosen on the documents that calibrate, and everything that is reported is of those that test.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.calibration import Calibration, CalibrationData
from assistant.decide import shipped
from assistant.embed import load_embedder
from assistant.evidence_model import NONE, identity_of, load_evidence_model
from assistant.settings import load_settings
from assistant.snapshot.publish import publish
from corpus.catalogue import Catalogue
from corpus.intake import add_files, find_files
from corpus.library import Library
from evals.adapters.splits import Part
from evals.calibration.answerable import Corpus
from evals.calibration.examples import Example, digest, examples, read_records
from evals.calibration.fitting import (
    Weights,
    cross_fitted,
    fit,
    fit_on,
    in_mix,
    probabilities,
)
from evals.calibration.holding import RISKS, Scored, cases_needed
from evals.calibration.judged import KeptJudgements
from evals.calibration.testing import report

MIX = (
    "protocol questions: half have an answer in the corpus, a quarter are near misses and "
    "a quarter are about a document that is not there"
)
CONFIDENCE = 0.95


def scored(found: Sequence[Example], chances: Sequence[float]) -> Scored:
    """The examples of the mix; each question is a cluster, as it may come with two corpora."""
    kept = [(one, p) for one, p in zip(found, chances, strict=True) if in_mix(one)]
    return Scored(
        [0.0 if one.forbidden else p for one, p in kept],
        [one.right for one, _ in kept],
        [f"{one.document}: {one.question}" for one, _ in kept],
    )


def calibrate(
    cases: Scored,
    weights: Weights,
    data: tuple[CalibrationData, ...],
    *,
    model: str,
    risk: float,
    refused: float,
    least: float,
) -> Calibration:
    """The threshold that holds the risk, if it answers `least` of what is answerable.

    Otherwise the one that wrongly refuses `refused`, stated with the risk that it does hold.
    """
    threshold = cases.holding(risk, CONFIDENCE)
    if threshold is None or cases.at(threshold, CONFIDENCE).coverage < least:
        threshold = cases.refusing(refused)
    threshold = round(threshold, 4)
    return Calibration(
        evidence_model=model,
        weights={name: round(value, 4) for name, value in weights.of.items()},
        intercept=round(weights.intercept, 4),
        threshold=threshold,
        aim=risk,
        held=round(cases.at(threshold, CONFIDENCE).upper, 4),
        confidence=CONFIDENCE,
        mix=MIX,
        answered=cases.answered(threshold),
        wrong=cases.wrong(threshold),
        cases=len(cases.probabilities),
        curve=cases.curve(CONFIDENCE),
        data=data,
    )


def held(cases: Scored) -> list[dict[str, Any]]:
    """What can be held with these cases, and how many answered ones would show it."""
    found = []
    for risk in RISKS:
        threshold = cases.holding(risk, CONFIDENCE)
        coverage = cases.at(threshold, CONFIDENCE).coverage if threshold is not None else 0.0
        row: dict[str, Any] = {"risk": risk, "threshold": threshold, "coverage": round(coverage, 3)}
        if threshold is None:
            bold = cases.refusing(0.4)
            row["answered cases needed for 60 % coverage"] = cases_needed(
                cases.answered(bold), cases.wrong(bold), risk, CONFIDENCE
            )
        found.append(row)
    return found


def _publish(documents: Path, home: Path) -> None:
    """Bring the documents in, unless they are there; what is published already stays as it is."""
    settings = load_settings(home)
    catalogue, library = Catalogue(home), Library(home)
    if not catalogue.versions():
        add_files(find_files([documents]), catalogue, library, by="calibration", approved_by="set")
    embedder = load_embedder(settings.embedder, settings.models)
    publish(home, catalogue, library, embedder, by="calibration")


def main() -> None:
    """Fit, report, and write the calibration."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--home", type=Path, default=Path("build/calibration"))
    parser.add_argument("--evidence-model", default=NONE)
    parser.add_argument("--risk", type=float, default=0.02)
    parser.add_argument("--wrongly-refused", type=float, default=0.10)
    parser.add_argument("--least-coverage", type=float, default=0.60)
    parser.add_argument("--reranked", type=int, help="Passages judged. [as the settings say]")
    parser.add_argument("--at-most", type=int, help="Questions of each part, to try it out.")
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    source = chosen.shared / "evalsets" / "protocol_questions"
    _publish(source / "docs", chosen.home)
    settings = load_settings(chosen.home)
    corpus = Corpus.open(chosen.home)
    model = load_evidence_model(chosen.evidence_model)
    kept = KeptJudgements(model, chosen.home / "judged") if model else None

    def of(*parts: Part) -> tuple[list[Example], str]:
        records = read_records(source, parts)[: chosen.at_most]
        found = examples(
            records,
            corpus,
            kept,
            evidence=settings.evidence,
            reranked=chosen.reranked or settings.reranked,
        )
        return list(found), digest(records)

    calibrating, calibrating_sha = of("calibrate")
    testing, _ = of("test")
    name = "protocol_questions, documents that "
    data: tuple[CalibrationData, ...]
    if model is None:
        training, training_sha = of("train")
        weights = fit(training)
        chances = probabilities(calibrating, weights)
        data = (
            CalibrationData(name + "train", training_sha, len(training), "weights"),
            CalibrationData(name + "calibrate", calibrating_sha, len(calibrating), "threshold"),
        )
    else:
        without = shipped()[NONE]
        base = Weights(dict(without.weights), without.intercept)
        weights = fit_on(calibrating, base)
        chances = cross_fitted(calibrating, base)
        use = "weights and threshold"
        data = (
            *(one for one in without.data if one.used_for == "weights"),
            CalibrationData(name + "calibrate", calibrating_sha, len(calibrating), use),
        )
    cases = scored(calibrating, chances)
    calibration = calibrate(
        cases,
        weights,
        data,
        model=identity_of(model),
        risk=chosen.risk,
        refused=chosen.wrongly_refused,
        least=chosen.least_coverage,
    )
    if chosen.write:
        chosen.write.write_bytes(calibration.to_json())
    on_test = scored(testing, probabilities(testing, weights))
    lines = {
        "weights": calibration.weights,
        "intercept": calibration.intercept,
        "threshold": calibration.threshold,
        "held": calibration.held,
        "on calibrate": held(cases),
        "on test": report(testing, weights, calibration, cases, on_test),
    }
    print(json.dumps(lines, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
