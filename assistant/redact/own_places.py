"""The site's own name, which says nothing about a patient when the site itself asks."""

import re
from collections.abc import Callable, Iterable

from assistant.answers import Redaction

Kept = Callable[[], Iterable[str]]
"""Names of sites as documents or settings write them: "harbour-hill", "Lantern Bay"."""
WORD = re.compile(r"[^\W_]+")
KINDS = frozenset(
    """
    the general hospital hospitals hosp medical center centre clinic infirmary health nhs trust
    university campus site
    """.split()  # noqa: SIM905
)


def is_own(text: str, found: Redaction, names: Iterable[str]) -> bool:
    """Whether a place, or what was taken for a name, is one of `names` and nothing but its kind.

    "Harbour Hill General Hospital" is the site "harbour-hill"; "Ward 4B, Harbour Hill" is more.
    """
    if found.type not in ("PLACE", "NAME"):
        return False
    words = _words(text[found.start : found.end])
    return any(
        words[: len(own)] == own and set(words[len(own) :]) <= KINDS
        for own in map(_words, names)
        if own
    )


def _words(text: str) -> list[str]:
    words = [word.lower() for word in WORD.findall(text)]
    return words[1:] if words[:1] == ["the"] else words
