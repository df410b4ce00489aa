"""An embedder without a model."""

import hashlib

import numpy as np

from assistant.embed.embedder import no_progress


class HashingEmbedder:
    """Adds up a random direction for each word: texts that share words have a high cosine."""

    dimension = 32
    window = 256

    def __init__(self, identity="hashing@1"):
        self.identity = identity
        self.embedded = []
        """Every text it was given, in order."""

    def lengths(self, texts):
        return [len(text.split()) for text in texts]

    def embed(self, texts, progress=no_progress):
        self.embedded += texts
        progress(len(texts))
        vectors = [sum(map(self._direction, text.casefold().split()), start=0) for text in texts]
        matrix = np.array(vectors, np.float32).reshape(len(texts), self.dimension)
        return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)

    def _direction(self, word):
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        return np.random.default_rng(seed).normal(size=self.dimension)


class InterruptedEmbedder(HashingEmbedder):
    """Stops, as a crash would, after some texts."""

    def __init__(self, after):
        super().__init__()
        self.after = after

    def embed(self, texts, progress=no_progress):
        if len(self.embedded) + len(texts) > self.after:
            raise KeyboardInterrupt
        return super().embed(texts, progress)
