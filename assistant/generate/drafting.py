"""What every generator drafts from and ends with: sentences that may answer, and their cautions."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby, zip_longest

from assistant.embed.embedder import Embedder
from assistant.evidence import DraftStatement, Evidence, Quote, reads
from assistant.generate.candidates import Candidate, candidates
from assistant.generate.cautions import cautions_of
from assistant.generate.doses import asks_dose, asks_only_dose, gives_dose
from assistant.generate.ordering import is_after_failure
from assistant.generate.scoring import scored
from assistant.generate.selection import choose
from assistant.generate.tables import notes_of, table_at
from assistant.generate.units import LEANS
from assistant.generate.wording import state
from assistant.phrasing.limits import limits_treatment
from assistant.vocabulary import Expansion, drugs_in, populations_in
from corpus.doses_in_words import doses_in_words

Drafted = tuple[Candidate, DraftStatement]
"""A statement with the sentence it says."""
Place = tuple[str, int]
"""A version and an offset in its text."""


def sentences_that_answer(
    question: Expansion,
    evidence: Sequence[Evidence],
    rarity: Callable[[str], float],
    asked: Set[str],
    *,
    embedder: Embedder,
    count: int,
) -> list[Candidate]:
    """About `count` sentences with their company, as they are read; none where none may answer."""
    found = scored(question, list(candidates(question, evidence, asked)), rarity, embedder)
    chosen = choose(question, found, rarity, count)
    if not _names_a_drug(question, chosen, evidence) or not _gives_the_dose(question, chosen):
        return []
    return chosen if _speaks_of_the_patients(question, chosen, asked) else []


def verbatim(candidate: Candidate) -> DraftStatement:
    """The sentence as it stands, under its headings."""
    return state(candidate.evidence, candidate.sentence, candidate.evidence.passage.headings)


def with_cautions(
    question: Expansion, core: Sequence[Drafted], evidence: Sequence[Evidence], asked: Set[str]
) -> tuple[DraftStatement, ...]:
    """The statements with the notes of their tables, then the cautions of their doses, verbatim.

    Whatever drafted them, those of one document stand together: documents that differ are read
    one after the other, and never as if they were one.
    """
    core = _said_once(_document_by_document(core))
    about = drugs_in(question.asked)
    said = {(key, statement.text): statement for key, statement in _with_notes(core)}
    taken = {key for key, _ in said}
    cautions: dict[tuple[str, int], DraftStatement] = {}
    unsaid: dict[tuple[Place, str], list[DraftStatement]] = {}
    for rank in dict.fromkeys(candidate.rank for candidate, _ in core):
        source = evidence[rank]
        doses = [candidate.sentence for candidate, _ in core if candidate.rank == rank]
        found = cautions_of(source, doses, asked, about)
        for headings, sentence in found.quoted:
            key = (source.version.key, sentence.start)
            if key not in taken:
                cautions.setdefault(key, state(source, sentence, headings, caution=True))
        first = next((one.key, drafted.text) for one, drafted in core if one.rank == rank)
        unsaid[first] = [state(source, one, headings) for headings, one in found.unsaid]
    quoted = taken | cautions.keys()
    statements = (
        replace(statement, unsaid=_not_among(quoted, unsaid.get(key, ())))
        for key, statement in said.items()
    )
    return (*statements, *cautions.values())


def _not_among(quoted: Set[Place], unsaid: Iterable[DraftStatement]) -> tuple[Quote, ...]:
    """The sentences that no other dose has brought along."""
    first = (statement.quotes[0] for statement in unsaid)
    return tuple(one for one in first if (one.version.key, one.span.start) not in quoted)


def _document_by_document(core: Sequence[Drafted]) -> list[Drafted]:
    """In the order in which each document is first spoken from, and as they are within it."""
    keys = dict.fromkeys(candidate.evidence.version.key for candidate, _ in core)
    return [one for key in keys for one in core if one[0].evidence.version.key == key]


def _said_once(core: Sequence[Drafted]) -> list[Drafted]:
    """Without sentences that their document says again word for word, as a summary does.

    Rows and items mean what stands above them; and what leans on a sentence needs it before it.
    """
    said: set[tuple[str, str]] = set()
    kept: list[Drafted] = []
    for (candidate, statement), following in zip_longest(core, core[1:]):
        place = (candidate.evidence.version.key, candidate.words)
        leaned_on = following is not None and LEANS.match(following[0].words)
        if candidate.sentence.kind == "sentence" and place in said and not leaned_on:
            continue
        said.add(place)
        kept.append((candidate, statement))
    return kept


def _with_notes(core: Sequence[Drafted]) -> Iterator[tuple[Place, DraftStatement]]:
    """The statements with their places, and behind the rows of a table the notes to them.

    A note that limits a treatment is a caution, whatever row it explains.
    """
    for table, together in groupby(core, lambda drafted: _table_of(drafted[0])):
        drafted = list(together)
        yield from ((candidate.key, statement) for candidate, statement in drafted)
        if table is None:
            continue
        source = drafted[0][0].evidence
        headings = source.passage.headings
        for note in notes_of(source.text, headings, [one.sentence for one, _ in drafted]):
            limits = limits_treatment(note.kind, reads(source.text, note))
            stated = state(source, note, headings, caution=limits)
            yield (source.version.key, note.start), stated


def _table_of(candidate: Candidate) -> Place | None:
    """Where the table of a row begins; None for what is no row."""
    if candidate.sentence.kind != "table_row":
        return None
    evidence = candidate.evidence
    return evidence.version.key, table_at(evidence.text, candidate.sentence)


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


def _gives_the_dose(question: Expansion, chosen: Sequence[Candidate]) -> bool:
    """Whether a dose asked for is among what was chosen, or a limit, such as not to give it.

    Its rescue, for when it failed or is not to be had, would be taken for the dose to begin with.
    """
    drugs = drugs_in(question.asked)
    if not (drugs and asks_only_dose(question)):
        return True
    return any(
        _holds_dose(one.words) or limits_treatment(one.sentence.kind, one.words)
        for one in chosen
        if not is_after_failure(one, drugs)
    )


def _holds_dose(words: str) -> bool:
    return gives_dose(words) or bool(doses_in_words(words))


def _speaks_of_the_patients(
    question: Expansion, chosen: Sequence[Candidate], asked: Set[str]
) -> bool:
    """Whether doses chosen for children, newborns or in pregnancy have a word of them beside them.

    The decision has seen such a dose somewhere in the evidence; where it is not what is chosen,
    the answer would be a dose that names no patients, and is meant for others.
    """
    wanted = set(asked) - {"adult"}
    if not (wanted and asks_dose(question) and any(gives_dose(one.words) for one in chosen)):
        return True
    return any(
        wanted & (populations_in(one.reading) | set(one.evidence.version.metadata.population))
        for one in chosen
    )
