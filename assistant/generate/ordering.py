"""The order in which chosen sentences are read: what answers best first, topics as they stand."""

import re
from collections.abc import Callable, Hashable, Sequence, Set
from itertools import chain, pairwise

from assistant.evidence import Evidence
from assistant.generate.candidates import Candidate
from assistant.generate.doses import asks_dose, asks_treatment, gives_dose, only_caps
from assistant.generate.precedence import local_first, same_matter
from assistant.generate.sections import sentences_under
from assistant.vocabulary import Expansion, drugs_in, populations_in

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
_LACKS = (
    r"\b(?:not (?:available|effective|possible|tolerated|respond\w*|improv\w*)|unavailable"
    r"|ineffective|inadequate response|fails?|failed|persists?"
    r"|no (?:response|improvement|effect))\b"
)
_AFTER_FAILURE = re.compile(rf"(?:[^:]{{0,80}}: )?if\b[^.:,;]{{0,80}}{_LACKS}", re.IGNORECASE)
"""How words begin that say what to do once the first treatment failed or is not to be had."""
_FAILED = re.compile(_LACKS, re.IGNORECASE)
_STEP = re.compile(r"\(?\d{1,2}[.)]\s")
_CONDITION = re.compile(r"^if\b[^,:.;]*[,:]|(?<!^)\bif\b[^.;]*", re.IGNORECASE)
_CHILDREN = frozenset({"paediatric", "neonatal"})
_QUANTITY = re.compile(
    r"\b(?:(?P<target>targets?|goals?|aim)|(?P<threshold>thresholds?)|(?P<loading>loading|bolus)"
    r"|(?P<maintenance>maintenance)|(?P<duration>duration|how long)|(?P<maximum>max(?:imum)?))\b",
    re.IGNORECASE,
)
"""Quantities that a question asks for by name, and that are taken for one another in haste."""
_DESCRIBES = re.compile(
    r"\b(?:often|sometimes|usually|commonly|typically|can be"
    r"|may (?:be|have|occur|present|cause))\b",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(
    r"(?:^|[:;.,] |\b(?:then|and|or|should|must|to) )(?:do not|give|start|aim|stop|use|keep|treat"
    r"|check|refer|call|take|repeat|infuse|inject|prescribe|reduce|increase|lower|maintain|monitor"
    r"|measure|avoid|offer|consider|add|change|switch|continue|withhold|restart)\b"
    r"|\b(?:must|should|never)\b|\b(?:is|are) (?:not )?(?:given|started|stopped|used|reduced)\b",
    re.IGNORECASE,
)
Run = list[Candidate]
Rank = Callable[[Candidate], tuple[bool, bool, bool, bool, float]]


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
    comes_second = what_comes_second(question)

    def gives(one: Candidate) -> bool:
        if comes_second(one) or not (not drugs or drugs & drugs_of_dose(one)):
            return False
        words = _CONTAINER.sub(" ", one.words)
        return wanted and gives_dose(words) and (caps or not only_caps(words))

    return gives


def what_comes_second(question: Expansion) -> Callable[[Candidate], bool]:
    """Says of a sentence whether it tells what to give where something else cannot be, or failed.

    To who asks for that, nothing comes second.
    """
    asked = question.asked
    wanted = bool(_SECOND.search(asked) or _FAILED.search(asked))
    return lambda one: (
        not wanted and bool(_SECOND.search(one.section) or _AFTER_FAILURE.match(one.words))
    )


def is_after_failure(one: Candidate, drugs: Set[str]) -> bool:
    """Whether it begins by saying that one of the drugs failed or is not to be had."""
    condition = _AFTER_FAILURE.match(one.words)
    return bool(condition and drugs & drugs_in(condition[0]))


def drugs_of_dose(one: Candidate) -> frozenset[str]:
    """The drugs a sentence and its headings name, but those only in a condition.

    "Oxygen 6 L/minute if adrenaline is needed again" gives no dose of adrenaline.
    """
    return drugs_in(f"{one.headings}: {_CONDITION.sub(' ', one.words)}")


def for_children(one: Candidate) -> bool:
    """Whether a sentence, by its words, is for children alone."""
    groups = populations_in(one.words)
    return bool(groups) and groups <= _CHILDREN


def _another_quantity(question: Expansion) -> Callable[[Candidate], bool]:
    """Says of a sentence whether it names another quantity than the question, such as a target."""
    asked = _quantities(question.asked)

    def another(one: Candidate) -> bool:
        named = _quantities(one.words) or _quantities(one.section)
        return bool(asked and named and not asked & named)

    return another


def _quantities(words: str) -> frozenset[str]:
    return frozenset(match.lastgroup or "" for match in _QUANTITY.finditer(words))


def _describes(one: Candidate) -> bool:
    """Whether it says how something often is, and not what to do."""
    return bool(_DESCRIBES.search(one.words)) and not _INSTRUCTS.search(one.words)


def _rank_for(question: Expansion) -> Rank:
    gives = gives_asked_dose(question)
    comes_second = what_comes_second(question)
    anyone = not populations_in(question.asked)
    another = _another_quantity(question)
    describing = bool(_DESCRIBES.search(question.asked))
    return lambda one: (
        gives(one) and not (anyone and for_children(one)),
        not comes_second(one),
        not another(one),
        describing or not _describes(one),
        one.score,
    )


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
        announced = other.kind in {one.kind, "table_row"} or before.words.endswith(":")
        follows = step == 1 and announced
        grouped = _is_one_list(before, after)
        together = follows or grouped
        if together:
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs


def _is_one_list(one: Candidate, other: Candidate) -> bool:
    """Whether two are rows of one table, steps of one order, or items below one lead-in."""
    kinds = {one.sentence.kind, other.sentence.kind}
    if one.sentence.context != other.sentence.context or kinds & {"sentence", "intro"}:
        return False
    steps = all(_STEP.match(each.words) for each in (one, other))
    return len(kinds) == 1 and bool(one.sentence.context or steps or kinds == {"table_row"})
