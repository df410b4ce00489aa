"""The packaged embedder: int8 all-MiniLM-L6-v2 run by onnxruntime, without torch."""

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.embed.embedder import Progress, no_progress
from corpus.errors import ModelError

REPAIR = "run `make setup` (or `python -m assistant.embed.export`) to prepare it again"


class OnnxEmbedder:
    """Reads the folder that `assistant.embed.export` wrote: model.onnx, tokenizer.json, card.json.

    Raises ModelError when the folder is missing, incomplete or not what its card says.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            card = json.loads((folder / "card.json").read_text())
            self._name: str = card["name"]
            self._sha256: str = card["sha256"]
            self._tokenizer_sha256: str = card["tokenizer_sha256"]
            self._dimension: int = card["dimension"]
            self._window: int = card["window"]
        except FileNotFoundError as error:
            raise ModelError(f"the embedder is missing ({error.filename}): {REPAIR}") from None
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the embedder in {folder} is damaged ({error}): {REPAIR}") from None

    @cached_property
    def _session(self) -> Any:
        """The model, opened when first needed: a publish that changes nothing never does."""
        file = self._folder / "model.onnx"
        model = self._read(file, self._sha256)
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Texts run side by side instead: threads inside a run wait for each other, and spin.
        options.intra_op_num_threads = 1
        try:
            return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the library raises bare exceptions of its own
            raise ModelError(f"{file} cannot be loaded ({error}): {REPAIR}") from None

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        file = self._folder / "tokenizer.json"
        tokenizer = Tokenizer.from_buffer(self._read(file, self._tokenizer_sha256))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def _read(self, file: Path, sha256: str) -> bytes:
        """The bytes of a file, if they are those its card names."""
        try:
            data = file.read_bytes()
        except OSError as error:
            raise ModelError(f"{file} cannot be read ({error.strerror}): {REPAIR}") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ModelError(f"{file} is not the file its card names: {REPAIR}")
        return data

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        # Who runs several processes side by side says with the usual variable how many each takes.
        threads = os.environ.get("OMP_NUM_THREADS", "")
        return ThreadPoolExecutor(
            int(threads) if threads.isdigit() and int(threads) else os.cpu_count() or 1, "embed"
        )

    @property
    def identity(self) -> str:
        """Name and digest of weights and tokenizer."""
        both = hashlib.sha256(f"{self._sha256}{self._tokenizer_sha256}".encode())
        return f"{self._name}@{both.hexdigest()[:16]}"

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
        """Unit vectors, shape (len(texts), dimension).

        Each text is run alone: int8 activations are scaled by batch, so a vector would depend on
        its neighbours, and side by side on all cores this measured faster than any batch.
        """
        vectors = np.zeros((len(texts), self._dimension), np.float32)
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        tokens = [encoding.ids for encoding in encodings]
        # One text is not worth a change of thread.
        results = map(self._run, tokens) if len(tokens) < 2 else self._pool.map(self._run, tokens)
        for row, vector in enumerate(results):
            vectors[row] = vector
            progress(1)
        return vectors

    def _run(self, tokens: list[int]) -> NDArray[np.float32]:
        """The vector of one text, its end cut off where it exceeds the window."""
        fitting = tokens if len(tokens) <= self._window else self._cut(tokens)
        ids = np.array([fitting], np.int64)
        [vectors] = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return np.asarray(vectors[0], np.float32)

    def _cut(self, ids: list[int]) -> list[int]:
        """The beginning that fits, still closed by the last special token."""
        return [*ids[: self._window - 1], ids[-1]]
