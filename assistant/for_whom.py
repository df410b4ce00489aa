"""Asks for whom, where the question does not say and what is quoted differs by it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answers import Citation, Notice, NoticeKind, Statement
from assistant.evidence import HEADING_SEPARATOR, Evidence, reads
from assistant.generate.bands import named_in
from assistant.generate.sections import Headings, other_sections, sentences_under
from assistant.question import Question
from assistant.vocabulary import Expansion, drugs_in, populations_in
from corpus.doses import holds_dose
from corpus.metadata import Population
from corpus.quantities import quantities_in
from corpus.sections import heading_path
from corpus.text import Text
from corpus.versions import Version

Groups = frozenset[str]
"""Of adult, paediatric, neonatal and obstetric; empty where nothing says for whom."""
Told = tuple[Groups, str]
"""For whom something is, and where it stands."""
_NAMED = 3
"""Places that are named for one group."""
_AGE_FIRST = re.compile(
    r"\W*(\d{1,2})[ -]?(months?|mths?|mo|weeks?|wks?|days?|years?|yrs?|y)\b ?[:,;–-]", re.IGNORECASE
)
_GROWN = 16
"""Years, as in `assistant.vocabulary`."""
_LIGHT = 25
"""Kilograms: hardly any adult weighs less."""


def for_whom(
    question: Question,
    expansion: Expansion,
    statements: Iterable[Statement],
    citations: Iterable[Citation],
    evidence: Sequence[Evidence],
) -> tuple[Notice, ...]:
    """The notice of an answer that is another one for other patients than it may be read for.

    What is quoted is for different groups, by its own words, its headings, its title or its
    metadata; or it is a dose of which the same document gives another one for another group.
    """
    if question.population is not None or populations_in(expansion.asked):
        return ()
    sources = {one.version.key: (one.version, one.text) for one in evidence}
    numbered = {one.number: one for one in citations}
    told: list[Told] = []
    for statement in statements:
        citation = numbered[statement.citations[0]]
        source = sources.get(f"{citation.document}@{citation.version}")
        if source is None or statement.caution:
            continue
        version, text = source
        told += _quoted(statement, citation, version)
        if not _groups_of(version):
            told += _beside(statement, citation, text)
    told += _meant(question, expansion.asked) if told else ()
    differing = {group for group, _ in told if len(group) == 1}
    return (_notice(told, differing),) if len(differing) > 1 else ()


def _meant(question: Question, asked: str) -> Iterator[Told]:
    """For whom it may be meant, though the question names nobody."""
    if _is_young(asked):
        yield frozenset({str(Population.PAEDIATRIC)}), "the weight or age in the question"
    for before in reversed(question.earlier):
        groups = populations_in(before)
        if not groups and _is_young(before):
            groups = frozenset({str(Population.PAEDIATRIC)})
        if groups:
            yield from ((frozenset({group}), "an earlier question") for group in sorted(groups))
            return


def _is_young(asked: str) -> bool:
    """Whether somebody is asked about who weighs as little as a child, or is put first as one."""
    light = any(one.kind == "weight" and one.value < _LIGHT for one in named_in(asked))
    age = _AGE_FIRST.match(asked)
    years = age is not None and age[2].casefold().startswith("y")
    return light or (age is not None and not (years and int(age[1]) >= _GROWN))


def _quoted(statement: Statement, citation: Citation, version: Version) -> list[Told]:
    """For whom a quoted sentence is: its document, or in one for all what it or its headings say.

    Words and headings tell only where a quantity is given: what is the same for all may name some.
    """
    group = _groups_of(version) or populations_in(citation.title)
    if group:
        return [(group, f"“{citation.title}”")]
    path = [statement.text, *reversed(citation.section)] if quantities_in(citation.quote) else []
    told = (populations_in(words) for words in path)
    return [(group, _place(citation)) for group in told if group][:1]


def _beside(statement: Statement, citation: Citation, text: Text) -> Iterator[Told]:
    """Where the document gives such a dose for one group: of the same drug, or in that section.

    A section that names no drug, as of fluids, tells only beside what is itself for a group.
    """
    drugs = drugs_in(statement.text)
    if not holds_dose(citation.quote) or not (drugs or populations_in(statement.text)):
        return
    own = heading_path(text, citation.start)
    for headings in (own, *(other_sections(text, own) if drugs else ())):
        for sentence in sentences_under(text, headings):
            words = reads(text, sentence)
            named = drugs_in(f"{_last(text, headings)}: {words}")
            if not holds_dose(words) or not (drugs & named or drugs == named):
                continue
            group = populations_in(words) or _headed(text, headings)
            if group:
                yield group, f"“{citation.title}{HEADING_SEPARATOR}{_last(text, headings)}”"


def _headed(text: Text, headings: Headings) -> Groups:
    """For whom the innermost heading that tells says it is; the title, which comes first, aside."""
    told = (populations_in(text[span]) for span in reversed(headings[1:]))
    return next((group for group in told if group), frozenset())


def _last(text: Text, headings: Headings) -> str:
    return text[headings[-1]] if headings else ""


def _groups_of(version: Version) -> Groups:
    """The one group its metadata names; empty where it is for several, or nobody says."""
    groups = frozenset(map(str, version.metadata.population)) - {str(Population.ALL)}
    return groups if len(version.metadata.population) == 1 else frozenset()


def _place(citation: Citation) -> str:
    path = [citation.title, *citation.section[-1:]]
    return f"“{HEADING_SEPARATOR.join(dict.fromkeys(path))}”"


def _notice(told: Sequence[Told], differing: set[Groups]) -> Notice:
    """Says which place is for whom."""
    places: dict[str, dict[str, None]] = {}
    for group, place in told:
        if group in differing:
            [name] = group
            places.setdefault(name, {})[place] = None
    said = "; ".join(f"{name}: {', '.join([*places[name]][:_NAMED])}" for name in sorted(places))
    return Notice(
        NoticeKind.POPULATION_NOT_STATED,
        f"The question does not say for whom, and what the sources say is for different groups "
        f"({said}): check which one applies.",
    )
