"""Typing mistakes, put right only where one word is clearly meant and no drug is swapped."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache, cached_property

from assistant.vocabulary.analysis import fold, tokens, words
from assistant.vocabulary.drugs import drugs_in
from assistant.vocabulary.lists import (
    abbreviations,
    brands,
    common_words,
    drug_names,
    drug_variants,
    spellings,
    synonyms,
)
from assistant.vocabulary.slips import bases, believable, believable_drug, sounds_alike

SHORTEST = 5
"""Letters below which too many words are one slip away from each other."""
_TWO_SLIPS_FROM = 8
_CLEARLY_COMMONER = 5
_NAMES_UP_TO = 3
_COMMON_SHARE = 0.05
"""Part of the passages with the commonest word from which another counts as everyday."""


@cache
def drug_words() -> frozenset[str]:
    """Every word of every drug name we know, generic or brand, as typed."""
    names = [*drug_names(), *brands(), *drug_variants()]
    return frozenset(word for name in names for word in words(name))


@cache
def listed_words() -> frozenset[str]:
    """Every word of our lists, as typed."""
    phrases = [phrase for group in synonyms() for phrase in group]
    phrases += [text for short, sense, _ in abbreviations() for text in (short, sense)]
    phrases += [text for pair in spellings().items() for text in pair]
    return drug_words() | {word for phrase in phrases for word in words(phrase)} | common_words()


class SpellingIndex:
    """Finds the word meant by a mistyped one, among the words of the index and of our lists."""

    def __init__(self, frequencies: Mapping[str, int], english: Collection[str] = ()) -> None:
        """Take the number of passages that hold each raw word (see `words`).

        `english` are further words that are no mistakes but never proposed, such as the whole
        words in the vocabulary of the embedder's tokenizer.
        """
        self._frequencies = frequencies
        self._english = frozenset(english)

    @cached_property
    def _buckets(self) -> dict[int, list[str]]:
        """Candidates by length: only words of nearly the same length can be meant."""
        buckets: dict[int, list[str]] = defaultdict(list)
        for word in self._frequencies.keys() | listed_words():
            if len(word) >= SHORTEST - 1:
                buckets[len(word)].append(word)
        return buckets

    @cached_property
    def _forms(self) -> frozenset[str]:
        """Index terms of all known words, so that another ending or spelling is no mistake."""
        return frozenset(tokens(" ".join(self._frequencies.keys() | listed_words())))

    def knows(self, word: str) -> bool:
        """Whether a word, or another form of it, is in the index or in the lists."""
        word = fold(word)
        if self._holds(word) or all(form in self._forms for form in tokens(word)):
            return True
        return any(self._holds(base) for base in bases(word))

    def correct(self, word: str) -> str | None:
        """The one word meant by a mistyped word, lower-case; None when it is known or unclear.

        One slip (a letter added, lost, changed, or two swapped) in words of up to seven letters,
        two in longer ones, and only slips that people make: see `slips.py`. A word as near to
        two drugs is left alone, and so is anything with a digit.
        """
        word = fold(word)
        if len(word) < SHORTEST or not word.isalpha() or self._holds(word):
            return None
        known = self.knows(word)
        near = self._near(word, 2 if len(word) >= _TWO_SLIPS_FROM else 1)
        if known:
            # "Ceftriaxon" is found as it is, but is no drug's name until it is put right.
            near = {w: 1 for w, d in near.items() if d == 1 and w in drug_words()}
            near = {w: 1 for w in near if word != w + "s" and _same_word([word, w])}
        if not near:
            return None
        least = min(near.values())
        best = [candidate for candidate, distance in near.items() if distance == least]
        if any(candidate in drug_words() for candidate in best):
            return self._drug_meant(word, best, near)
        best = [
            w for w in best if self._is_real(w) and believable(word, w, least, self._is_common(w))
        ]
        # Swapped or like-sounding letters are likelier slips than a consonant more or less.
        best = [w for w in best if sounds_alike(word, w)] or best
        best.sort(key=self._weight, reverse=True)
        if not best:
            return None
        if len(best) > 1 and not _same_word(best):
            clear = self._weight(best[0]) >= _CLEARLY_COMMONER * self._weight(best[1])
            return best[0] if clear else None
        return best[0]

    def _holds(self, word: str) -> bool:
        return word in self._frequencies or word in listed_words() or word in self._english

    def _near(self, word: str, slips: int) -> dict[str, int]:
        # Imported here because most questions hold no unknown word.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near: dict[str, int] = {}
        for length in range(len(word) - slips, len(word) + slips + 1):
            for candidate, distance, _ in process.extract(
                word,
                self._buckets.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=None,
            ):
                near[candidate] = int(distance)
        return near

    def _drug_meant(self, word: str, best: list[str], near: Mapping[str, int]) -> str | None:
        """The drug, when nothing else is as near and the slip is small for so costly a guess."""
        if any(not _same_drug(w, best[0]) for w in best[1:]):
            return None
        drug = max(best, key=self._weight)
        others = [w for w in near if w in drug_words() and not _same_drug(w, drug)]
        if others and not (near[drug] == 1 and sounds_alike(word, drug)):
            return None
        return drug if believable_drug(word, drug, near[drug]) else None

    def _is_real(self, word: str) -> bool:
        """Whether a candidate is more than a rare name or a mistake of the index itself."""
        long = len(word) >= _TWO_SLIPS_FROM
        return long or word in listed_words() or self._weight(word) > _NAMES_UP_TO

    def _is_common(self, word: str) -> bool:
        return word in common_words() or self._weight(word) >= self._common_from

    @cached_property
    def _common_from(self) -> float:
        return _COMMON_SHARE * max(self._frequencies.values(), default=0) + 1

    def _weight(self, word: str) -> int:
        return self._frequencies.get(word, 0) + 1


def _same_word(candidates: list[str]) -> bool:
    """Whether the candidates are spellings or endings of one word."""
    return len({tuple(tokens(candidate)) for candidate in candidates}) == 1


def _same_drug(one: str, other: str) -> bool:
    """Whether two words are one drug, by name or variant; stems are too coarse to tell."""
    return one == other or (bool(drugs_in(one)) and drugs_in(one) == drugs_in(other))
