"""What every embedder does."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[int], None]
"""Called with the number of texts done since the last call."""


def no_progress(done: int) -> None:
    """Report to nobody."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def identity(self) -> str:
        """Name and digest of the weights: vectors of different identities must not be mixed."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def window(self) -> int:
        """Tokens a text may have before its end is cut off, special tokens included."""

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens and uncut."""

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> NDArray[np.float32]:
        """Unit vectors, float32, shape (len(texts), dimension), in the order of `texts`."""
