"""The documents behind a case: what was cited, what should have been, and how it stands there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import StorageError
from corpus.text import Span, Text
from evals.reports.excerpts import Excerpt, Mark, excerpts
from evals.runs.outcome import Outcome, Place
from evals.runs.sources import Sources
from evals.suites.case import Gold
from evals.suites.gold import find_gold, gold_key

_BRIEF = 60
"""Characters around what is cited only to be read along, such as a heading."""


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """Words that an answer should be made of."""

    key: str
    """`document@version`, or the document alone when no version of it was in force."""
    words: str
    places: tuple[Place, ...]
    cited: bool
    rank: int | None
    """Of the first passage of the ranking that holds some of it."""
    retrieved: int
    """How many passages the ranking has."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document version with what matters of it."""

    key: str
    title: str
    standing: str
    """Its status and dates; empty for one that was not cited."""
    excerpts: tuple[Excerpt, ...]
    problem: str
    """Why it cannot be shown, or what is wrong with a citation of it."""


def gold_passages(
    gold: Sequence[Gold], sources: Sources | None, day: str, outcome: Outcome
) -> tuple[GoldPassage, ...]:
    """Each gold passage with whether it was cited, and at which rank it was retrieved."""
    return tuple(_gold_passage(one, sources, day, outcome) for one in gold)


def _gold_passage(gold: Gold, sources: Sources | None, day: str, outcome: Outcome) -> GoldPassage:
    known = sources is not None and day in sources.in_force
    key = gold_key(gold, sources, day) if known and sources is not None else None
    text = _text(sources, key) if key else None
    version = key.rpartition("@")[2] if key else ""
    places = tuple(
        Place(gold.document, version, *span) for span in find_gold(text, gold.contains)
    ) if text else ()  # fmt: skip
    citations = [_place(one) for one in (outcome.answer or {}).get("citations", ())]
    ranks = (
        number
        for number, passage in enumerate(outcome.ranking, 1)
        if any(place.overlaps(passage) for place in places)
    )
    return GoldPassage(
        key or gold.document,
        gold.contains,
        places,
        any(place.overlaps(one) for place in places for one in citations),
        next(ranks, None),
        len(outcome.ranking),
    )


def source_texts(
    answer: Mapping[str, Any], gold: Sequence[GoldPassage], sources: Sources | None
) -> Iterator[SourceText]:
    """The documents of an answer, then those that only hold gold."""
    stated = {one["citations"][0] for one in answer.get("statements", ()) if one["citations"]}
    places = [place for one in gold for place in one.places]
    by_key: dict[str, list[Mapping[str, Any]]] = {}
    for citation in answer.get("citations", ()):
        by_key.setdefault(_place(citation).key, []).append(citation)
    for place in places:
        by_key.setdefault(place.key, [])
    for key, cited in by_key.items():
        known = sources.versions.get(key) if sources else None
        title = cited[0]["title"] if cited else known.title if known else key
        here = [place for place in places if place.key == key]
        problem, shown = _marked(_text(sources, key), cited, here, stated)
        yield SourceText(key, title, _standing(cited), shown, problem)


def _marked(
    text: Text | None, cited: list[Mapping[str, Any]], gold: list[Place], stated: set[int]
) -> tuple[str, tuple[Excerpt, ...]]:
    """What is wrong with the citations of a version, and its excerpts."""
    if text is None:
        quotes = "; ".join(f"[{one['number']}] “{one['quote']}”" for one in cited)
        return f"Its text is not in the run folder. Cited: {quotes or 'nothing'}", ()
    problems, marks = [], [Mark(place.start, place.end) for place in gold]
    for one in cited:
        span = Span(one["start"], one["end"])
        inside = 0 <= span.start < span.end <= len(text.content)
        if not inside or text[span] != one["quote"]:
            problems.append(f"[{one['number']}] “{one['quote']}” is not what stands there.")
        if inside and one["number"] in stated:
            marks.append(Mark(span.start, span.end, one["number"]))
        elif inside:
            marks.append(Mark(span.start, span.end, one["number"], _BRIEF))
    return " ".join(problems), excerpts(text, marks)


def _place(citation: Mapping[str, Any]) -> Place:
    return Place(*(citation[name] for name in ("document", "version", "start", "end")))


def _text(sources: Sources | None, key: str) -> Text | None:
    try:
        return sources.text(key) if sources else None
    except (KeyError, StorageError):
        return None


def _standing(cited: list[Mapping[str, Any]]) -> str:
    if not cited:
        return ""
    first = cited[0]
    review = f", review {first['review']}" if first["review"] else ""
    return f"{first['status']}, effective {first['effective']}{review}"
