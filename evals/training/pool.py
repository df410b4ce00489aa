"""Finds texts that look as if they answered: the hard negatives of training."""

from collections.abc import Callable, Sequence

import bm25s
import numpy as np

from assistant.judgement import Reading
from assistant.vocabulary import tokens


class Pool:
    """Texts of one set, by words; BM25 as in the lexical index."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = list(readings)
        bags = [
            tokens(" ".join((reading.heading, *reading.sentences))) for reading in self.readings
        ]
        self._index = bm25s.BM25(k1=1.2, b=0.75)
        self._index.index([bag or [""] for bag in bags], show_progress=False)

    def nearest(
        self, question: str, count: int, wanted: Callable[[int], bool] = lambda row: True
    ) -> list[int]:
        """Rows of the `count` best texts that are `wanted`, best first."""
        known = [token for token in tokens(question) if token in self._index.vocab_dict]
        if not known:
            return []
        scores = self._index.get_scores(known)
        found = []
        for row in np.argsort(-scores, kind="stable")[: 40 * count]:
            if wanted(int(row)):
                found.append(int(row))
            if len(found) == count:
                break
        return found
