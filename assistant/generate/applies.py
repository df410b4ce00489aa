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
    wanted = set(asked) | {_ALSO[group] for group in asked if group in _ALSO}
    stated = populations_in(words) or populations_in(headings)
    return not stated or bool(stated & wanted)
