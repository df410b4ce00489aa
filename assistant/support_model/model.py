"""What a support model does."""

from collections.abc import Sequence
from typing import Protocol

Pair = tuple[str, str]
"""A quote, as it is read under its headings, and a statement that claims to say what it says."""


class SupportModel(Protocol):
    """Says how surely quotes carry statements that are not in their words."""

    @property
    def identity(self) -> str:
        """Name and digest or revision of what it stands on, for the audit record."""
        ...

    def supports(self, pairs: Sequence[Pair]) -> list[float]:
        """The probability of each pair, from 0 to 1, in their order; raises ModelError."""
        ...
