"""Trains the evidence model: broad sets first, protocol questions more and more.

    python -m evals.training.evidence --sets ../shared/evalsets --out FOLDER

Writes after every round what is so far the model (model.onnx, tokenizer.json, card.json) and its
weights. On two cores a round takes about a quarter of an hour, all of it about an hour and a
half; see docs/evidence-model.md for data, licences and measures.
"""

import argparse
import gc
import json
import logging
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from assistant.embed import PACKAGED, load_embedder
from assistant.embed.export import package_folder
from assistant.evidence_model.pairs import WINDOW
from assistant.settings import default_models
from evals.training.batches import Item, batches, tokenized
from evals.training.development import figures
from evals.training.example import Group
from evals.training.export import export
from evals.training.loss import loss
from evals.training.network import EvidenceNetwork
from evals.training.sources import abstracts, medquad, protocol, squad

NAME = "evidence-minilm"
SEED = 20261122
PAIRS = 36
"""Of a step."""
RATE, HEAD_RATE = 6e-5, 1e-3
WARM_UP = 0.06
"""Share of the steps in which the rates rise; after that they fall in a straight line to 0."""
ROUNDS: tuple[Mapping[str, float], ...] = (
    {"medquad": 0.25, "scifact": 0.3, "pubmedqa": 0.4, "squad2": 0.4, protocol.NAME: 0.4},
    {"medquad": 0.12, "scifact": 0.1, "pubmedqa": 0.2, "squad2": 0.5, protocol.NAME: 0.8},
    {"medquad": 0.06, "scifact": 0.06, "pubmedqa": 0.1, "squad2": 0.3, protocol.NAME: 0.8},
    {"medquad": 0.04, "scifact": 0.04, "pubmedqa": 0.1, "squad2": 0.2, protocol.NAME: 0.8},
)
"""The share of each set that a round takes; never protocol questions alone, or ranking is lost."""

LICENCES = {
    "protocol_questions, contrastive questions": "questions ours; documents Apache-2.0 "
    "(openem-corpus), CC BY 4.0 (OpenStax)",
    "medquad": "CC BY 4.0",
    "squad2": "CC BY-SA 4.0",
    "pubmedqa": "MIT",
    "scifact": "CC BY 4.0",
}

log = logging.getLogger("evals.training")


@dataclass
class Trainer:
    """One run over all rounds."""

    network: EvidenceNetwork
    steps: int
    rate: float = RATE
    """Of the encoder; its heads, which begin with nothing, take HEAD_RATE."""

    def __post_init__(self) -> None:
        for weights in self.network.encoder.embeddings.parameters():
            # Half of all weights: too many for so few pairs, and what other sets need.
            weights.requires_grad = False
        encoder = [w for w in self.network.encoder.parameters() if w.requires_grad]
        known = set(map(id, self.network.encoder.parameters()))
        heads = [w for w in self.network.parameters() if id(w) not in known]
        parts = [{"params": encoder, "lr": self.rate}, {"params": heads, "lr": HEAD_RATE}]
        self._optimizer = torch.optim.AdamW(parts, weight_decay=0.01)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._rate)

    def _rate(self, step: int) -> float:
        warm = max(1, int(WARM_UP * self.steps))
        return min((step + 1) / warm, max(0.02, (self.steps - step) / max(1, self.steps - warm)))

    def run(self, groups: Sequence[Sequence[Item]], seed: int) -> None:
        """One pass over the groups."""
        self.network.train()
        began, pairs, total = time.perf_counter(), 0, 0.0
        for number, step in enumerate(batches(groups, PAIRS, seed), 1):
            # In bfloat16 the products take half the time; weights and sums stay in float32.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                made = [self.network(part.ids, part.mask, part.segments) for part in step]
            value = loss(step, made)
            self._optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self._optimizer.step()
            self._schedule.step()
            pairs, total = pairs + sum(len(part.ids) for part in step), total + value.item()
            if number % 50 == 0:
                speed = pairs / (time.perf_counter() - began)
                log.info("step %d, loss %.3f, %.1f pairs a second", number, total / 50, speed)
                total = 0.0


def load(sets: Path) -> dict[str, list[Group]]:
    """Every set that trains, by name, and `development`: documents that calibrate."""
    embedder = load_embedder(PACKAGED, default_models())
    return {
        "medquad": list(medquad.groups(sets, 5000, SEED)),
        "scifact": list(abstracts.scifact(sets, 2500, SEED)),
        "pubmedqa": list(abstracts.pubmedqa(sets)),
        "squad2": list(squad.groups(sets, "train", SEED)),
        protocol.NAME: list(protocol.groups(sets, "train", embedder, SEED)),
        "development": list(protocol.groups(sets, "calibrate", embedder, SEED, swaps=0)),
    }


def rounds(groups: Mapping[str, Sequence[Group]]) -> Iterator[list[Group]]:
    """What each round trains on; a share of a set is another one in every round."""
    chance = random.Random(SEED)
    for shares in ROUNDS:
        yield [
            group
            for name, share in shares.items()
            for group in chance.sample(list(groups[name]), round(share * len(groups[name])))
        ]


def main() -> None:
    """Train, say how it goes, and write the model after every round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=Path("../shared/evalsets"))
    parser.add_argument("--out", type=Path, default=Path("build/evidence-model"))
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(SEED)
    source = package_folder()
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    sets = load(chosen.sets)
    log.info("%s", {name: len(groups) for name, groups in sets.items()})
    planned = [tokenized(groups, tokenizer) for groups in rounds(sets)]
    steps = sum(1 for groups in planned for _ in batches(groups, PAIRS, SEED))
    log.info("%d pairs in %d steps", sum(len(g) for p in planned for g in p), steps)
    trainer = Trainer(EvidenceNetwork(source), steps)
    development = tokenized(sets["development"], tokenizer)
    gc.freeze()  # millions of small objects that never change need no collecting
    for number, groups in enumerate(planned, 1):
        trainer.run(groups, SEED + number)
        found = figures(trainer.network, development)
        log.info("round %d: %s", number, json.dumps(found))
        folder = chosen.out / f"round-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        torch.save(trainer.network.state_dict(), folder / "weights.pt")
        plain = EvidenceNetwork(source, attention="eager")
        plain.load_state_dict(trainer.network.state_dict())
        card = {
            "name": f"{NAME}-{number}",
            "window": WINDOW,
            "seed": SEED,
            "about": "docs/evidence-model.md",
            "start": "all-MiniLM-L6-v2, Apache-2.0",
            "trained_on": LICENCES,
            "development": found,
        }
        export(plain, source / "tokenizer.json", folder, card)


if __name__ == "__main__":
    main()
