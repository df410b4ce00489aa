"""What every generator drafts from and ends with: sentences that may answer, and their cautions."""

from collections.abc import Callable, Sequence, Set

from assistant.embed.embedder import Embedder
from assistant.evidence import DraftStatement, Evidence
from assistant.generate.candidates import Candidate, candidates
from assistant.generate.cautions import cautions_for
from assistant.generate.scoring import scored
from assistant.generate.selection import choose
from assistant.generate.wording import state
from assistant.vocabulary import Expansion, drugs_in

Drafted = tuple[Candidate, DraftStatement]
"""A statement with the sentence it says."""


def sentences_that_answer(
    question: Expansion,
    evidence: Sequence[Evidence],
    rarity: Callable[[str], float],
    asked: Set[str],
    *,
    embedder: Embedder,
    count: int,
) -> list[Candidate]:
    """About `count` sentences with their company, in source order; none where none may answer."""
    found = scored(question, list(candidates(question, evidence, asked)), rarity, embedder)
    chosen = choose(question, found, rarity, count)
    return chosen if _names_a_drug(question, chosen, evidence) else []


def verbatim(candidate: Candidate) -> DraftStatement:
    """The sentence as it stands, under its headings."""
    return state(candidate.evidence, candidate.sentence, candidate.evidence.passage.headings)


def with_cautions(
    core: Sequence[Drafted], evidence: Sequence[Evidence], asked: Set[str]
) -> tuple[DraftStatement, ...]:
    """The statements, and after them the cautions that belong to their doses, verbatim."""
    said = {(candidate.key, statement.text): statement for candidate, statement in core}
    taken = {candidate.key for candidate, _ in core}
    cautions: dict[tuple[str, int], DraftStatement] = {}
    for rank in dict.fromkeys(candidate.rank for candidate, _ in core):
        source = evidence[rank]
        doses = [candidate.sentence for candidate, _ in core if candidate.rank == rank]
        for headings, sentence in cautions_for(source, doses, asked):
            key = (source.version.key, sentence.start)
            if key not in taken:
                cautions.setdefault(key, state(source, sentence, headings, caution=True))
    return (*said.values(), *cautions.values())


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
