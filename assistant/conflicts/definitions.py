"""Reads what a sentence defines by a figure, or sets as a target: "X is a temperature above Y"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from assistant.conflicts.figures import ENDLESS, Figure, Kind, Range
from assistant.vocabulary import drugs_in, tokens
from corpus.quantities import Quantity, amount, quantities_in

_CLAUSE = re.compile(r"[.;]\s+(?=\S)")
_IS = re.compile(
    r",?\s(?:is|are)\s(?:also\s)?(?:(?:defined|regarded|classified)\s(?:here\s)?as\s)?"
    r"|\s(?:means|refers\sto|defined\sas)\s|:\s"
)
_SET = re.compile(r"\b(?:targets?|goals?|aims?)\b", re.IGNORECASE)
_SETTING = re.compile(r"\b(?:normal|therapeutic|reference|threshold|cut-?off)\b", re.IGNORECASE)
"""Words of a subject that is a figure itself; any other is a figure of something measured."""
_MEASURES = (
    "temperature pressure bp map glucose sugar sodium potassium chloride calcium magnesium "
    "phosphate bicarbonate lactate ketones creatinine urea bilirubin albumin haemoglobin hb "
    "haematocrit pcv platelets count level concentration rate saturation spo2 score bmi index "
    "weight gestation age duration time gfr egfr clearance output volume loss diameter "
    "circumference ratio inr ph hba1c ferritin cholesterol ldl triglycerides content osmolality "
    "interval value mass thickness length height iop"
)
_MOST_WORDS = 8
"""In a subject or in what is measured; longer ones tell a story."""
_NO_SUBJECT = re.compile(
    r"^(?:this|that|these|those|it|they|there|he|she|we|you|one|all|others?)$"
    r"|\b(?:if|when|where|whether|while|until|unless|because|since|that|which|what|whose?|than"
    r"|dos\w+|example|maximum|minimum)\b|[?=<>≤≥|]",
    re.IGNORECASE,
)
_NO_MEASURE = re.compile(
    r"\b(?:if|when|while|until|unless|after|before|during|within|by|who|which|that|with|without"
    r"|given|treated|used|for|to|in|on|at\s(?!or\b|least\b|most\b)|than|dos\w+|change|rise|fall|increase|reduction)\b|[,:()|<>≤≥]",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:usual\w*|often|typical\w*|average|approximate\w*|about|around|may|might|can|could"
    r"|not|never|most|some|many|trials?|stud(?:y|ies)|previous\w*|formerly|at (?:\w+ )?risk)\b",
    re.IGNORECASE,
)
"""Figures that are observed, doubted or denied define nothing."""
_AT_SITE = re.compile(
    r"\s(?:at(?:\s[A-Z][\w'’-]*)+|(?:at|in)\s(?:this|our|the)\s(?:hospital|trust|unit|ward|site)"
    r"|here|locally)(?!\w)"
)
"""Where a figure holds is told by the document's site, and is no part of what it is about."""
_BRACKETS = re.compile(r"\s?(?:\([^)]*\)|\[[^\]]*\])")
_ARTICLE = re.compile(r"^(?:an?|the|any|our)\s", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|at|or|between|from|is|are)\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:of|for|in)\s(?:the\s)?", re.IGNORECASE)
_TAIL_ENDS = re.compile(r"[,;()|]|\.(?!\d)|\s(?:and|or|but)\s")
_CONDITION = re.compile(r"(?:in|for|if|when|with|among|after|during|before|on)\b", re.IGNORECASE)
_SIGNS = " \t*•·-–—²³¹"
"""What stands before a subject in lists and notes."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure by which a sentence says what something is."""

    subject: str
    """What is defined, as it reads, without its article and the site."""
    terms: frozenset[str]
    """Its index terms."""
    measure: frozenset[str]
    """The index terms of what is measured; empty where the subject names it."""
    conditions: frozenset[str]
    """The index terms that narrow the figure: "in pregnancy", "for 1 hour"."""
    figure: Figure


