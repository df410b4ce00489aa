"""Where the gold of a case stands, and which statements cite it."""

from collections.abc import Iterator
from functools import lru_cache

from corpus.errors import StorageError
from evals.measures.score import Graded, once
from evals.measures.statements import statements_of
from evals.runs.outcome import Place
from evals.suites.case import Gold
from evals.suites.gold import find_gold, gold_key

_spans = lru_cache(maxsize=50_000)(find_gold)


@once
def gold_places(graded: Graded) -> tuple[tuple[Place, ...], ...]:
    """Every place of each gold, in the version in force or the one it names."""
    return tuple(tuple(_places(one, graded)) for one in graded.case.evidence)


@once
def statements_citing_gold(graded: Graded) -> frozenset[int]:
    """Numbers of the statements of which a citation overlaps gold by a character or more."""
    places = [place for found in gold_places(graded) for place in found]
    return frozenset(
        said.number
        for said in statements_of(graded)
        for one in said.citations
        if one["start"] < one["end"]
        and any(
            Place(one["document"], one["version"], one["start"], one["end"]).overlaps(place)
            for place in places
        )
    )


def _places(gold: Gold, graded: Graded) -> Iterator[Place]:
    key = gold_key(gold, graded.sources, graded.day)
    if key is None:
        return
    source = graded.sources.versions[key]
    try:
        text = graded.sources.text(key)
    except StorageError:
        return
    for span in _spans(text, gold.contains):
        yield Place(source.document, source.version, span.start, span.end)
