"""What every evidence model does."""

from collections.abc import Sequence
from typing import Protocol

from assistant.judgement import Judgement, Reading


class EvidenceModel(Protocol):
    """Says how well texts answer a question."""

    @property
    def identity(self) -> str:
        """Name and digest of the weights, for manifests and the provenance of an answer."""

    def judge(self, question: str, readings: Sequence[Reading]) -> list[Judgement]:
        """One judgement a reading, in their order, none of them swayed by its neighbours."""
