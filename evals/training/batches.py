"""Groups become batches of tokens of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from assistant.evidence_model.pairs import Pair, pairs
from evals.training.example import Group, Text

UNLABELLED = -1.0
PARTS = 4
"""Batches of a step."""


@dataclass(frozen=True, slots=True)
class Item:
    """One pair in tokens with its label; the pairs of one question share a `group`."""

    group: int
    pair: Pair
    text: Text


@dataclass(frozen=True)
class Batch:
    """Tensors of shape (pairs, tokens) or (pairs,)."""

    ids: torch.Tensor
    mask: torch.Tensor
    segments: torch.Tensor
    answers: torch.Tensor
    weights: torch.Tensor
    groups: torch.Tensor
    sentences: torch.Tensor
    """The number of each token's sentence in the batch, 0 for none."""
    labels: torch.Tensor
    """Of each sentence, from number 1 on; UNLABELLED where the set does not say."""


def tokenized(groups: Sequence[Group], tokenizer: Any) -> list[list[Item]]:
    """The pairs of each group."""
    found = []
    for number, group in enumerate(groups):
        readings = [text.reading for text in group.texts]
        made = pairs(tokenizer, group.question, readings)
        items = [Item(number, pair, text) for pair, text in zip(made, group.texts, strict=True)]
        found.append(items)
    return found


def batches(groups: Sequence[Sequence[Item]], pairs: int, seed: int) -> Iterator[tuple[Batch, ...]]:
    """Every group once, whole, in steps of about `pairs` pairs.

    Groups of like length come together, in a random order of steps. A step is run in several
    batches of like length, since padding would take a third of the time.
    """
    chance = random.Random(seed)
    order = sorted(groups, key=lambda items: (_longest(items) // 40, chance.random()))
    packed: list[list[Item]] = [[]]
    for items in order:
        if len(packed[-1]) >= pairs:
            packed.append([])
        packed[-1] += items
    chance.shuffle(packed)
    for step in packed:
        by_length = sorted(step, key=lambda item: len(item.pair.ids))
        size = -(-len(by_length) // PARTS)
        yield tuple(
            _batch(by_length[begin : begin + size]) for begin in range(0, len(by_length), size)
        )


def _longest(items: Sequence[Item]) -> int:
    return max(len(item.pair.ids) for item in items)


def _batch(items: Sequence[Item]) -> Batch:
    shape = (len(items), _longest(items))
    ids, mask, segments, sentences = (torch.zeros(shape, dtype=torch.long) for _ in range(4))
    labels: list[float] = []
    for row, item in enumerate(items):
        length = len(item.pair.ids)
        ids[row, :length] = torch.tensor(item.pair.ids)
        mask[row, :length] = 1
        segments[row, item.pair.text_from : length] = 1
        stated = item.text.sentences
        for place, (start, end) in enumerate(item.pair.sentences):
            labels.append(UNLABELLED if stated is None else float(stated[place]))
            sentences[row, start:end] = len(labels)
    return Batch(
        ids,
        mask,
        segments,
        torch.tensor([float(item.text.answers) for item in items]),
        torch.tensor([item.text.weight for item in items]),
        torch.tensor([item.group for item in items]),
        sentences,
        torch.tensor(labels),
    )
