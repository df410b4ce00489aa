"""Which documents go before others: a site's own before one for every site."""

import re
from collections.abc import Callable

from assistant.evidence import Evidence
from assistant.vocabulary import Expansion
from corpus.metadata import Population
from corpus.versions import Version

EVERYWHERE = "all"
"""How metadata says that a document is for every site."""
_OTHERS = re.compile(
    r"\b(?:inter)?national\w*\b|\bregional\w*\b|\bother (?:hospitals?|sites?|guidelines?)\b",
    re.IGNORECASE,
)


def is_local(version: Version) -> bool:
    """Whether it holds at some sites only."""
    sites = {site.casefold() for site in version.metadata.site}
    return bool(sites) and EVERYWHERE not in sites


def local_first(question: Expansion) -> Callable[[Evidence], bool]:
    """Says of evidence whether it goes before that for every site.

    Documents for another site are out already where the asker has chosen one. Who asks for the
    national guideline by that name reads it first.
    """
    elsewhere = bool(_OTHERS.search(question.asked))
    return lambda evidence: not elsewhere and is_local(evidence.version)


def group_of(evidence: Evidence) -> frozenset[Population]:
    """The patients its document was made for; empty where it is for all, or nobody says."""
    groups = frozenset(evidence.version.metadata.population)
    return frozenset() if Population.ALL in groups else groups
