"""Any other embedder, by name or folder, run by sentence-transformers."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.embed.embedder import Progress, no_progress
from corpus.errors import ModelError

BATCH = 32


class SentenceTransformersEmbedder:
    """A model that sentence-transformers can load without a network. Raises ModelError."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device="cpu")
        except Exception as error:  # hub, file and format errors come in many classes
            raise ModelError(
                f"the embedder {name!r} cannot be loaded ({type(error).__name__}): "
                "name a folder that holds a sentence-transformers model, or `packaged`"
            ) from None
        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode() + tensor.cpu().float().numpy().tobytes())
        self._identity = f"{name}@{digest.hexdigest()[:16]}"

    @property
    def identity(self) -> str:
        """Name and digest of the weights."""
        return self._identity

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def window(self) -> int:
        """Tokens a text may have, special tokens included."""
        return int(self._model.max_seq_length)

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and uncut."""
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for begin in range(0, len(texts), BATCH):
            batch = list(texts[begin : begin + BATCH])
            vectors[begin : begin + len(batch)] = self._model.encode(
                batch, normalize_embeddings=True, show_progress_bar=False
            )
            progress(len(batch))
        return vectors
