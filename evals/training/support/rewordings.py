"""Every way in which a statement of training says no more and no less than its quote."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from assistant.verify.clauses import BEGINS, clauses_of, segments_of
from assistant.vocabulary.lists import abbreviations, drug_variants, synonyms
from evals.training.support import frequencies
from evals.training.support.quantities import like, put

Rewording = Callable[[str], Iterator[str]]

_LADDERS = (
    (("g", "mg", "micrograms"), 1000),
    (("L", "mL"), 1000),
    (("days", "hours"), 24),
    (("hours", "minutes"), 60),
    (("weeks", "days"), 7),
)
_ALIASES = {"mcg": "micrograms", "µg": "micrograms", "ml": "mL", "hrs": "hours", "litres": "L"}
_MEASURED = re.compile(
    r"(?<![\w.,/–-])(?<!every )(\d{1,5}(?:\.\d{1,3})?)\s?"
    r"(g|mg|mcg|µg|micrograms|L|litres|mL|ml|days|hours|hrs"
    r"|minutes|weeks)(?![\w/]|\s?(?:/|per\b))"
)
_LIMITS = (
    ("at least", "no less than", "≥", "a minimum of"), ("more than", "greater than", ">", "above"),
    ("less than", "below", "<", "under"), ("up to", "no more than", "≤", "at most"),
    ("approximately", "about", "around", "roughly"),
)  # fmt: skip
"""Equal only before a number: what runs "over 10 minutes" is no limit and is not among them."""
_PHRASES = (
    ("do not", "must not", "don't", "never"), ("immediately", "at once", "straight away"),
    ("administer", "give"), ("intravenous", "IV"), ("intramuscular", "IM"), ("oral", "PO"),
    ("subcutaneous", "SC"), ("children", "paediatric patients"), ("obtain", "get"),
    ("contraindicated", "not to be used"), ("discontinue", "stop"), ("begin", "start", "initiate"),
    ("prior to", "before"), ("should", "ought to"), ("including", "such as"),
    ("patients", "people"), ("is associated with", "is linked to"), ("demonstrate", "show"),
    ("reduce", "decrease"), ("increase", "raise"), ("commonly", "often"),
    ("due to", "because of", "caused by"), ("and", "as well as"), ("therapy", "treatment"),
    ("utilize", "use"), ("physician", "doctor"), ("unless", "except if"), ("risk of", "danger of"),
    ("require", "need"), ("monitor", "watch"), ("severe", "serious"), ("rapid", "quick"),
    ("avoid", "do not use"), ("history of", "previous"), ("every", "each"), ("onset", "beginning"),
    ("minutes", "min"), ("hours", "h", "hrs"), ("micrograms", "mcg"), ("percent", "%"),
)  # fmt: skip
_GIVE = re.compile(r"^(?:Give|Administer|Start|Use|Check|Monitor|Obtain|Avoid) (?=\w)")
_PARTICIPLES = {
    "Give": "given", "Administer": "administered", "Start": "started", "Use": "used",
    "Check": "checked", "Monitor": "monitored", "Obtain": "obtained", "Avoid": "avoided",
}  # fmt: skip
_PASSIVE = re.compile(
    r"^([^,.;:]{3,60}?) (?:should|must) be (given|administered|started|used|checked|monitored"
    r"|obtained|avoided)(?!\w)"
)
_LIMITS_OTHERS = re.compile(
    r"\b(?:unless|except|if|when|while|until|only|not?|never|without|avoid|caution|maxim\w*|max"
    r"|contra\w+|adults?|child\w*|neonat\w*|pregnan\w*|renal|hepatic|monitor\w*|however|but|risks?"
    r"|under|over|below|above|less|more)\b|[<>≤≥]",
    re.IGNORECASE,
)
"""What may hold for the clauses beside it, which would say more without it."""
_DANGLES = re.compile(r"(?:if|when|unless|until|except|and|or|but|while)(?!\w)", re.IGNORECASE)
"""A condition alone says nothing."""
_LEANS = re.compile(r"\b(?:this|that|these|it|its|they|then|also|however)\b", re.IGNORECASE)
_LEADING = re.compile(r"^(If|When|Unless|In|For|Until) ([^,;.]+), ([^;.:]+)\.?$")
_TRAILING = re.compile(r"^([^,;.:]+?),? (if|when|unless|until) ([^,;.:]+)\.?$")


def clauses(text: str) -> Iterator[str]:
    """Whole clauses in order, where what is left out limits nothing."""
    spans = clauses_of(text)
    whole = set(segments_of(text))
    free = [span in whole or bool(BEGINS.match(text[span.start : span.end])) for span in spans]
    free = [
        own and not _LIMITS_OTHERS.search(text[span.start : span.end])
        for own, span in zip(free, spans, strict=True)
    ]
    for begin in range(len(spans)):
        for end in range(begin, len(spans)):
            said = text[spans[begin].start : spans[end].end].strip(" ,;")
            if not all(free[:begin]) or not all(free[end + 1 :]) or len(said.split()) < 3:
                continue
            if said != text.strip(" ,;.") and not _DANGLES.match(said):
                yield said[:1].upper() + said[1:]


def reordered(text: str) -> Iterator[str]:
    """A condition behind what it governs or before it; sentences and list points turned round."""
    if found := _LEADING.match(text):
        yield f"{_capital(found[3])} {found[1].lower()} {found[2]}"
    if found := _TRAILING.match(text):
        yield f"{_capital(found[2])} {found[3]}, {found[1][:1].lower()}{found[1][1:]}"
    spans = [text[start:end] for start, end in segments_of(text)]
    for one, two in pairwise(spans):
        if len(spans) == 2 and not _LEANS.search(two):
            yield f"{_capital(two)}; {one}"


def units(text: str) -> Iterator[str]:
    """Each single amount in the next larger or smaller unit: 0.5 mg as 500 micrograms."""
    for match in _MEASURED.finditer(text):
        unit = _ALIASES.get(match[2], match[2])
        for ladder, factor in _LADDERS:
            for large, small in pairwise(ladder):
                value = Decimal(match[1])
                if unit == large and value * factor < 100_000:
                    yield put(text, match, f"{_written(value * factor)} {small}")
                elif unit == small and (value / factor).as_tuple().exponent >= -3:  # type: ignore[operator]
                    yield put(text, match, f"{_written(value / factor)} {large}")


def phrases(text: str) -> Iterator[str]:
    """Each phrase in other words that mean the same."""
    yield from _exchanged(text, _PHRASES)
    yield from _exchanged(text, _LIMITS, before=r"(?=\s?\d)")


def vocabulary(text: str) -> Iterator[str]:
    """Each abbreviation written out, each term that has one abbreviated, each synonym."""
    yield from _exchanged(text, _terms(), shouted=True)


def voice(text: str) -> Iterator[str]:
    """An instruction as what should be done, and the other way round."""
    if found := _GIVE.match(text):
        verb, rest = found[0].strip(), text[found.end() :]
        thing, gap, more = rest.partition(" ")
        yield f"{_capital(thing)} should be {_PARTICIPLES[verb]}{gap}{more}"
        yield f"You should {verb.lower()} {rest}"
        yield f"It is recommended to {verb.lower()} {rest}"
    if found := _PASSIVE.match(text):
        verb = next(one for one, other in _PARTICIPLES.items() if other == found[2])
        yield f"{verb} {found[1][:1].lower()}{found[1][1:]}{text[found.end() :]}"


def typography(text: str) -> Iterator[str]:
    """The same words with other signs."""
    for old, new in ((" — ", ": "), ("; ", ", and "), (" & ", " and "), ("/", " or ")):
        if old in text and not (old == "/" and re.search(r"\d|\w/(?:kg|day|dose|h)", text)):
            yield text.replace(old, new)
    if re.search(r"\d\s?[-–]\s?\d", text):
        yield re.sub(r"(?<![\d/-])(\d+)\s?[-–]\s?(\d+)(?![\d/-])", r"\1 to \2", text)
    yield text.rstrip(" .") if text.endswith(".") else f"{text}."


REWORDINGS: dict[str, Rewording] = {
    "clauses": clauses,
    "reordered": reordered,
    "units_converted": units,
    "frequency_equal": frequencies.equal,
    "phrases": phrases,
    "vocabulary": vocabulary,
    "voice": voice,
    "typography": typography,
}


def rewordings(text: str) -> dict[str, list[str]]:
    """By kind, every other way to say the text that is known."""
    found = {kind: [other for other in make(text) if other != text]
             for kind, make in REWORDINGS.items()}  # fmt: skip
    return {kind: made for kind, made in found.items() if made}


def _exchanged(
    text: str, groups: tuple[tuple[str, ...], ...], *, shouted: bool = False, before: str = ""
) -> Iterator[str]:
    lower = text.lower()
    for words, small, others in _pairs(groups):
        if small in lower:
            for match in _pattern(words, shouted, before).finditer(text):
                for other in others:
                    yield put(text, match, other if other.isupper() else like(match[0], other))


@cache
def _pairs(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each of the words, in lower case too, with those that mean the same."""
    return tuple(
        (words, words.lower(), tuple(other for other in group if other.lower() != words.lower()))
        for group in groups
        for words in group
    )


@cache
def _pattern(words: str, shouted: bool, before: str) -> re.Pattern[str]:
    edge = r"(?<!\w)" if words[0].isalnum() else r"(?<![\w<>])"
    # "it" is no intensive therapy unit.
    flags = 0 if words.isupper() or (shouted and len(words) < 4) else re.IGNORECASE
    return re.compile(rf"{edge}{re.escape(words)}(?![\w=-]){before}", flags)


@cache
def _terms() -> tuple[tuple[str, ...], ...]:
    senses: dict[str, list[str]] = {}
    for short, sense, _ in abbreviations():
        senses.setdefault(short, []).append(sense)
    # An abbreviation of several senses may be written out as the wrong one.
    plain = [(short, *found) for short, found in senses.items() if len(found) == 1]
    drugs = [(name, generic[0]) for name, generic in drug_variants().items() if len(generic) == 1]
    return (*plain, *synonyms(), *drugs)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}"
