"""A model of ours in a folder: `model.onnx`, `tokenizer.json`, and the card that names both."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from corpus.errors import ModelError

CARD = "card.json"

Input = TypeVar("Input")
Output = TypeVar("Output")


class OnnxModel:
    """Reads the files of a folder if they are those its card names, and opens them when needed.

    `kind` says in messages what it is, such as `embedder`; `repair` what to do when it is not
    whole. Raises ModelError.
    """

    def __init__(self, folder: Path, kind: str, repair: str) -> None:
        self.folder = folder
        self._kind = kind
        self._repair = repair
        try:
            self._card = json.loads((folder / CARD).read_text())
            self._name, self._sha256, self._tokenizer_sha256 = (
                str(self._card[key]) for key in ("name", "sha256", "tokenizer_sha256")
            )
        except FileNotFoundError as error:
            raise ModelError(f"the {kind} is missing ({error.filename}): {repair}") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise self.damaged(str(error)) from None

    @property
    def identity(self) -> str:
        """Name and digest of weights and tokenizer."""
        both = hashlib.sha256(f"{self._sha256}{self._tokenizer_sha256}".encode())
        return f"{self._name}@{both.hexdigest()[:16]}"

    def number(self, key: str) -> int:
        """What its card gives under a key; raises ModelError unless it is a whole number."""
        value = self._card.get(key)
        if type(value) is not int:
            raise self.damaged(f"its card gives {value!r} for {key!r}, not a whole number")
        return value

    def damaged(self, reason: str) -> ModelError:
        """The error that says what is wrong with the folder, and what to do."""
        return ModelError(
            f"the {self._kind} in {self.folder} is damaged ({reason}): {self._repair}"
        )

    @cached_property
    def session(self) -> Any:
        """The `onnxruntime.InferenceSession`, opened at the first use."""
        file = self._whole("model.onnx", self._sha256)
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Inputs run side by side instead: threads inside a run wait for each other, and spin.
        options.intra_op_num_threads = 1
        # A processor without VNNI would overflow in products of int8, and give other numbers.
        options.add_session_config_entry("session.x64quantprecision", "1")
        try:
            # Given as bytes, the library would keep them beside what it makes of them.
            return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the library raises bare exceptions of its own
            raise ModelError(f"{file} cannot be loaded ({error}): {self._repair}") from None

    @cached_property
    def tokenizer(self) -> Any:
        """The `tokenizers.Tokenizer`, which neither pads nor cuts off."""
        from tokenizers import Tokenizer

        file = self._whole("tokenizer.json", self._tokenizer_sha256)
        try:
            tokenizer = Tokenizer.from_file(str(file))
        except Exception as error:  # the library raises bare exceptions of its own
            raise ModelError(f"{file} cannot be loaded ({error}): {self._repair}") from None
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def side_by_side(
        self, run: Callable[[Input], Output], inputs: Sequence[Input]
    ) -> Iterator[Output]:
        """What comes of each input, in their order.

        Each is run alone: int8 activations are scaled by batch, so an output would depend on its
        neighbours, and side by side on all cores this measured faster than any batch.
        """
        # One input is not worth a change of thread.
        return map(run, inputs) if len(inputs) < 2 else self._pool.map(run, inputs)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        # Who runs several processes side by side says with the usual variable how many each takes.
        threads = os.environ.get("OMP_NUM_THREADS", "")
        return ThreadPoolExecutor(
            int(threads) if threads.isdigit() and int(threads) else os.cpu_count() or 1, self._kind
        )

    def _whole(self, name: str, sha256: str) -> Path:
        """A file of the folder, if it is the one its card names."""
        file = self.folder / name
        try:
            with file.open("rb") as opened:
                found = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(f"{file} cannot be read ({error.strerror}): {self._repair}") from None
        if found != sha256:
            raise ModelError(f"{file} is not the file its card names: {self._repair}")
        return file
