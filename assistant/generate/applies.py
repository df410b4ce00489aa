"""Whether a sentence is about the patients that were asked about."""

import re
from collections.abc import Set

from assistant.vocabulary import populations_in

_ALSO = {"neonatal": "paediatric", "obstetric": "adult"}
"""A newborn is a child and a pregnant woman an adult: a text about the wider group may serve."""

_THE_MOTHER = re.compile(r"\bmaternal\b|\bmothers?\b", re.IGNORECASE)
_DENIES_ALLERGY = re.compile(
    # Other words between would make it another denial: "no source and penicillin allergy".
    r"\b(?:no|nil|without|not|denies|denied)(?: (?:known|drugs?|medication|previous|past"
    r"|history|of|any|an?|be|being|relevant|penicillin|antibiotic)){0,3}"
    r" allerg(?!\w* (?:known|status))"
    r"|\bnon-?allergic\b|\bnkda\b",
    re.IGNORECASE,
)
_ALLERGIC = re.compile(
    r"^(?:[^:;.]{0,60}: )?(?:(?!\b(?:no|not|without)\b)[^.,;:]){0,40}\ballerg", re.IGNORECASE
)
"""What begins with an allergy, label or not: "In penicillin allergy give …"."""


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

    Whoever asks about a woman's dose must see what holds in pregnancy, and whoever asks about a
    newborn's what its mother has.
    """
    if "neonatal" in asked and _THE_MOTHER.search(words):
        return True
    stated = populations_in(words)
    if "obstetric" in stated and "paediatric" in asked:
        return True  # Girls of fifteen can be pregnant.
    return not asked or not stated or bool(_widened(asked) & _widened(stated))


def is_for_the_allergic(question: str, words: str) -> bool:
    """Whether `words` are for people with an allergy, and `question` says that there is none.

    They may still limit what answers: as a caution, and not as the answer.
    """
    return bool(_DENIES_ALLERGY.search(question) and _ALLERGIC.search(words))


def _widened(groups: Set[str]) -> Set[str]:
    return set(groups) | {_ALSO[group] for group in groups if group in _ALSO}
