"""Finds pairs of texts that share most of their words, without comparing every two of them."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, pairwise

import numpy as np
from numpy.typing import NDArray

BANDS = 24
ROWS = 5
"""A pair of sets that share 0.7 of their words, as two sentences do that differ in one word of
five, is missed once in 80 times; one that shares 0.3 is proposed once in 18 times
(1 - (1 - similarity ** ROWS) ** BANDS)."""
MOST_COMPARED = 50
"""Texts of one bucket that are compared two by two; a larger bucket holds one template, whose
texts are compared with their neighbours and the first."""


def similar_pairs(texts: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `texts`, the smaller first, whose sets of words probably overlap.

    A pair may come several times: remembering all of them would take more memory than the texts.

    Minhash with locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998), in numpy: the
    library datasketch took as long for 50,000 sentences, but keeps every band of every text in a
    Python dictionary, which does not fit 2 GB for a million. Every text needs a word. The same
    texts give the same pairs, in whatever order they stand.
    """
    if not texts:
        return
    numbers: dict[str, int] = {}
    flat = np.fromiter(
        (numbers.setdefault(word, len(numbers)) for word in chain.from_iterable(texts)), np.uint32
    )
    hashes = np.array([_hash(word) for word in numbers], np.uint64)
    begins = np.concatenate([[0], np.cumsum([len(text) for text in texts])[:-1]])
    multipliers = np.random.default_rng(0).integers(0, 2**63, (BANDS, ROWS), np.uint64) * 2 + 1
    for band in multipliers:
        keys = np.zeros(len(texts), np.uint64)
        for multiplier in band:
            permuted = ((hashes * multiplier) >> np.uint64(32)).astype(np.uint32)
            lowest = np.minimum.reduceat(permuted[flat], begins)
            keys = keys * np.uint64(0x9E3779B97F4A7C15) + lowest
        for bucket in _buckets(keys):
            yield from _pairs(bucket)


def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())


def _buckets(keys: NDArray[np.uint64]) -> Iterator[list[int]]:
    """Positions with equal keys, in rising order, where there are several."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    ends = np.flatnonzero(np.diff(ordered)) + 1
    begins = np.concatenate([[0], ends])
    sizes = np.diff(np.concatenate([begins, [len(keys)]]))
    for begin, size in zip(begins[sizes > 1], sizes[sizes > 1], strict=True):
        yield order[begin : begin + size].tolist()


def _pairs(bucket: list[int]) -> Iterator[tuple[int, int]]:
    if len(bucket) <= MOST_COMPARED:
        yield from combinations(bucket, 2)
        return
    yield from pairwise(bucket)
    yield from ((bucket[0], other) for other in bucket[2:])
