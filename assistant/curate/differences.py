"""What differs between two nearly equal sentences of two documents, and whether it can harm."""

import re
from dataclasses import dataclass

from assistant.curate.aspects import RANK, Aspect, Finding, contents
from assistant.curate.aspects import differences as aspects_of
from assistant.curate.edits import edits_between
from assistant.phrasing.senses import FORBIDDING
from corpus.text import Span

CRITICAL = frozenset({Aspect.QUANTITY, Aspect.DRUG, Aspect.ROUTE, Aspect.SENSE})
"""Aspects that change what is done to a patient."""

Words = tuple[str, ...]
"""Words and numbers in lower case."""
NUMBER = "#"
"""Stands for every number, so that two sentences that differ in a dose compare as alike."""

_URL = re.compile(r"\b(?:https?://|www\.)\S+(?:\s\S*[/=]\S+)*")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_ENUMERATOR = re.compile(r"\s*(?:[-•*–]\s*)?(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]\s+)?", re.I)
# "(10 mg)1" at the end of a sentence cites work 1; "[1,2]" does so anywhere.
_REFERENCES = re.compile(
    r"\s?\[\d[\d,;\s–-]*\]|(?:(?<=[^\W\d_]{3})|(?<=[.:;)]))\d{1,3}(?:[,–-]\s?\d{1,3})*\.?\s*\Z"
)
_AMOUNT = re.compile(r"\d.*[^\W\d_]|[<>≤≥%°]|\s")
_TREATS = re.compile(
    r"\d|\b(?:give[ns]?|administer(?:ed)?|use[ds]?|take[ns]?|start(?:ed)?|add|switch|prescribe[ds]?"
    r"|treat(?:ed)?|replace|(?:first|second)[- ]line|choice|alternative(?:ly)?|instead|prefer\w*"
    r"|not?|never|avoid|stop|withhold|contra-?indicated)\b",
    re.IGNORECASE,
)
_NEGATING = FORBIDDING - {"must", "only"}
_MODAL = frozenset(
    ["can", "may", "should", "must", "consider", "recommended", "always", "and", "or"]
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences that stand at the same place of two nearly equal passages."""

    first: Span | None
    """Where in the first text; None when only the second passage holds such a sentence."""
    second: Span | None
    findings: tuple[Finding, ...] = ()
    """What differs besides the wording, the most dangerous first."""

    @property
    def critical(self) -> bool:
        """Whether a quantity, drug, route or negation differs."""
        return any(finding.aspect in CRITICAL for finding in self.findings)

    @property
    def rank(self) -> int:
        """How dangerous it is; 0 is another quantity of the same drug."""
        aspects = {finding.aspect for finding in self.findings}
        if Aspect.DRUG in aspects:
            # Another drug has other doses.
            aspects.discard(Aspect.QUANTITY)
        return min((RANK[aspect] for aspect in aspects), default=len(RANK))


def wording(sentence: str) -> Words:
    """The words and numbers of a sentence, without its list number, links and references."""
    return tuple(_TOKEN.findall(_bare(sentence).casefold()))


def masked(words: Words) -> Words:
    """The same with every number as `NUMBER`."""
    return tuple(NUMBER if word[0].isdecimal() else word for word in words)


def findings_between(first: str, second: str) -> tuple[Finding, ...]:
    """What differs between two alike sentences besides their wording."""
    one, other = _bare(first), _bare(second)
    if one == other:
        return ()
    treats = any(_TREATS.search(side) for side in (one, other))
    found = aspects_of(one, other, edits_between(one, other))
    return tuple(finding for finding in found if _matters(finding, treats=treats))


def _matters(finding: Finding, *, treats: bool) -> bool:
    """Whether it says something else, and not only more, or more politely, than the other side."""
    if finding.aspect is Aspect.DRUG:
        # A drug that one side does not name may stand in its heading. And chapters of a textbook
        # say the same of one drug after the other, which changes no treatment.
        return bool(finding.before and finding.after) and treats
    if finding.aspect is Aspect.ROUTE:
        return bool(finding.before and finding.after)
    if finding.aspect is Aspect.QUANTITY:
        # A number that only one side holds, without a unit, is a year, a reference or part of a
        # name such as SGLT2.
        figures = [*finding.before, *finding.after]
        return bool(finding.before and finding.after) or any(map(_AMOUNT.search, figures))
    if finding.aspect is Aspect.SENSE:
        words = {*finding.before, *finding.after}
        return not words.isdisjoint(_NEGATING) or bool(
            set(finding.before) - _MODAL and set(finding.after) - _MODAL
        )
    return True


def findings_in(sentence: str) -> tuple[Finding, ...]:
    """What a sentence says of doses and of what must not be done, that only one side holds."""
    found = contents(_bare(sentence))
    return tuple(finding for finding in found if finding.aspect in (Aspect.QUANTITY, Aspect.SENSE))


def _bare(sentence: str) -> str:
    """The sentence without what only counts or points: its list number, links and references."""
    match = _ENUMERATOR.match(sentence)
    bare = _URL.sub(" ", sentence[match.end() if match else 0 :])
    return " ".join(_REFERENCES.sub("", bare).split())
