"""Trains, calibrates and measures the screen's model: python -m evals.training.screen SETS.

Takes a minute or two on one core. Writes model.npz and card.json to assistant/screen/packaged, and
what was measured to evals/training/screen-card.md.
"""

import argparse
import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.embed import PACKAGED, load_embedder
from assistant.screen.model import PACKAGED as TARGET
from assistant.screen.model import Weights
from assistant.settings import default_models
from evals.training.screen_card import card
from evals.training.screen_data import examples
from evals.training.screen_fitting import Columns, fit

NAME = "screen-1"
CARD = Path(__file__).parent / "screen-card.md"


def export(weights: Weights, target: Path) -> None:
    """Write model.npz and the card that names it to the folder `target`."""
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        matrix=weights.matrix.astype(np.float16),
        bias=weights.bias.astype(np.float32),
        probe=weights.probe.astype(np.float32),
    )
    data = packed.getvalue()
    target.mkdir(parents=True, exist_ok=True)
    (target / "model.npz").write_bytes(data)
    described = {
        "name": NAME,
        "sha256": hashlib.sha256(data).hexdigest(),
        "thresholds": {str(kind): chance for kind, chance in weights.thresholds.items()},
        "named": weights.named,
    }
    (target / "card.json").write_text(json.dumps(described, indent=1) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train from the public sets in a folder and from our own questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="the folder of the public sets")
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--card", type=Path, default=CARD)
    chosen = parser.parse_args(arguments)
    found = examples(chosen.sets)
    columns = Columns(load_embedder(PACKAGED, default_models()))
    weights = fit(found, columns)
    export(weights, chosen.target)
    chosen.card.write_text(card(found, weights, columns), "utf-8")


if __name__ == "__main__":
    main()
