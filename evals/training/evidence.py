"""Trains the evidence model: broad sets first, protocol questions more and more.

    python -m evals.training.evidence --sets ../shared/evalsets --out FOLDER

Writes after every round what is so far the model (model.onnx, tokenizer.json, card.json) and the
state from which the same command goes on when it was stopped. On two cores a round takes about a
quarter of an hour, all of it about two hours and a half; see docs/evidence-model.md for data,
licences and measures.
"""

import argparse
import gc
import json
import logging
import random
import time
from collections.abc import Mapping, Sequence
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
STATE = "state.pt"
"""Weights and optimizer of a round that is done."""
WARM_UP = 0.06
"""Share of a cycle in which the rates rise; after that they fall in a straight line to 0."""


@dataclass(frozen=True)
class Cycle:
    """Rounds over which the rates rise and fall once."""

    rate: float
    """Of the encoder."""
    head_rate: float
    """Of the heads, which begin with nothing."""
    rounds: tuple[Mapping[str, float], ...]
    """The share of each set that a round takes; never protocol questions alone, or ranking is
    lost."""


_LATE = {"medquad": 0.03, "scifact": 0.03, "pubmedqa": 0.06, "squad2": 0.4, protocol.NAME: 0.65}
CYCLES = (
    Cycle(
        6e-5,
        1e-3,
        (
            {"medquad": 0.25, "scifact": 0.3, "pubmedqa": 0.4, "squad2": 0.4, protocol.NAME: 0.4},
            {"medquad": 0.12, "scifact": 0.1, "pubmedqa": 0.2, "squad2": 0.5, protocol.NAME: 0.8},
            {"medquad": 0.06, "scifact": 0.06, "pubmedqa": 0.1, "squad2": 0.3, protocol.NAME: 0.8},
            {"medquad": 0.04, "scifact": 0.04, "pubmedqa": 0.1, "squad2": 0.2, protocol.NAME: 0.8},
        ),
    ),
    Cycle(
        4e-5,
        3e-4,
        (_LATE, _LATE, _LATE, {**_LATE, "squad2": 0.2, protocol.NAME: 0.4}),
    ),
)

LICENCES = {
    "protocol_questions, contrastive questions": "questions ours; documents Apache-2.0 "
    "(openem-corpus), CC BY 4.0 (OpenStax)",
    "medquad": "CC BY 4.0",
    "squad2": "CC BY-SA 4.0",
    "pubmedqa": "MIT",
    "scifact": "CC BY 4.0",
}

log = logging.getLogger("evals.training")


class Trainer:
    """Trains one network over one cycle."""

    def __init__(self, network: EvidenceNetwork, cycle: Cycle) -> None:
        self.network = network
        self._rounds = len(cycle.rounds)
        for weights in network.encoder.embeddings.parameters():
            # Half of all weights: too many for so few pairs, and what other sets need.
            weights.requires_grad = False
        encoder = [w for w in network.encoder.parameters() if w.requires_grad]
        known = set(map(id, network.encoder.parameters()))
        heads = [w for w in network.parameters() if id(w) not in known]
        parts = [{"params": encoder}, {"params": heads}]
        self._peaks = (cycle.rate, cycle.head_rate)
        self.optimizer = torch.optim.AdamW(parts, weight_decay=0.01)

    def _set_rates(self, done: float) -> None:
        """`done`: the share of the cycle that is behind, from 0 to 1."""
        share = min((done + 1e-3) / WARM_UP, max(0.02, (1 - done) / (1 - WARM_UP)))
        for part, peak in zip(self.optimizer.param_groups, self._peaks, strict=True):
            part["lr"] = peak * min(1.0, share)

    def run(self, groups: Sequence[Sequence[Item]], number: int, seed: int) -> None:
        """One pass over the groups: round `number` of the cycle, from 0."""
        self.network.train()
        began, pairs, total = time.perf_counter(), 0, 0.0
        steps = list(batches(groups, PAIRS, seed))
        for place, step in enumerate(steps):
            self._set_rates((number + place / len(steps)) / self._rounds)
            # In bfloat16 the products take half the time; weights and sums stay in float32.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                made = [self.network(part.ids, part.mask, part.segments) for part in step]
            value = loss(step, made)
            self.optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            pairs, total = pairs + sum(len(part.ids) for part in step), total + value.item()
            if place % 50 == 49:
                speed = pairs / (time.perf_counter() - began)
                log.info(
                    "step %d of %d, loss %.3f, %.1f pairs a second",
                    place + 1,
                    len(steps),
                    total / 50,
                    speed,
                )
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


def drawn(
    groups: Mapping[str, Sequence[Group]], shares: Mapping[str, float], seed: int
) -> list[Group]:
    """What a round trains on; a share of a set is another one in every round."""
    chance = random.Random(seed)
    return [
        group
        for name, share in shares.items()
        for group in chance.sample(list(groups[name]), round(share * len(groups[name])))
    ]


def main() -> None:
    """Train, say how it goes, and write the model after every round; begun again, go on."""
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
    development = tokenized(sets["development"], tokenizer)
    gc.freeze()  # millions of small objects that never change need no collecting
    network, number = EvidenceNetwork(source), 0
    for cycle in CYCLES:
        trainer = Trainer(network, cycle)
        for place, shares in enumerate(cycle.rounds):
            number += 1
            folder = chosen.out / f"round-{number}"
            if (folder / STATE).exists():
                _take_up(folder / STATE, trainer, last=place + 1 == len(cycle.rounds))
                continue
            seed = SEED + number
            trainer.run(tokenized(drawn(sets, shares, seed), tokenizer), place, seed)
            found = figures(network, development)
            log.info("round %d: %s", number, json.dumps(found))
            _write(folder, trainer, source, number, found)


def _take_up(state: Path, trainer: Trainer, *, last: bool) -> None:
    """Go on from a round that is done; the next cycle begins with a new optimizer."""
    saved = torch.load(state, weights_only=True)
    trainer.network.load_state_dict(saved["network"])
    if not last and saved["optimizer"]:
        trainer.optimizer.load_state_dict(saved["optimizer"])


def _write(
    folder: Path, trainer: Trainer, source: Path, number: int, found: Mapping[str, float]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    plain = EvidenceNetwork(source, attention="eager")
    plain.load_state_dict(trainer.network.state_dict())
    card = {
        "name": f"{NAME}-{number}",
        "window": WINDOW,
        "seed": SEED,
        "about": "docs/evidence-model.md",
        "start": "all-MiniLM-L6-v2, Apache-2.0",
        "trained_on": LICENCES,
        "development": dict(found),
    }
    export(plain, source / "tokenizer.json", folder, card)
    state = {
        "network": trainer.network.state_dict(),
        "optimizer": trainer.optimizer.state_dict(),
    }
    torch.save(state, folder / STATE)


if __name__ == "__main__":
    main()
