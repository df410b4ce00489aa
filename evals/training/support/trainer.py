"""Trains one support network over rounds, over which the rates rise and fall once."""

import logging
import time
from collections.abc import Sequence
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from evals.training.support.batches import Item, batches
from evals.training.support.network import SupportNetwork

PAIRS = 32
"""Of a step."""
RATES = (1e-4, 1e-3)
"""Of the encoder, whose few layers and many pairs bear more than a whole one would; of the heads,
which begin with nothing."""
WARM_UP = 0.06
"""Share of the steps in which the rates rise; after that they fall in a straight line to 0."""

log = logging.getLogger("evals.training")


class Trainer:
    """A network with its optimizer."""

    def __init__(
        self, network: SupportNetwork, rounds: int, rates: tuple[float, float] = RATES
    ) -> None:
        self.network = network
        self._peaks = rates
        self._rounds = rounds
        for weights in network.encoder.embeddings.parameters():
            # Most of all weights: too many for so few pairs, and what other drugs need.
            weights.requires_grad = False
        encoder = [w for w in network.encoder.parameters() if w.requires_grad]
        known = set(map(id, network.encoder.parameters()))
        heads = [w for w in network.parameters() if id(w) not in known]
        parts = [{"params": encoder}, {"params": heads}]
        self.optimizer = torch.optim.AdamW(parts, weight_decay=0.01)

    def run(self, items: Sequence[Item], number: int, seed: int) -> float:
        """One pass over the items, round `number` from 0; returns the pairs a second."""
        self.network.train()
        began, pairs, total = time.perf_counter(), 0, 0.0
        steps = -(-len(items) // PAIRS)
        for place, batch in enumerate(batches(items, PAIRS, seed)):
            self._set_rates((number + place / steps) / self._rounds)
            # In bfloat16 the products take half the time; weights and sums stay in float32.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                made = self.network(batch.ids, batch.mask, batch.segments)
            value = binary_cross_entropy_with_logits(made.float(), batch.labels)
            self.optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            pairs, total = pairs + len(batch.labels), total + value.item()
            if place % 50 == 49:
                speed = pairs / (time.perf_counter() - began)
                log.info(
                    "step %d of %d, loss %.3f, %.1f pairs a second",
                    place + 1, steps, total / 50, speed,
                )  # fmt: skip
                total = 0.0
        return pairs / (time.perf_counter() - began)

    def state(self) -> dict[str, Any]:
        """What `take_up` goes on from."""
        return {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }

    def take_up(self, saved: dict[str, Any]) -> None:
        """Go on from a round that is done."""
        self.network.load_state_dict(saved["network"])
        self.optimizer.load_state_dict(saved["optimizer"])

    def _set_rates(self, done: float) -> None:
        """`done`: the share of all rounds that is behind, from 0 to 1."""
        share = min(1.0, (done + 1e-3) / WARM_UP, max(0.02, (1 - done) / (1 - WARM_UP)))
        for part, peak in zip(self.optimizer.param_groups, self._peaks, strict=True):
            part["lr"] = peak * share
