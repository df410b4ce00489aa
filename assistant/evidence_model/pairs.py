"""How a question and a text are laid side by side in tokens, in training as in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.judgement import Reading

WINDOW = 320
"""Tokens of a pair: a passage is at most 256 long, and a question rarely above 60."""
QUESTION = 64
HEADING = 48
UNREAD = -10.0
"""The logit of a sentence that lies beyond the window."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One question and one text in tokens."""

    ids: list[int]
    text_from: int
    """Where the text begins, its heading first."""
    sentences: list[tuple[int, int]]
    """The tokens of each sentence; empty ranges lie beyond the window."""


def tokenize(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:
    """The token ids of each text, without special tokens."""
    encoded = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [encoding.ids for encoding in encoded]


def pairs(tokenizer: Any, question: str, readings: Sequence[Reading]) -> list[Pair]:
    """`[CLS] question [SEP] heading sentences [SEP]` for each of the readings.

    What exceeds the window is cut off at the end of the question, of the heading, of the text.
    """
    first = tokenizer.token_to_id("[CLS]")
    last = tokenizer.token_to_id("[SEP]")
    [asked] = tokenize(tokenizer, [question])
    begin = [first, *asked[:QUESTION], last]
    headings = tokenize(tokenizer, [reading.heading for reading in readings])
    found = []
    for reading, heading in zip(readings, headings, strict=True):
        ids = [*begin, *heading[:HEADING]]
        spans = []
        for sentence in tokenize(tokenizer, reading.sentences):
            start = len(ids)
            ids += sentence[: max(0, WINDOW - 1 - start)]
            spans.append((start, len(ids)))
        found.append(Pair([*ids, last], len(begin), spans))
    return found


def sentence_logits(pair: Pair, tokens: NDArray[np.float32]) -> tuple[float, ...]:
    """The mean of its tokens' logits for each sentence of a pair."""
    return tuple(
        float(tokens[start:end].mean()) if start < end else UNREAD for start, end in pair.sentences
    )
