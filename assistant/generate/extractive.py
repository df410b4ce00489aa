"""The default generator: the sentences that answer, verbatim, the best first."""

from collections.abc import Callable, Sequence, Set

from assistant.embed.embedder import Embedder
from assistant.evidence import Draft, Evidence
from assistant.generate.drafting import sentences_that_answer, verbatim, with_cautions
from assistant.vocabulary import Expansion

IDENTITY = "extractive/5"


class ExtractiveGenerator:
    """Selects sentences; no language model takes part, so nothing can be invented."""

    def __init__(self, embedder: Embedder, *, statements: int) -> None:
        self._embedder = embedder
        self._statements = statements

    @property
    def identity(self) -> str:
        """Name and version."""
        return IDENTITY

    def draft(
        self,
        question: Expansion,
        evidence: Sequence[Evidence],
        rarity: Callable[[str], float],
        asked: Set[str],
    ) -> Draft:
        """Verbatim statements, the best first, then the cautions that belong to their doses."""
        chosen = sentences_that_answer(
            question, evidence, rarity, asked, embedder=self._embedder, count=self._statements
        )
        core = [(candidate, verbatim(candidate)) for candidate in chosen]
        return Draft(with_cautions(question, core, evidence, asked))
