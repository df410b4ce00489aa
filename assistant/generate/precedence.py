"""Which documents go before others: a site's own before one for every site."""

import re
from collections.abc import Callable

from assistant.evidence import Evidence
from assistant.vocabulary import Expansion, tokens
from corpus.metadata import Population
from corpus.versions import Version

EVERYWHERE = "all"
"""How metadata says that a document is for every site."""
_OTHERS = re.compile(
    r"\b(?:inter)?national\w*\b|\bregional\w*\b|\bother (?:hospitals?|sites?|guidelines?)\b",
    re.IGNORECASE,
)

_FOR_WHOM = frozenset(tokens(
    "adult adults child children young people person persons paediatric pediatric infant infants "
    "baby babies newborn newborns neonate neonates neonatal pregnancy pregnant women obstetric "
    "guideline guidelines protocol protocols policy formulary guide card pathway national local "
    "hospital standard treatment management care clinical"
))  # fmt: skip
"""Words of titles that say for whom or what kind of document, and not what it is about."""
_SHARED = 0.5
"""More than this share of the shorter title must be in the other: "acute" alone is no topic."""


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


def same_matter(one: Evidence, other: Evidence) -> bool:
    """Whether two documents are about the same, as their titles say.

    Only then does one stand in for the other: a drug's dose in a stroke says nothing of its dose in
    pre-eclampsia, whoever wrote it.
    """
    if one.version.document == other.version.document:
        return True
    titles = [_topic(each.version.metadata.title) for each in (one, other)]
    least = min(map(len, titles))
    return least > 0 and len(titles[0] & titles[1]) / least > _SHARED


def _topic(title: str) -> frozenset[str]:
    words = frozenset(tokens(title))
    return words - _FOR_WHOM or words


def group_of(evidence: Evidence) -> frozenset[Population]:
    """The patients its document was made for; empty where it is for all, or nobody says."""
    groups = frozenset(evidence.version.metadata.population)
    return frozenset() if Population.ALL in groups else groups
