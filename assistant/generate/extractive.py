"""The default generator: the sentences that answer, verbatim, in the order of the source."""

from collections.abc import Callable, Sequence, Set

from assistant.embed.embedder import Embedder
from assistant.evidence import DraftStatement, Evidence
from assistant.generate.candidates import Candidate, candidates
from assistant.generate.cautions import cautions_for
from assistant.generate.scoring import scored
from assistant.generate.selection import choose
from assistant.generate.wording import state
from assistant.vocabulary import Expansion, drugs_in

IDENTITY = "extractive/2"


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
    ) -> tuple[DraftStatement, ...]:
        """Verbatim statements in source order, then the cautions that belong to their doses."""
        found = scored(
            question, list(candidates(question, evidence, asked)), rarity, self._embedder
        )
        chosen = choose(question, found, rarity, self._statements)
        if not _names_a_drug(question, chosen, evidence):
            return ()
        statements = {
            c.key: state(c.evidence, c.sentence, c.evidence.passage.headings) for c in chosen
        }
        for rank in dict.fromkeys(candidate.rank for candidate in chosen):
            source = evidence[rank]
            doses = [candidate.sentence for candidate in chosen if candidate.rank == rank]
            for headings, sentence in cautions_for(source, doses, asked):
                key = (source.version.key, sentence.start)
                statements.setdefault(key, state(source, sentence, headings, caution=True))
        return tuple(statements.values())


def _names_a_drug(
    question: Expansion, chosen: Sequence[Candidate], evidence: Sequence[Evidence]
) -> bool:
    """Whether the evidence from a document chosen from names a drug the question names.

    An answer about a drug that is nowhere near it would be about another one.
    """
    drugs = drugs_in(question.asked)
    documents = {candidate.evidence.version.key for candidate in chosen}
    readings = (e.passage.reading for e in evidence if e.version.key in documents)
    return not drugs or any(drugs & drugs_in(reading) for reading in readings)
