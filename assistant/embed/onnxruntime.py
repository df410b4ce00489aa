"""The packaged embedder: int8 all-MiniLM-L6-v2 run by onnxruntime, without torch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embed.embedder import Progress, no_progress
from assistant.onnx_model import OnnxModel

REPAIR = "run `make setup` (or `python -m assistant.embed.export`) to prepare it again"


class OnnxEmbedder:
    """Reads the folder that `assistant.embed.export` wrote: model.onnx, tokenizer.json, card.json.

    Its model is opened when first needed: a publish that changes nothing never does. Raises
    ModelError when the folder is missing, incomplete or not what its card says.
    """

    def __init__(self, folder: Path) -> None:
        self._model = OnnxModel(folder, "embedder", REPAIR)
        self._dimension = self._model.number("dimension")
        self._window = self._model.number("window")

    @property
    def identity(self) -> str:
        """Name and digest of weights and tokenizer."""
        return self._model.identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    @property
    def window(self) -> int:
        """Tokens a text may have, special tokens included."""
        return self._window

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and uncut."""
        encodings = self._model.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension), each of its text alone."""
        vectors = np.zeros((len(texts), self._dimension), np.float32)
        encodings = self._model.tokenizer.encode_batch_fast(list(texts))
        tokens = [encoding.ids for encoding in encodings]
        for row, vector in enumerate(self._model.side_by_side(self._run, tokens)):
            vectors[row] = vector
            progress(1)
        return vectors

    def _run(self, tokens: list[int]) -> NDArray[np.float32]:
        """The vector of one text, its end cut off where it exceeds the window."""
        fitting = tokens if len(tokens) <= self._window else self._cut(tokens)
        ids = np.array([fitting], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        [vectors] = self._model.session.run(None, inputs)
        return np.asarray(vectors[0], np.float32)

    def _cut(self, ids: list[int]) -> list[int]:
        """The beginning that fits, still closed by the last special token."""
        return [*ids[: self._window - 1], ids[-1]]
