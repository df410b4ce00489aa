"""A causal language model, run by transformers: the packaged one, a name, a folder or a GGUF."""

import hashlib
import inspect
import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.generate.local.conversion import CARD, FOLDER, REPAIR, is_whole, read_gguf
from corpus.errors import ModelError

PACKAGED = "packaged"
LONGEST = 8192
"""Tokens read and written together at most, also where the model could hold more."""


class CausalModel:
    """`packaged` is what was converted into `models`; nothing is fetched. Raises ModelError."""

    def __init__(self, name: str, models: Path) -> None:
        folder = models / FOLDER
        if name == PACKAGED and not is_whole(folder):
            raise ModelError(f"the language model is missing or damaged ({folder}): {REPAIR}")
        self._tokenizer, self._model = _load(str(folder) if name == PACKAGED else name)
        if self._tokenizer.eos_token_id is None:
            raise ModelError(f"the language model {name!r} has no token that ends a text: {_HINT}")
        # A tokenizer is no thread's own: asking it to leave out special tokens changes it.
        self._tokenizing = threading.Lock()
        parameters = inspect.signature(self._model.forward).parameters
        self._last_only = {"logits_to_keep": 1} if "logits_to_keep" in parameters else {}
        self._identity = _identity(folder if name == PACKAGED else Path(name), self._model)

    @property
    def identity(self) -> str:
        """Name and digest of the weights."""
        return self._identity

    @property
    def window(self) -> int:
        """Tokens it can read and write together."""
        config = self._model.config.get_text_config()
        return min(LONGEST, getattr(config, "max_position_embeddings", None) or LONGEST)

    @property
    def stop(self) -> int:
        """The token it ends a text with."""
        return int(self._tokenizer.eos_token_id)

    @property
    def reserved(self) -> Sequence[str]:
        """The words of its special tokens."""
        added = self._tokenizer.added_tokens_decoder.values()
        return [*self._tokenizer.all_special_tokens, *(t.content for t in added if t.special)]

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text, special ones not added."""
        if not texts:
            return []
        with self._tokenizing:
            encoded = self._tokenizer(list(texts), add_special_tokens=False)["input_ids"]
        return [list(ids) for ids in encoded]

    def framed(self, prompt: str) -> list[int]:
        """The prompt as a user's message where the model knows messages, else as it is."""
        with self._tokenizing:
            if not self._tokenizer.chat_template:
                return list(self._tokenizer(prompt)["input_ids"])
            text = self._tokenizer.apply_chat_template(
                [{"role": "user", "content": prompt}], tokenize=False, add_generation_prompt=True
            )
        return self.encode([text])[0]

    def reader(self) -> "CausalReader":
        """A reader that has read nothing yet."""
        return CausalReader(self._model, self._last_only)


class CausalReader:
    """Reads one text and keeps what it has read."""

    def __init__(self, model: Any, options: dict[str, int]) -> None:
        self._model = model
        self._options = options
        self._kept: Any = None

    def read(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        """The logits of the next token, shape (vocabulary,)."""
        import torch

        with torch.inference_mode():
            out = self._model(
                input_ids=torch.tensor([list(tokens)]),
                past_key_values=self._kept,
                use_cache=True,
                **self._options,
            )
        self._kept = out.past_key_values
        scores: NDArray[np.float32] = out.logits[0, -1].float().numpy()
        return scores


_HINT = "name a folder or GGUF file of a causal language model as local_model, or `packaged`"


def _load(name: str) -> tuple[Any, Any]:
    """Tokenizer and model in bfloat16, every weight from the file."""
    if name.endswith(".gguf"):
        if not Path(name).is_file():
            raise ModelError(f"there is no file {name}: {_HINT}")
        return read_gguf(Path(name))
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging as transformers_logging

    # Bars of progress would stand between the lines of an answer.
    transformers_logging.disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
        model, loading = AutoModelForCausalLM.from_pretrained(
            name, local_files_only=True, dtype=torch.bfloat16, output_loading_info=True
        )
    except Exception as error:  # hub, file and format errors come in many classes
        where = "a folder" if Path(name).exists() else "no folder and no model in the local cache"
        raise ModelError(
            f"the language model {name!r}, {where}, cannot be loaded "
            f"({type(error).__name__}): {_HINT}"
        ) from None
    if loading["missing_keys"]:
        # They would be filled with random weights, and write at random.
        missing = ", ".join(sorted(loading["missing_keys"])[:3])
        raise ModelError(f"the language model {name!r} lacks weights ({missing}): {_HINT}")
    return tokenizer, model.eval()


def _identity(place: Path, model: Any) -> str:
    """The name and digest of a card, or else of the weights."""
    try:
        card = json.loads((place / CARD).read_text())
        both = hashlib.sha256(f"{card['sha256']}{card['tokenizer_sha256']}".encode())
        return f"{card['name']}@{both.hexdigest()[:16]}"
    except (OSError, ValueError, KeyError):
        import torch

        digest = hashlib.sha256()
        for key, tensor in sorted(model.state_dict().items()):
            digest.update(key.encode() + tensor.contiguous().view(torch.uint8).numpy().tobytes())
        return f"{place.name}@{digest.hexdigest()[:16]}"
