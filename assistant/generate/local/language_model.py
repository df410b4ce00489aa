"""What every language model that is run here does."""

from collections.abc import Sequence
from typing import Protocol

from assistant.generate.local.decoding import Reader


class LanguageModel(Protocol):
    """A causal language model with its own tokenizer."""

    @property
    def identity(self) -> str:
        """Name and digest of the weights."""

    @property
    def window(self) -> int:
        """Tokens it can read and write together."""

    @property
    def stop(self) -> int:
        """The token it ends a text with."""

    @property
    def reserved(self) -> Sequence[str]:
        """The words of its tokens that steer it, such as the end of a message."""

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text, special ones not added."""

    def framed(self, prompt: str) -> list[int]:
        """The tokens of a prompt as the model expects to be asked, up to where it answers."""

    def reader(self) -> Reader:
        """A reader that has read nothing yet."""
