"""Every way in which a statement of training comes to say what its quote does not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.verify.clauses import clauses_of
from assistant.vocabulary import drugs_in
from assistant.vocabulary.lists import brands, drug_names, drug_variants
from evals.training.support import exchanges, frequencies, quantities
from evals.training.support.example import Line
from evals.training.support.quantities import like, put

_DENIED = (
    (r"do not |don't |never ", ""),
    (r"(?<=does )not |(?<=must )not |(?<=should )not |(?<=may )not |(?<=can)not", ""),
    (r"(?<=is )not |(?<=are )not |(?<=was )not |(?<=were )not |(?<=did )not ", ""),
    (r"contraindicated", "indicated"),
    (r"avoid ", "use "),
    (r"(?<!\w)no (?=\w)", ""),
    (r"without ", "with "),
    (r"(?<!\w)not ", ""),
    (r"not recommended", "recommended"),
    (r"fail(?:s|ed)? to ", ""),
    (r"unlikely", "likely"),
)
_AFFIRMED = (
    (r"(?<!\w)(?:must|should|is|are|was|were|may|can|does|did|will) (?!not)", r"\g<0>not "),
    (r"^(?:give|use|start|administer|consider|repeat|continue|offer|stop|check|monitor|obtain"
     r"|perform|add|avoid) ", r"do not \g<0>"),
    (r"(?<=and )(?:give|use|start|administer|consider|repeat|continue|stop|check|monitor) ",
     r"do not \g<0>"),
    (r"(?<!contra)indicated", "contraindicated"),
    (r"(?<!\w)(?:reduces|increases|causes|improves|requires|prevents|includes) ",
     r"never \g<0>"),
)  # fmt: skip
_CONDITION = re.compile(
    r",?\s*(?<!\w)(?:unless|except|only if|only when|if|when|while|until|provided|as long as"
    r"|in patients (?:with|who)|for patients (?:with|who)|in case)(?!\w)[^,.;()]+",
    re.IGNORECASE,
)
_ADDED = (
    "and repeat after 10 minutes if needed", "up to a maximum of three doses", "in all patients",
    "regardless of renal function", "even in pregnancy", "for at least 7 days",
    "without any monitoring", "and then discharge home", "with a loading dose of 1 g first",
    "followed by an infusion over 24 hours", "only in children under 5 years",
    "as recommended by the WHO", "with food", "under specialist supervision only",
    "and halve the dose in the elderly", "to reduce mortality", "at bedtime",
    "once allergy has been excluded", "as first-line treatment", "within 30 minutes",
)  # fmt: skip
_CELL = re.compile(r"(?:^|; )([^:;]{1,60}): ([^;]+)")
_WORD = re.compile(r"[^\W\d_]{4,}")

Options = Callable[[str, Line], Iterator[str]]


@dataclass(frozen=True)
class Corruption:
    """One kind of harmful change of a statement made from a line."""

    kind: str
    options: Options
    """Every way to make it."""
    both_ways: bool = True
    """Whether the corrupted words support the statement as little as the other way round."""


def drug(text: str, _: Line) -> Iterator[str]:
    """Each drug as the ones that are nearest to it in letters."""
    for match in _WORD.finditer(text):
        if match[0].lower() in _named():
            generics = drugs_in(match[0])
            for name in _sound_alikes(match[0].lower()):
                if drugs_in(name) != generics:
                    yield put(text, match, like(match[0], name))


def negation(text: str, _: Line) -> Iterator[str]:
    """Each denial left out, and each assertion denied."""
    for pattern, words in (*_DENIED, *_AFFIRMED):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            changed = put(text, match, match.expand(words))
            changed = re.sub(r"^do not [A-Z](?=[a-z])", lambda verb: verb[0].lower(), changed)
            yield changed[:1].upper() + changed[1:] if text[:1].isupper() else changed


def condition(text: str, _: Line) -> Iterator[str]:
    """Each condition left out."""
    for match in _CONDITION.finditer(text):
        rest = put(text, match, "").strip(" ,;")
        if len(rest.split()) >= 3:
            yield rest[:1].upper() + rest[1:]


def addition(text: str, line: Line) -> Iterator[str]:
    """Something invented, at the end or after a clause."""
    bare = text.rstrip(" .;")
    for words in _ADDED:
        # What is said already, in these or like words, is not added.
        if not set(words.split()) <= set(line.words.lower().split()):
            yield f"{bare} {words}"


def neighbour(text: str, line: Line) -> Iterator[str]:
    """What stands beside it, alone or with it, which the quote does not say."""
    for other in line.neighbours[:3]:
        yield other
        parts = [other[start:end] for start, end in clauses_of(other)]
        parts = [part for part in parts if len(part.split()) > 2]
        if parts:
            yield f"{text.rstrip(' .;')}; {parts[0]}"
        own = [text[start:end] for start, end in clauses_of(text)]
        if parts and len(own) > 1:
            yield f"{own[0]}, {parts[-1]}"


def wrong_row(text: str, line: Line) -> Iterator[str]:
    """A cell of a table row as another row has it under the same header."""
    cells = {match[1]: match for match in _CELL.finditer(text)}
    for other in line.neighbours if line.row else ():
        for found in _CELL.finditer(other):
            own = cells.get(found[1])
            if own and own[2].strip(" .").lower() != found[2].strip(" .").lower():
                yield text[: own.start(2)] + found[2] + text[own.end(2) :]
    for one, two in pairwise(cells.values()) if line.row else ():
        changed = text[: two.start(2)] + one[2] + text[two.end(2) :]
        yield changed[: one.start(2)] + two[2] + changed[one.end(2) :]


def _of(rewrite: Callable[[str], Iterator[str]]) -> Options:
    return lambda text, line: rewrite(text)


CORRUPTIONS = (
    Corruption("number", _of(quantities.number)),
    Corruption("decimal_point", _of(quantities.decimal_point)),
    Corruption("numbers_exchanged", _of(quantities.exchanged)),
    Corruption("unit", _of(quantities.unit)),
    Corruption("comparator", _of(quantities.comparator)),
    Corruption("frequency", _of(frequencies.other)),
    Corruption("drug", drug),
    Corruption("route", _of(exchanges.route)),
    Corruption("population", _of(exchanges.population)),
    Corruption("opposite", _of(exchanges.opposite)),
    Corruption("negation", negation),
    Corruption("condition", condition),
    Corruption("addition", addition, both_ways=False),
    Corruption("neighbour", neighbour, both_ways=False),
    Corruption("wrong_row", wrong_row),
)


def applicable(text: str, line: Line) -> dict[str, list[str]]:
    """By kind, every corruption of the text that changes more than case and spaces."""
    found = {}
    for corruption in CORRUPTIONS:
        made = [other for other in corruption.options(text, line) if _plain(other) != _plain(text)]
        if made:
            found[corruption.kind] = made
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .;,")


@cache
def _named() -> frozenset[str]:
    """Every name of a drug that is one word."""
    names = {*drug_names(), *drug_variants(), *brands()}
    return frozenset(name for name in names if name.isalpha() and len(name) > 3)


@cache
def _sound_alikes(name: str) -> tuple[str, ...]:
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    near = process.extract(
        name, sorted(_named()), scorer=JaroWinkler.normalized_similarity, limit=9
    )
    return tuple(other for other, *_ in near if other != name)
