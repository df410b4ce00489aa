"""The order in which chosen sentences are read: what answers best first, topics as they stand."""

from collections.abc import Callable, Hashable, Sequence
from itertools import chain, pairwise

from assistant.generate.candidates import Candidate
from assistant.generate.doses import asks_dose, gives_dose
from assistant.generate.sections import sentences_under
from assistant.vocabulary import Expansion, drugs_in

Run = list[Candidate]
Rank = Callable[[Candidate], tuple[bool, float]]


def in_reading_order(chosen: Sequence[Candidate], question: Expansion) -> list[Candidate]:
    """The best document first, in it the best section, and in that the best run.

    What is best has the highest score; who asks for a dose reads one before anything else.
    The other runs of a section follow in source order. A run is what stands together in the
    source, and is never taken apart: sentences that follow one another, the rows of a table, the
    items of a list.
    """
    rank = _rank_for(question)
    return [
        candidate
        for document in _best_first(chosen, lambda one: one.evidence.version.key, rank)
        for section in _best_first(document, lambda one: one.evidence.passage.headings, rank)
        for candidate in _best_run_first(section, rank)
    ]


def gives_asked_dose(question: Expansion) -> Callable[[Candidate], bool]:
    """Says of a sentence whether it gives a dose that the question asks for, of its drug if any."""
    wanted = asks_dose(question)
    drugs = drugs_in(question.asked)

    def gives(one: Candidate) -> bool:
        about = not drugs or bool(drugs & drugs_in(one.reading))
        return wanted and about and gives_dose(one.words)

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
