"""How well a network does while it is trained, on documents it does not train on."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from evals.training.batches import Batch, Item, batches
from evals.training.loss import sentence_means

PAIRS = 64


def figures(network: Any, groups: Sequence[Sequence[Item]]) -> dict[str, float]:
    """Three shares between 0 and 1.

    How well the best text's `answers` tells answerable questions from near misses (AUROC); how
    often the right text is ranked first, and the right sentence of the right text.
    """
    from sklearn.metrics import roc_auc_score

    network.eval()
    best: dict[int, float] = {}
    ranked: dict[int, list[tuple[float, bool]]] = {}
    sentences = []
    with torch.no_grad():
        for step in batches(groups, PAIRS, 0):
            for batch in step:
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    made = network(batch.ids, batch.mask, batch.segments)
                relevance, answers = (logits.float() for logits in made[:2])
                means = sentence_means(batch, made[2])
                for row, group in enumerate(batch.groups.tolist()):
                    best[group] = max(best.get(group, -99.0), float(answers[row]))
                    right = bool(batch.answers[row])
                    ranked.setdefault(group, []).append((float(relevance[row]), right))
                    if right:
                        sentences.append(_first_is_right(batch, means, row))
    answerable = {group for group, texts in ranked.items() if any(right for _, right in texts)}
    labels = np.array([group in answerable for group in best])
    return {
        "near_miss_auroc": round(float(roc_auc_score(labels, list(best.values()))), 4),
        "right_text_first": round(
            float(np.mean([max(ranked[group])[1] for group in answerable])), 4
        ),
        "right_sentence_first": round(float(np.mean(sentences)), 4),
    }


def _first_is_right(batch: Batch, means: Any, row: int) -> bool:
    numbers = [number for number in batch.sentences[row].unique().tolist() if number]
    first = max(numbers, key=lambda number: float(means[number - 1]))
    return bool(batch.labels[first - 1] == 1)
