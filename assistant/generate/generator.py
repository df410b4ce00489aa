"""What every generator does."""

from collections.abc import Callable, Sequence, Set
from typing import Protocol

from assistant.evidence import Draft, Evidence
from assistant.vocabulary import Expansion


class Generator(Protocol):
    """Drafts statements, each with the quotes it claims to stand on."""

    @property
    def identity(self) -> str:
        """Name and version, for the provenance of an answer."""

    def draft(
        self,
        question: Expansion,
        evidence: Sequence[Evidence],
        rarity: Callable[[str], float],
        asked: Set[str],
    ) -> Draft:
        """What to show: statements in the order they should be read, none when nothing answers.

        `rarity` is a term's inverse document frequency in the snapshot; `asked` are the
        populations the question is about, empty when it does not say.
        """
