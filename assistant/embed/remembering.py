"""An embedder that keeps the vectors of what it has embedded, for the sentences of a corpus.

Different questions find the same sentences: on a busy server most have been embedded before.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.embed.embedder import Embedder, Progress, no_progress

KEPT = 20_000
"""Vectors in memory, the latest used: 30 MB of 384 numbers each, and their texts."""


class RememberingEmbedder:
    """Wraps an embedder that embeds each text alone, so that a kept vector is the same vector.

    Not for one whose vectors depend on the batch a text is in: an answer would then depend on
    what was asked before, and could not be replayed. Safe for several threads.
    """

    def __init__(self, embedder: Embedder, kept: int = KEPT) -> None:
        self._embedder = embedder
        self._kept = kept
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        """Of the embedder within."""
        return self._embedder.identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._embedder.dimension

    @property
    def window(self) -> int:
        """Tokens a text may have."""
        return self._embedder.window

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and uncut."""
        return self._embedder.lengths(texts)

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension); only what is not kept is embedded."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        progress(len(texts) - len(missing))
        if missing:
            embedded = self._embedder.embed(missing, progress)
            # Copies: a row would keep the whole batch alive.
            known |= {text: row.copy() for text, row in zip(missing, embedded, strict=True)}
        self._keep(known)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = known[text]
        return vectors

    def _keep(self, used: dict[str, NDArray[np.float32]]) -> None:
        with self._lock:
            self._vectors |= used
            for text in used:
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._kept:
                self._vectors.popitem(last=False)
