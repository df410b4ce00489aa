"""The lexical index: BM25 by bm25s over the vocabulary's normal forms."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75
"""Robertson's usual values; passages are of like length, so neither matters much."""


class LexicalIndex:
    """Scores every passage for a bag of weighted tokens."""

    def __init__(self, folder: Path, passages: int) -> None:
        import bm25s

        self._passages = passages
        self._index = bm25s.BM25.load(str(folder), mmap=True) if passages else None

    def __contains__(self, token: str) -> bool:
        return self._index is not None and token in self._index.vocab_dict

    def scores(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        """BM25 of every passage, shape (passages,); each token's share times its weight."""
        total = np.zeros(self._passages, np.float32)
        if self._index is None:
            return total
        by_weight: dict[float, list[str]] = {}
        for token, weight in weights.items():
            if token in self:
                by_weight.setdefault(weight, []).append(token)
        for weight, tokens in by_weight.items():
            total += np.float32(weight) * self._index.get_scores(tokens)
        return total

    def rarity(self, token: str) -> float:
        """Inverse document frequency, ln(1 + (N − df + ½)/(df + ½)); for unknown tokens df = 0."""
        frequency = self.frequency(token)
        return float(np.log1p((self._passages - frequency + 0.5) / (frequency + 0.5)))

    def frequency(self, token: str) -> int:
        """Passages that hold the token."""
        if self._index is None or token not in self:
            return 0
        column = self._index.vocab_dict[token]
        pointers = self._index.scores["indptr"]
        return int(pointers[column + 1] - pointers[column])


def build_lexical_index(tokens: Sequence[Sequence[str]], folder: Path) -> None:
    """Index one bag of tokens per passage into `folder`."""
    import bm25s

    folder.mkdir(parents=True)
    if not tokens:
        return
    index = bm25s.BM25(k1=K1, b=B)
    # An empty bag has no column; a token nobody asks for keeps the rows aligned.
    index.index([list(bag) or [""] for bag in tokens], show_progress=False)
    index.save(str(folder))
