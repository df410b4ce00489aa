"""Cautions that belong to a dose: quoted along with it, from the same document (rule 4)."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from enum import IntEnum
from typing import NamedTuple

from assistant.evidence import Evidence, reads
from assistant.generate.applies import concerns
from assistant.generate.candidates import is_answer
from assistant.generate.doses import gives_dose
from assistant.generate.sections import (
    Headings,
    announces_cautions,
    drugs_of_heading,
    is_beside,
    other_sections,
    sentences_under,
)
from assistant.phrasing.limits import limits_or_warns, limits_treatment
from assistant.vocabulary import drugs_in, populations_in
from corpus.doses_in_words import doses_in_words
from corpus.passages import Sentence
from corpus.text import Text

__all__ = ["MOST", "MOST_ELSEWHERE", "Cautions", "cautions_for", "cautions_of"]

MOST = 12
"""Cautions of the doses of one section, beyond which nobody reads on."""
MOST_ELSEWHERE = 4
"""Those added from sections that are neither the dose's own nor of cautions beside it."""
LONGEST_LIST = 40
"""Items up to which a list of when not to is quoted whole."""
ENOUGH = 6
"""Cautions up to which any are added from there."""

_ALONGSIDE = re.compile(
    r"\b(?:together|along|mixed) with\b.*|\b(?:alongside|beside)\b.*", re.IGNORECASE
)


class Nearness(IntEnum):
    """How closely a caution belongs to a dose; what is nearest is kept when there are too many."""

    NAMED = 0
    """Of the section that gives the dose, about the drug by name."""
    STRICT = 1
    """Of that section: it forbids, caps, or names patients."""
    GENERAL = 2
    """Of that section: it says what to watch for."""
    BESIDE = 3
    """Of a section of cautions beside or below it, about the drug."""
    HEADED = 4
    """Of another section about the drug."""
    MENTIONED = 5
    """Of a section about something else, about the drug by name."""


class Cautions(NamedTuple):
    """What belongs to the doses of one section, each sentence with its heading path."""

    quoted: list[tuple[Headings, Sentence]]
    unsaid: list[tuple[Headings, Sentence]]
    """Those beyond `MOST` and `MOST_ELSEWHERE`, the nearest first, but those that sections about
    something else mention: to point there would hide what matters."""


class _Dosed(NamedTuple):
    """The doses that are shown of one section."""

    text: Text
    headings: Headings
    drugs: frozenset[str]
    """Whose doses they are."""
    wanted: frozenset[str]
    """Those of them that the question names, or all."""


class _Caution(NamedTuple):
    nearness: Nearness
    headings: Headings
    sentence: Sentence


def cautions_for(
    evidence: Evidence,
    chosen: Sequence[Sentence],
    asked: Set[str],
    about: Set[str] = frozenset(),
) -> list[tuple[Headings, Sentence]]:
    """The cautions to quote along with the doses among `chosen`, as `cautions_of` says."""
    return cautions_of(evidence, chosen, asked, about).quoted


def cautions_of(
    evidence: Evidence,
    chosen: Sequence[Sentence],
    asked: Set[str],
    about: Set[str] = frozenset(),
) -> Cautions:
    """The cautions that belong to the doses among `chosen`, each with its heading path.

    They stand in the section of `evidence`; in one beside or below it whose heading announces
    cautions; or, where they are about the drug, anywhere in the same document, or the chapter of
    a long one. A caution does not belong when it is for other patients than those `asked` about,
    or about another drug whose dose the section gives as well; and only the drugs that the
    question is `about`, if it names any, are followed beyond. Those of the own section first.
    """
    text, own = evidence.text, evidence.passage.headings
    readings = (reads(text, one) for one in chosen)
    doses = [words for words in readings if gives_dose(words) or doses_in_words(words)]
    if not doses:
        return Cautions([], [])
    drugs = frozenset[str]().union(*map(drugs_in, doses)) or drugs_of_heading(text, own)
    dosed = _Dosed(text, own, drugs, drugs & about or drugs)
    # Whoever names no patients reads a dose for those of its headings.
    patients = asked or populations_in(" ".join(evidence.path))
    found = [
        *_of_own(dosed, asked),
        *(
            caution
            for headings in (other_sections(text, own) if drugs else ())
            for caution in _of_other(dosed, headings, patients)
        ),
    ]
    taken = {sentence.start for sentence in chosen}
    found = [caution for caution in found if caution.sentence.start not in taken]
    kept = [
        one for one in _with_their_lists(text, _nearest(found)) if one.sentence.start not in taken
    ]
    kept.sort(key=lambda one: (one.nearness >= Nearness.BESIDE, one.sentence.start))
    taken |= {caution.sentence.start for caution in kept}
    near = (one for one in found if one.nearness < Nearness.MENTIONED)
    unsaid = {one.sentence.start: one for one in near if one.sentence.start not in taken}
    return Cautions(_placed(kept), _placed(sorted(unsaid.values(), key=_nearness)))