def definitions_in(words: str, own: int) -> Iterator[Definition]:
    """The definitions and targets that `words[own:]` states; what stands before introduces it.

    Only the first figure of a clause is read: another one is an alternative, or for others.
    """
    if not _IS.search(words, own):
        return
    quantities = quantities_in(words)
    introduction = words[:own] if _CONDITION.match(words) else ""
    borders = [own, *(match.end() for match in _CLAUSE.finditer(words, own)), len(words)]
    for start, end in pairwise(borders):
        verb = _IS.search(words, start, end)
        if verb is None or _REPORTED.search(words, start, end):
            continue
        inside = [q for q in quantities if verb.end() <= q.start and q.end <= end]
        if inside:
            yield from _defined(words, (start, end), verb, inside, introduction)


def _defined(
    words: str,
    clause: tuple[int, int],
    verb: re.Match[str],
    inside: Sequence[Quantity],
    introduction: str,
) -> Iterator[Definition]:
    """What one clause says by its first figure, where it defines anything."""
    named = _AT_SITE.sub("", _BRACKETS.sub("", words[clause[0] : verb.start()])).strip(_SIGNS)
    *before, subject = named.split(", ")
    between = words[verb.end() : inside[0].start].strip()
    if _NO_SUBJECT.search(subject) or _NO_MEASURE.search(between):
        return
    if max(len(subject.split()), len(between.split())) > _MOST_WORDS:
        return
    is_set = _SET.search(subject) is not None
    about = _LEADING.sub("", " ".join(_SET.sub(" ", _ARTICLE.sub("", subject)).split()))
    measure = " ".join(_OF.sub(" ", _ARTICLE.sub("", between)).split())
    figure = _figure(inside, words, Kind.TARGET if is_set else Kind.DEFINITION)
    if figure is None:
        return
    head = set(tokens(measure)[-1:])
    if head:
        # What stands right before the figure is what it is a figure of.
        is_stated = head <= _measured() and (is_set or verb[0] != ": ")
        is_stated = is_stated and not (figure.unit == "%" and head <= _solutes())
    else:
        is_stated = bool(is_set or _SETTING.search(subject)) and _is_measured(about)
    if is_set and head:
        # "The first aim is a potassium below 6": the target of a potassium, when it is the first.
        before, about, measure = [*before, about], measure, ""
    if is_stated and tokens(about):
        tail = _TAIL_ENDS.split(words[figure.end : clause[1]], maxsplit=1)[0]
        yield Definition(
            subject=_uncapitalised(about),
            terms=frozenset(tokens(about)),
            measure=frozenset(tokens(measure)),
            conditions=frozenset(tokens(" ".join([introduction, *before, tail]))),
            figure=figure,
        )


def _figure(inside: Sequence[Quantity], words: str, kind: Kind) -> Figure | None:
    """The first figure with its limits: "below 4" is from nothing to 4."""
    first = inside[0]
    low, high, unit, comparator = amount(first)
    end = first.end
    # Of 140/90 mmHg the first number is compared, and the second carries the limit of both.
    if len(inside) > 1 and words[first.end : inside[1].start].strip() == "/":
        comparator, end = comparator or inside[1].comparator, inside[1].end
    if low < 0:
        return None
    if comparator in ("<", "≤"):
        low = Fraction(0)
    elif comparator:
        high = max(ENDLESS, high)
    return Figure(kind=kind, unit=unit, single=Range(low, high), start=first.start, end=end)


def _is_measured(about: str) -> bool:
    """Whether the words name what is measured; a level may also be that of a drug."""
    terms = set(tokens(about)) - _no_name()
    return bool(terms & _measured() or drugs_in(about))


@cache
def _measured() -> frozenset[str]:
    """The index terms of what is measured."""
    return frozenset(tokens(_MEASURES))


@cache
def _solutes() -> frozenset[str]:
    """Whose percentage is the strength of a solution."""
    return frozenset(tokens("glucose sodium chloride bicarbonate potassium calcium phosphate"))


@cache
def _no_name() -> frozenset[str]:
    return frozenset(tokens("level value rate count concentration range time interval limit"))


def _uncapitalised(words: str) -> str:
    """As within a sentence, unless there are capitals further on, as in names."""
    return words if any(map(str.isupper, words[1:])) else words.lower()
