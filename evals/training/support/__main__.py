"""Trains the support model on real sentences and their corruptions.

    python -m evals.training.support --sets ../shared/evalsets --guidelines ../shared/guidelines \
        --out FOLDER

Writes after every round what is so far the model (model.onnx, tokenizer.json, card.json) and the
state from which the same command goes on when it was stopped. See docs/support-model.md for data,
licences and measures; `--trial` takes a few hundred pairs, to see that everything works.
"""

import argparse
import logging
from pathlib import Path

import torch
from tokenizers import Tokenizer

from assistant.embed import PACKAGED, load_embedder
from assistant.embed.export import package_folder
from assistant.settings import default_models
from assistant.support_model.trained import WINDOW, OnnxSupportModel
from evals.training.export import SUPPORT, export
from evals.training.support.batches import Item, tokenized
from evals.training.support.documents import lines
from evals.training.support.example import Example, Line
from evals.training.support.literature import scifact_train
from evals.training.support.network import SupportNetwork
from evals.training.support.threshold import FALSE_ALARMS, killed_at, logits, threshold_of
from evals.training.support.trainer import Trainer
from evals.training.support.twins import twins

NAME = "support-minilm"
SEED = 20261122
STATE = "state.pt"
"""Weights and optimizer of a round that is done."""
SLICES = 2
"""A round takes every second line, the next one the others, and every line is changed anew; each
takes all of SciFact, since a hand-written claim is worth several rewordings by rule."""
LICENCES = {
    "protocol_questions documents": "Apache-2.0 (openem-corpus), CC BY 4.0 (OpenStax)",
    "openstax_pharmacology": "CC BY 4.0 (OpenStax, Rice University)",
    "scifact": "claims CC BY 4.0, abstracts ODC-By 1.0",
}

log = logging.getLogger("evals.training")


def load(
    sets: Path, guidelines: Path, trial: int | None
) -> tuple[list[Line], list[Example], list[Example]]:
    """Lines and claims that train, and pairs that calibrate; no more of each than `trial`."""
    embedder = load_embedder(PACKAGED, default_models())
    training, calibrating = (
        list(lines(sets, guidelines, part, embedder))[:trial] for part in ("train", "calibrate")
    )
    return training, list(scifact_train(sets))[:trial], list(twins(calibrating, SEED))


def main() -> None:
    """Train, say how it goes, and write the model after every round; begun again, go on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=Path("../shared/evalsets"))
    parser.add_argument("--guidelines", type=Path, default=Path("../shared/guidelines"))
    parser.add_argument("--out", type=Path, default=Path("build/support-model"))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--layers", type=int, default=3, help="of the encoder's six")
    parser.add_argument("--trial", type=int, help="take no more lines and claims than this")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(SEED)
    source = package_folder()
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True
    training, claims, calibrating = load(chosen.sets, chosen.guidelines, chosen.trial)
    trainer = Trainer(SupportNetwork(source, chosen.layers), chosen.rounds)
    for number in range(chosen.rounds):
        folder = chosen.out / f"round-{number + 1}"
        if (folder / STATE).exists():
            trainer.take_up(torch.load(folder / STATE, weights_only=True))
            log.info("round %d was done", number + 1)
            continue
        pairs = [*twins(training[number % SLICES :: SLICES], SEED + number), *claims]
        items = tokenized(pairs, tokenizer)
        supported = sum(item.example.supported for item in items)
        log.info("round %d: %d pairs, %d supported", number + 1, len(items), supported)
        speed = trainer.run(items, number, SEED + number)
        log.info("round %d: %.1f pairs a second", number + 1, speed)
        write(folder, trainer, source, tokenized(calibrating, tokenizer), number + 1)


def write(
    folder: Path, trainer: Trainer, source: Path, calibrating: list[Item], number: int
) -> None:
    """Export the model with the threshold that the calibrating pairs give it in int8."""
    folder.mkdir(parents=True, exist_ok=True)
    layers = trainer.network.encoder.config.num_hidden_layers
    plain = SupportNetwork(source, layers)
    plain.load_state_dict(trainer.network.state_dict())
    card = {
        "name": f"{NAME}-{number}",
        "window": WINDOW,
        "layers": layers,
        "seed": SEED,
        "about": "docs/support-model.md",
        "start": "all-MiniLM-L6-v2, Apache-2.0",
        "trained_on": LICENCES,
    }
    export(plain, source / "tokenizer.json", folder, card, SUPPORT)
    examples = [item.example for item in calibrating]
    made = logits(OnnxSupportModel(folder), examples)
    threshold = threshold_of(examples, made)
    found = {
        "pairs": len(examples),
        "threshold": round(threshold, 4),
        "false_alarms": FALSE_ALARMS,
        "killed": round(killed_at(examples, made, threshold), 4),
    }
    log.info("round %d: %s", number, found)
    plain.threshold.fill_(threshold)
    export(plain, source / "tokenizer.json", folder, {**card, "calibrated": found}, SUPPORT)
    torch.save(trainer.state(), folder / STATE)


if __name__ == "__main__":
    main()
