"""Measures a support model on what trained and calibrated nothing.

    python -m evals.training.support.measuring --sets ../shared/evalsets \
        --guidelines ../shared/guidelines --model FOLDER

By kind of corruption: the share that is turned down, at the model's own threshold (0.5) and at the
one that turns down 2 % of the supported statements of the very set. On SciFact and HealthVer:
accuracy beside always supported, word overlap and cosine, whose thresholds are chosen on other
claims of the set.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.embed import PACKAGED, Embedder, load_embedder
from assistant.settings import default_models
from assistant.support_model import SupportModel
from assistant.support_model.trained import OnnxSupportModel
from evals.statistics.interval import Interval
from evals.statistics.rates import rate_interval
from evals.training.support import literature
from evals.training.support.baselines import (
    Scores,
    accuracy,
    always,
    best_threshold,
    cosine,
    word_overlap,
)
from evals.training.support.documents import kept_apart, lines
from evals.training.support.example import Example
from evals.training.support.threshold import logits, threshold_of
from evals.training.support.twins import twins

SEED = 20261123
"""Another one than in training."""
KEPT_APART = 120
"""Documents drawn of the two national guidelines."""


def corruptions(examples: Sequence[Example], made: Scores) -> dict[str, Any]:
    """False alarms by rewording and kills by corruption, each a rate with its interval."""
    own = threshold_of(examples, made)
    report: dict[str, Any] = {"pairs": len(examples)}
    for name, threshold in (("at_0.5", 0.0), ("at_2_percent_false_alarms", own)):
        down = made < threshold
        kinds = sorted({(one.supported, one.kind) for one in examples})
        report[name] = {
            "false_alarms": _rate(examples, down, supported=True),
            "killed": _rate(examples, down, supported=False),
            "by_kind": {
                f"{'false alarms' if supported else 'killed'}: {kind}": _rate(
                    examples, down, supported=supported, kind=kind
                )
                for supported, kind in kinds
            },
        }
    return report


def claims(
    choosing: Sequence[Example],
    testing: Sequence[Example],
    model: SupportModel,
    embedder: Embedder,
) -> dict[str, Any]:
    """Accuracy on `testing`; thresholds but that of 0.5 are chosen on `choosing`."""
    scores = {
        "word overlap": (word_overlap(choosing), word_overlap(testing)),
        "cosine": (cosine(choosing, embedder), cosine(testing, embedder)),
        "model, threshold chosen": (logits(model, choosing), logits(model, testing)),
    }
    found = {"always supported": accuracy(testing, always(testing), 0.5)}
    for name, (chosen, tested) in scores.items():
        found[name] = accuracy(testing, tested, best_threshold(choosing, chosen))
    found["model at 0.5"] = accuracy(testing, scores["model, threshold chosen"][1], 0.0)
    return {
        "claims": len(testing),
        "supported": sum(one.supported for one in testing),
        **{
            name: {"accuracy": _shown(one.accuracy), "auroc": round(one.auroc, 4)}
            for name, one in found.items()
        },
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=Path("../shared/evalsets"))
    parser.add_argument("--guidelines", type=Path, default=Path("../shared/guidelines"))
    parser.add_argument("--model", type=Path, required=True, help="a folder of the training")
    parser.add_argument("--every", type=int, default=1, help="take every n-th line and claim")
    chosen = parser.parse_args()
    embedder = load_embedder(PACKAGED, default_models())
    model = OnnxSupportModel(chosen.model)
    every = slice(None, None, chosen.every)
    read = {
        "documents that test": lines(chosen.sets, chosen.guidelines, "test", embedder),
        "kind kept apart": kept_apart(chosen.sets, KEPT_APART, embedder, SEED),
    }
    report: dict[str, Any] = {"model": model.identity}
    for name, found in read.items():
        examples = list(twins(list(found)[every], SEED))
        report[name] = corruptions(examples, logits(model, examples))
    sets = chosen.sets
    for name, choosing, testing in (
        ("scifact", literature.scifact_calibrate(sets), literature.scifact_test(sets)),
        ("healthver", literature.healthver(sets, "dev"), literature.healthver(sets, "test")),
    ):
        report[name] = claims(list(choosing)[every], list(testing)[every], model, embedder)
    json.dump(report, sys.stdout, indent=1)


def _rate(
    examples: Sequence[Example], down: Any, *, supported: bool, kind: str | None = None
) -> list[float]:
    """The share turned down, with its 95 % interval, clustered by document, and the number."""
    rows = [
        row
        for row, one in enumerate(examples)
        if one.supported == supported and kind in {None, one.kind}
    ]
    hits = [float(down[row]) for row in rows]
    rate = rate_interval(hits, [1] * len(rows), [examples[row].document for row in rows])
    return [*_shown(rate), len(rows)]


def _shown(interval: Interval) -> list[float]:
    return [round(float(one), 4) for one in (interval.mean, interval.low, interval.high)]


if __name__ == "__main__":
    main()
