"""An embedder without a model: a text's vector counts its letters."""

import numpy as np


class LetterEmbedder:
    dimension = 26
    window = 256

    def __init__(self, identity="letters@1"):
        self.identity = identity
        self.embedded = 0

    def lengths(self, texts):
        return [len(text.split()) for text in texts]

    def embed(self, texts, progress=lambda done: None):
        self.embedded += len(texts)
        counts = np.array(
            [[text.lower().count(chr(97 + letter)) for letter in range(26)] for text in texts],
            np.float32,
        ).reshape(len(texts), 26)
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)
