"""Whether a sentence is about the patients that were asked about."""

from collections.abc import Set

from assistant.vocabulary import populations_in

_ALSO = {"neonatal": "paediatric", "obstetric": "adult"}
"""A newborn is a child and a pregnant woman an adult: a text about the wider group may serve."""


def applies(asked: Set[str], words: str, headings: str) -> bool:
    """Whether `words`, standing under `headings`, may answer about the populations `asked`.

    What the sentence itself names decides; otherwise what its headings name. Without a
    population on either side everything applies.
    """
    if not asked:
        return True
    stated = populations_in(words) or populations_in(headings)
    return not stated or bool(stated & _widened(asked))


def concerns(asked: Set[str], words: str) -> bool:
    """Whether a caution may concern the patients asked about: any wider or narrower group counts.

    Whoever asks about a woman's dose must see what holds in pregnancy.
    """
    stated = populations_in(words)
    return not asked or not stated or bool(_widened(asked) & _widened(stated))


def _widened(groups: Set[str]) -> Set[str]:
    return set(groups) | {_ALSO[group] for group in groups if group in _ALSO}