def _placed(cautions: Iterable[_Caution]) -> list[tuple[Headings, Sentence]]:
    return [(caution.headings, caution.sentence) for caution in cautions]


def _nearness(caution: _Caution) -> Nearness:
    return caution.nearness


def _of_own(dosed: _Dosed, asked: Set[str]) -> Iterator[_Caution]:
    """The cautions of the section that gives the doses."""
    text, own, drugs, wanted = dosed
    readings = [(sentence, reads(text, sentence)) for sentence in sentences_under(text, own)]
    doses = (words for _, words in readings if gives_dose(words))
    others = frozenset[str]().union(*map(drugs_in, doses)) - drugs
    for sentence, words in readings:
        if not _is_caution(sentence, words, asked) or _is_dose_of_another(sentence, words, wanted):
            continue
        if _belongs(words, drugs, others):
            strict = limits_treatment(sentence.kind, words)
            nearness = Nearness.STRICT if strict else Nearness.GENERAL
            named = drugs_in(words) & wanted
            yield _Caution(Nearness.NAMED if named else nearness, own, sentence)


def _of_other(dosed: _Dosed, headings: Headings, asked: Set[str]) -> Iterator[_Caution]:
    """Those of another section, which must say what they are about: in their words or heading."""
    text, own, drugs, wanted = dosed
    announced = announces_cautions(text, headings) and is_beside(own, headings)
    sought = drugs if announced else wanted
    headed = bool(drugs_of_heading(text, headings) & sought)
    if not concerns(asked, text[headings[-1]] if headings else ""):
        return
    for sentence in sentences_under(text, headings):
        words = reads(text, sentence)
        named = drugs_in(words)
        if sentence.kind == "intro" or not (named & sought if named else headed):
            continue
        if _is_dose_of_another(sentence, words, wanted):
            continue
        if announced and is_answer(sentence, words) and concerns(asked, words):
            yield _Caution(Nearness.BESIDE, headings, sentence)
        elif not headed and gives_dose(words):
            continue  # A dose under other headings is for another condition.
        elif _is_caution(sentence, words, asked) and limits_treatment(sentence.kind, words):
            yield _Caution(Nearness.HEADED if headed else Nearness.MENTIONED, headings, sentence)


def _is_caution(sentence: Sentence, words: str, asked: Set[str]) -> bool:
    """Whether a sentence limits a treatment of the patients asked about, or warns of it."""
    answers = sentence.kind != "intro" and is_answer(sentence, words)
    return answers and limits_or_warns(sentence.kind, words) and concerns(asked, words)


def _is_dose_of_another(sentence: Sentence, words: str, wanted: Set[str]) -> bool:
    """Whether it is a table's row with the dose of a drug that nobody asked for."""
    named = drugs_in(words)
    row = sentence.kind == "table_row" and gives_dose(words)
    return row and bool(named) and not named & wanted


def _belongs(words: str, drugs: Set[str], others: Set[str]) -> bool:
    """Whether a caution is about `drugs`, or about what they interact with, not about `others`."""
    named = drugs_in(words)
    if not named or not drugs or named & drugs:
        return True
    # "Always together with vitamin K" is said of what vitamin K is given with.
    return not drugs_in(_ALONGSIDE.sub("", words)) & others


def _nearest(cautions: Iterable[_Caution]) -> list[_Caution]:
    """At most `MOST` of them, and few from elsewhere, for what is far crowds out what is near."""
    nearest = sorted(cautions, key=_nearness)
    near = [one for one in nearest if one.nearness < Nearness.HEADED][:MOST]
    elsewhere = [one for one in nearest if one.nearness >= Nearness.HEADED]
    return [*near, *elsewhere[: min(MOST_ELSEWHERE, max(ENOUGH - len(near), 0))]]


def _with_their_lists(text: Text, cautions: Sequence[_Caution]) -> list[_Caution]:
    """The cautions, and the rest of a list that says when not to: some of it reads as all of it."""
    found = {caution.sentence.start: caution for caution in cautions}
    for nearness, headings, sentence in cautions:
        lead_in = " ".join(text[span] for span in sentence.context)
        if sentence.kind != "list_item" or not limits_treatment("sentence", lead_in):
            continue
        items = [
            one
            for one in sentences_under(text, headings)
            if one.kind == sentence.kind and one.context == sentence.context
        ]
        for item in items if len(items) <= LONGEST_LIST else ():
            found.setdefault(item.start, _Caution(nearness, headings, item))
    return list(found.values())
