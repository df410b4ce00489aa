"""Examples become batches of tokens of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from assistant.support_model.trained import Laid, lay
from evals.training.support.example import Example

POOLED = 20
"""Batches whose pairs are sorted by length together: all of a round would come in one order."""


@dataclass(frozen=True, slots=True)
class Item:
    """One example in tokens."""

    laid: Laid
    example: Example


@dataclass(frozen=True)
class Batch:
    """Tensors of shape (pairs, tokens), and `labels` of shape (pairs,)."""

    ids: torch.Tensor
    mask: torch.Tensor
    segments: torch.Tensor
    labels: torch.Tensor


def tokenized(examples: Sequence[Example], tokenizer: Any) -> list[Item]:
    """Each example whose statement can be read whole."""
    laid = ((lay(tokenizer, (one.quote, one.statement)), one) for one in examples)
    return [Item(pair, example) for pair, example in laid if pair.whole]


def batches(items: Sequence[Item], pairs: int, seed: int) -> Iterator[Batch]:
    """Every item once, in batches of `pairs`; a random order in which like lengths go together."""
    chance = random.Random(seed)
    order = chance.sample(list(items), len(items))
    found: list[Sequence[Item]] = []
    for begin in range(0, len(order), pairs * POOLED):
        pool = sorted(order[begin : begin + pairs * POOLED], key=lambda item: len(item.laid.ids))
        found += [pool[start : start + pairs] for start in range(0, len(pool), pairs)]
    chance.shuffle(found)
    return map(_batch, found)


def _batch(items: Sequence[Item]) -> Batch:
    shape = (len(items), max(len(item.laid.ids) for item in items))
    ids, mask, segments = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for row, item in enumerate(items):
        length = len(item.laid.ids)
        ids[row, :length] = torch.tensor(item.laid.ids)
        mask[row, :length] = 1
        segments[row, item.laid.statement_from : length] = 1
    labels = torch.tensor([float(item.example.supported) for item in items])
    return Batch(ids, mask, segments, labels)
