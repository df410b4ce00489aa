"""What the screen's model sees of a question: its meaning as a vector, and its words as counts."""

import itertools
import re
import zlib

import numpy as np
from numpy.typing import NDArray

BINS = 8192
"""Columns that words and their neighbours share by hash: about 60 kB of weights for five kinds."""
COUNTED = 0.7
"""Length of the counts beside the vector's 1: meaning weighs more, words decide close cases."""

_PLACEHOLDER = re.compile(r"<[A-Z_]+>")
_WORD = re.compile(r"[a-z]+|\d+")


def plain(question: str) -> str:
    """The question in lower case without placeholders, whose presence says nothing of its intent.

    A rule may look at placeholders; a model would learn that patients with names are suspect.
    """
    unnamed = _PLACEHOLDER.sub(" ", question).lower()
    return " ".join(unnamed.replace("’", "'").replace("'", "").split())


def counts(question: str) -> NDArray[np.float32]:
    """Words, pairs of words and beginnings of words, hashed; length `COUNTED`, shape (BINS,).

    Numbers count as one word whatever they are: no dose or age is an intent.
    """
    words = ["0" if word.isdigit() else word for word in _WORD.findall(plain(question))]
    framed = ["^", *words, "$"]
    grams = {f"1 {word}" for word in words}
    grams |= {f"2 {one} {other}" for one, other in itertools.pairwise(framed)}
    grams |= {f"5 {word[:5]}" for word in words if len(word) > 5}
    row = np.zeros(BINS, np.float32)
    for gram in grams:
        row[zlib.crc32(gram.encode()) % BINS] += 1
    norm = float(np.linalg.norm(row))
    return row * np.float32(COUNTED / norm) if norm else row
