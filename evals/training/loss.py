"""What training makes smaller: wrong answers, wrong order, wrong sentences."""

from collections.abc import Sequence
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from evals.training.batches import UNLABELLED, Batch

ORDER = 0.7
SENTENCES = 1.0
"""Weights beside the loss of the answers."""


def loss(batches: Sequence[Batch], made: Sequence[Any]) -> Any:
    """Of one step, from the relevance, answers and evidence that each of its batches made.

    The sum of three: each text's answer, the order within a question, each sentence.
    """
    relevance, answers = (torch.cat([part[place].float() for part in made]) for place in (0, 1))
    labels = torch.cat([batch.answers for batch in batches])
    weights = torch.cat([batch.weights for batch in batches])
    groups = torch.cat([batch.groups for batch in batches])
    sentences = torch.cat(
        [sentence_means(batch, part[2]) for batch, part in zip(batches, made, strict=True)]
    )
    return (
        _weighed(answers, labels, weights)
        + ORDER * _order(relevance, labels, groups)
        + SENTENCES * _sentences(sentences, torch.cat([batch.labels for batch in batches]))
    )


def sentence_means(batch: Batch, evidence: Any) -> Any:
    """The mean logit of each sentence of a batch, in the order of its labels."""
    numbers = batch.sentences.reshape(-1)
    count = len(batch.labels) + 1
    sums = torch.zeros(count).index_add(0, numbers, evidence.float().reshape(-1))
    sizes = torch.zeros(count).index_add(0, numbers, torch.ones(len(numbers)))
    return (sums / sizes.clamp(min=1))[1:]


def _weighed(logits: Any, labels: Any, weights: Any) -> Any:
    each = binary_cross_entropy_with_logits(logits, labels, reduction="none")
    return (each * weights).sum() / weights.sum()


def _order(relevance: Any, labels: Any, groups: Any) -> Any:
    """For each text that answers: the cross-entropy against those of its question that do not."""
    losses = []
    for group in groups.unique():
        mine = groups == group
        wrong = relevance[mine & (labels == 0)]
        for right in relevance[mine & (labels == 1)]:
            if len(wrong):
                both = torch.cat([right.reshape(1), wrong])
                losses.append(torch.logsumexp(both, 0) - right)
    return torch.stack(losses).mean() if losses else relevance.sum() * 0


def _sentences(logits: Any, labels: Any) -> Any:
    """Of each labelled sentence; those that answer count as three."""
    known = labels != UNLABELLED
    if not known.any():
        return logits.sum() * 0
    return _weighed(logits[known], labels[known], 1 + 2 * labels[known])
