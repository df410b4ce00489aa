"""Typing mistakes, put right only where one word is clearly meant and no drug is swapped."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property

from assistant.vocabulary.analysis import fold, tokens, words
from assistant.vocabulary.lists import (
    abbreviations,
    brands,
    common_words,
    drug_names,
    drug_variants,
    spellings,
    synonyms,
)

SHORTEST = 5
"""Letters below which too many words are one slip away from each other."""
_TWO_SLIPS_FROM = 8
_TWO_SLIPS_FROM_DRUG = 9
_CLEARLY_COMMONER = 5


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

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        """Take the number of passages that hold each raw word (see `words`)."""
        self._frequencies = frequencies

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
        """Whether a word, or another form of it, is in the index or in our lists."""
        word = fold(word)
        if word in self._frequencies or word in listed_words():
            return True
        return all(form in self._forms for form in tokens(word))

    def correct(self, word: str) -> str | None:
        """The one word meant by a mistyped word, lower-case; None when it is known or unclear.

        One slip (a letter added, lost, changed, or two swapped) in words of up to seven letters,
        two in longer ones. A word equally near to two drugs is left alone, and so is anything
        with a digit.
        """
        word = fold(word)
        if len(word) < SHORTEST or not word.isalpha() or self.knows(word):
            return None
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        near = self._near(word, slips)
        if not near:
            return None
        least = min(near.values())
        best = [candidate for candidate, distance in near.items() if distance == least]
        drugs = [candidate for candidate in best if candidate in drug_words()]
        if drugs:
            return self._drug_meant(word, drugs, best, near)
        if len(best) == 1:
            return best[0] if self._plausible(word, best[0], least) else None
        best.sort(key=self._weight, reverse=True)
        if _same_word(best) or self._weight(best[0]) >= _CLEARLY_COMMONER * self._weight(best[1]):
            return best[0] if self._plausible(word, best[0], least) else None
        return None

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

    def _drug_meant(
        self, word: str, drugs: list[str], best: list[str], near: Mapping[str, int]
    ) -> str | None:
        """The drug, when nothing else is as near and the slip is small for so costly a guess."""
        if len(best) > 1 and not _same_word(best):
            return None
        drug = max(drugs, key=self._weight)
        if near[drug] > 1:
            others = [w for w in near if w in drug_words() and not _same_word([w, drug])]
            if others or len(word) < _TWO_SLIPS_FROM_DRUG or word[0] != drug[0]:
                return None
        return drug

    def _plausible(self, word: str, candidate: str, distance: int) -> bool:
        """Two slips are believed only towards a word of the index with the same first letter."""
        return distance == 1 or (word[0] == candidate[0] and candidate in self._frequencies)

    def _weight(self, word: str) -> int:
        return self._frequencies.get(word, 0) + 1


def _same_word(candidates: list[str]) -> bool:
    """Whether the candidates are spellings or endings of one word."""
    return len({tuple(tokens(candidate)) for candidate in candidates}) == 1
