"""What else a question could have said: abbreviations, synonyms, and words put right."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.vocabulary.analysis import fold, tokens
from assistant.vocabulary.lists import abbreviations, brands, common_words, stop_words, synonyms
from assistant.vocabulary.mistakes import SpellingIndex, drug_words

_WORD = re.compile(r"[^\W_]+(?:[-/&][^\W_]+)*")
_LETTERS = re.compile(r"(?<![\w.])[^\W\d_]+(?![\w])")
_AMBIGUOUS_SHORT = 3
"""Up to this many letters, an abbreviation of several senses counts only in capitals."""

_SMALL_LETTERS_SHOUTED = frozenset({"mg", "pt"})
"""Milligrams and a patient: in a question all in capitals, hardly ever a disease or a test."""

ADDED_WEIGHT = 0.3
"""What an added term counts beside a word of the question; chosen on questions kept apart from
those that are reported."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """A question ready for retrieval."""

    asked: str
    """The question itself, mistakes put right: what drugs and patients it names is read here."""
    text: str
    """The question for the embedder: abbreviations written out in brackets as well."""
    terms: tuple[str, ...]
    """Index terms of the question itself, mistakes put right."""
    added: tuple[str, ...] = ()
    """Index terms of abbreviations and synonyms, none of them among `terms`."""
    corrections: tuple[tuple[str, str], ...] = ()
    """Each mistyped word as typed, and the word it was read as, to be shown to the asker."""

    def __post_init__(self) -> None:
        if repeated := set(self.added) & set(self.terms):
            raise ValueError(f"added terms must be new, not {sorted(repeated)}")


@cache
def _senses() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Senses by abbreviation: those that count in one case only, and those folded."""
    senses: dict[str, list[str]] = defaultdict(list)
    case_matters: set[str] = set()
    for short, sense, exact in abbreviations():
        senses[short].append(sense)
        if exact:
            case_matters.add(short)
    exact_senses: dict[str, tuple[str, ...]] = {}
    any_senses: dict[str, tuple[str, ...]] = {}
    for short, found in senses.items():
        if short in case_matters or (len(found) > 1 and len(short) <= _AMBIGUOUS_SHORT):
            exact_senses[short] = tuple(found)
        else:
            any_senses[short.lower()] = tuple(found)
    return exact_senses, any_senses


@cache
def _phrases() -> dict[str, list[tuple[Phrase, Phrase]]]:
    """From the first index term of a phrase to the phrase and the terms it brings along."""
    pairs: set[tuple[Phrase, Phrase]] = set()
    for group in synonyms():
        forms = [tuple(tokens(phrase)) for phrase in group]
        pairs.update((one, other) for one in forms for other in forms if one != other)
    for short, sense, _ in abbreviations():
        form = tuple(tokens(sense))
        if len(form) > 1:
            # One word such as "daily" would bring every abbreviation of a frequency along.
            pairs.add((form, tuple(tokens(short))))
    by_first: dict[str, list[tuple[Phrase, Phrase]]] = defaultdict(list)
    for phrase, other in sorted(pairs):
        if phrase and other:
            by_first[phrase[0]].append((phrase, other))
    return by_first


def _phrases_in(terms: list[str]) -> Iterator[Phrase]:
    by_first = _phrases()
    for at, term in enumerate(terms):
        for phrase, other in by_first.get(term, ()):
            if tuple(terms[at : at + len(phrase)]) == phrase:
                yield other


def _put_right(question: str, spelling: SpellingIndex) -> tuple[str, list[tuple[str, str]]]:
    corrections: list[tuple[str, str]] = []
    parts: list[str] = []
    end = 0
    for match in _LETTERS.finditer(question):
        typed = match[0]
        meant = None if typed[1:] != typed[1:].lower() else spelling.correct(typed)
        if meant is None:
            continue
        # A capital inside a sentence marks a name; only a drug is worth the guess there.
        if typed[0].isupper() and match.start() and meant not in drug_words():
            continue
        corrections.append((typed, meant))
        parts += [question[end : match.start()], meant]
        end = match.end()
    return "".join([*parts, question[end:]]), corrections


def _is_a_word(lower: str) -> bool:
    return lower in stop_words() or lower in common_words() or lower in _SMALL_LETTERS_SHOUTED


def _senses_of(written: str, shouted: bool) -> tuple[str, ...]:
    exact_senses, any_senses = _senses()
    singular = written[:-1] if written.endswith("s") and written[:-1].isupper() else written
    for form in (written, singular):
        if form in exact_senses and not (shouted and _is_a_word(form.lower())):
            return exact_senses[form]
        if form.lower() in any_senses:
            return any_senses[form.lower()]
    return ()


def expand(
    question: str,
    known: Callable[[str], bool] | None = None,
    spelling: SpellingIndex | None = None,
) -> Expansion:
    """Everything a question could match by.

    `known` says whether the index holds a term; senses it does not hold are left out.
    `spelling` puts typing mistakes right; without it none are. In a question all in capitals,
    abbreviations that are also words ("AS", "OR") are read as words.
    """
    question, corrections = _put_right(question, spelling) if spelling else (question, [])
    terms = tokens(question)
    own = set(terms)
    added: dict[str, None] = {}
    parts: list[str] = []
    end = 0
    folded = fold(question)
    shouted = question.isupper() and " " in question.strip()
    for match in _WORD.finditer(question):
        senses = []
        for sense in _senses_of(match[0], shouted):
            forms = tokens(sense)
            if known is not None and not all(map(known, forms)):
                continue
            added.update(dict.fromkeys(forms))
            if fold(sense) not in folded:
                senses.append(sense)
        if not senses and match[0].lower() in brands():
            generic = " and ".join(brands()[match[0].lower()])
            senses = [generic] if fold(generic) not in folded else []
        if senses:
            parts += [question[end : match.end()], f" ({' or '.join(senses)})"]
            end = match.end()
    for phrase in _phrases_in(terms):
        if known is None or all(map(known, phrase)):
            added.update(dict.fromkeys(phrase))
    return Expansion(
        asked=question,
        text="".join([*parts, question[end:]]),
        terms=tuple(terms),
        added=tuple(term for term in added if term not in own),
        corrections=tuple(corrections),
    )
