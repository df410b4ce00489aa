"""The order in which chosen sentences are read: what answers best first, topics as they stand."""

import re
from collections.abc import Callable, Hashable, Sequence
from itertools import chain, pairwise

from assistant.evidence import Evidence
from assistant.generate.candidates import Candidate
from assistant.generate.doses import asks_dose, asks_treatment, gives_dose, only_caps
from assistant.generate.precedence import local_first, same_matter
from assistant.generate.sections import sentences_under
from assistant.vocabulary import Expansion, drugs_in

_ASKS_CAP = re.compile(r"\bmax(?:imum)?\b|\blimit|\bmost\b|\bceiling\b", re.IGNORECASE)
_CONTAINER = re.compile(r"\b[\d.]+ ?ml (?:syringe|ampoule|vial|bag|bottle)s?\b", re.IGNORECASE)
"""What it is drawn up in is no dose."""
_SECOND = re.compile(
    r"\balternativ|\b(?:second|third)[- ](?:line|choice)\b|\breserve\b"
    r"|\brefractory\b|\bresistant\b|\bnot respond|\bno response\b",
    re.IGNORECASE,
)
"""What is given where something else cannot be, or has failed: not what to read first, unless it is
asked for."""
Run = list[Candidate]
Rank = Callable[[Candidate], tuple[bool, float]]


def in_reading_order(chosen: Sequence[Candidate], question: Expansion) -> list[Candidate]:
    """The best document first, in it the best section, and in that the best run.

    What is best has the highest score; who asks for a dose, or what to give, reads a dose before
    anything else. A document of the site goes before those for every site on the same matter.
    The other runs of a section follow in source order. A run is what stands together in the
    source, and is never taken apart: sentences that follow one another, the rows of a table, the
    items of a list.
    """
    rank = _rank_for(question)
    gives, own = gives_asked_dose(question), local_first(question)
    documents = _best_first(chosen, lambda one: one.evidence.version.key, rank)
    documents.sort(key=lambda run: any(map(gives, run)), reverse=True)
    best = documents[0][0].evidence if documents else None
    # What is on another matter keeps its place: behind all of this one that come before it.
    documents.sort(key=lambda run: best is not None and _goes_first(run, best, own), reverse=True)
    return [
        candidate
        for document in documents
        for section in _best_first(document, lambda one: one.evidence.passage.headings, rank)
        for candidate in _best_run_first(section, rank)
    ]


def _goes_first(run: Run, best: Evidence, own: Callable[[Evidence], bool]) -> bool:
    return own(run[0].evidence) and same_matter(run[0].evidence, best)


def gives_asked_dose(question: Expansion) -> Callable[[Candidate], bool]:
    """Says of a sentence whether it gives a dose that the question asks for, of its drug if any.

    How much is too much is no dose to give, but for who asks that, and so are alternatives.
    """
    wanted = asks_dose(question) or asks_treatment(question)
    drugs = drugs_in(question.asked)
    caps = bool(_ASKS_CAP.search(question.asked))
    second = bool(_SECOND.search(question.asked))

    def gives(one: Candidate) -> bool:
        about = not drugs or bool(drugs & drugs_in(one.reading))
        if not second and _SECOND.search(one.section):
            return False
        words = _CONTAINER.sub(" ", one.words)
        return wanted and about and gives_dose(words) and (caps or not only_caps(words))

    return gives


def _rank_for(question: Expansion) -> Rank:
    gives = gives_asked_dose(question)
    return lambda one: (gives(one), one.score)


def _best_first(
    chosen: Sequence[Candidate], key: Callable[[Candidate], Hashable], rank: Rank
) -> list[Run]:
    """The candidates in groups of one key, the one with the best score first."""
    groups: dict[Hashable, Run] = {}
    for candidate in chosen:
        groups.setdefault(key(candidate), []).append(candidate)
    return sorted(groups.values(), key=lambda run: max(map(rank, run)), reverse=True)


def _best_run_first(section: Sequence[Candidate], rank: Rank) -> Run:
    runs = _runs(sorted(section, key=lambda one: one.key))
    first = max(runs, key=lambda run: max(map(rank, run)))
    return [*first, *chain.from_iterable(run for run in runs if run is not first)]


def _runs(section: Sequence[Candidate]) -> list[Run]:
    """The candidates of one section, in source order, cut where something lies between two."""
    every = sentences_under(section[0].evidence.text, section[0].evidence.passage.headings)
    places = {sentence.start: place for place, sentence in enumerate(every)}
    runs = [[section[0]]]
    for before, after in pairwise(section):
        one, other = before.sentence, after.sentence
        # Offsets stand in for places where a text is cut otherwise than its index was.
        step = places.get(other.start, other.start) - places.get(one.start, one.start)
        # What stands directly above a table may name the drug whose doses it gives.
        follows = step == 1 and other.kind in {one.kind, "table_row"}
        grouped = one.kind != "sentence" and (one.kind, one.context) == (other.kind, other.context)
        together = follows or grouped
        if together:
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs
