"""The packaged embedder: int8 all-MiniLM-L6-v2 run by onnxruntime, without torch."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.embed.embedder import Progress, no_progress
from corpus.errors import ModelError

BATCH = 32
"""Texts per run: with texts sorted by length, larger batches measured slower on two cores."""


class OnnxEmbedder:
    """Reads the folder that `assistant.embed.export` wrote: model.onnx, tokenizer.json, card.json.

    Raises ModelError when the folder is missing, incomplete or not what its card says.
    """

    def __init__(self, folder: Path) -> None:
        repair = "run `make setup` (or `python -m assistant.embed.export`) to prepare it again"
        try:
            card = json.loads((folder / "card.json").read_text())
            self._name: str = card["name"]
            self._sha256: str = card["sha256"]
            self._dimension: int = card["dimension"]
            self._window: int = card["window"]
            model = (folder / "model.onnx").read_bytes()
        except FileNotFoundError as error:
            raise ModelError(f"the embedder is missing ({error.filename}): {repair}") from None
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"the embedder in {folder} cannot be read ({error}): {repair}"
            ) from None
        self._session, self._tokenizer = self._open(folder, model, repair)

    def _open(self, folder: Path, model: bytes, repair: str) -> tuple[Any, Any]:
        if hashlib.sha256(model).hexdigest() != self._sha256:
            raise ModelError(f"{folder / 'model.onnx'} is not the file its card names: {repair}")
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise ModelError(
                f"the embedder in {folder} cannot be loaded ({error}): {repair}"
            ) from None
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return session, tokenizer

    @property
    def identity(self) -> str:
        """Name and digest of the weights."""
        return f"{self._name}@{self._sha256[:16]}"

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
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension); texts of like length share a batch."""
        vectors = np.zeros((len(texts), self._dimension), np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))]
        tokens = [ids if len(ids) <= self._window else self._cut(ids) for ids in tokens]
        order = sorted(range(len(texts)), key=lambda index: len(tokens[index]))
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            longest = max(len(tokens[index]) for index in batch)
            ids = np.zeros((len(batch), longest), np.int64)
            mask = np.zeros_like(ids)
            for row, index in enumerate(batch):
                ids[row, : len(tokens[index])] = tokens[index]
                mask[row, : len(tokens[index])] = 1
            feed = {"input_ids": ids, "attention_mask": mask}
            vectors[batch] = self._session.run(None, feed)[0]
            progress(len(batch))
        return vectors

    def _cut(self, ids: list[int]) -> list[int]:
        """The beginning that fits, still closed by the last special token."""
        return [*ids[: self._window - 1], ids[-1]]
