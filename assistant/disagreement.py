"""Tells the reader where documents in force differ about what an answer states."""

from collections.abc import Iterable, Mapping

from assistant.answers import Citation, Notice, NoticeKind
from assistant.conflicts.conflict import Conflict, Conflicts, Side
from assistant.evidence import Quote
from assistant.generate.precedence import is_local
from corpus.library import Library
from corpus.sections import heading_path
from corpus.text import Span
from corpus.versions import Version


def disagreements(
    citations: Iterable[Citation],
    conflicts: Conflicts,
    allowed: Mapping[str, Version],
    library: Library,
) -> tuple[Notice, ...]:
    """A notice for every conflict that a citation touches, with both sides quoted in full.

    Only conflicts between `allowed` versions are told: those in force that may be used for this
    question. Nothing is merged; a document of the site comes before one for every site, and is
    named as such.
    """
    touched: dict[Conflict, None] = {}
    for one in citations:
        for conflict in conflicts.touching(one.document, one.version, one.start, one.end):
            if all(_key(side) in allowed for side in conflict.sides):
                touched[conflict] = None
    return tuple(_notice(conflict, allowed, library) for conflict in touched)


def _notice(conflict: Conflict, allowed: Mapping[str, Version], library: Library) -> Notice:
    sides = sorted(conflict.sides, key=lambda side: not is_local(allowed[_key(side)]))
    places = tuple(
        _cite(side, number, allowed[_key(side)], library) for number, side in enumerate(sides, 1)
    )
    stated = " and ".join(
        f"“{side.stated}” in “{place.title}” (version {place.version}{_of(allowed[_key(side)])})"
        for side, place in zip(sides, places, strict=True)
    )
    return Notice(
        NoticeKind.SOURCES_CONFLICT,
        f"Documents in force differ on the {conflict.what} of {conflict.drug}: {stated}. "
        "Check which one applies before you act.",
        places,
    )


def _of(version: Version) -> str:
    """Of which site a document is, where it is not for all."""
    return f", of {', '.join(version.metadata.site)} itself" if is_local(version) else ""


def _cite(side: Side, number: int, version: Version, library: Library) -> Citation:
    text = library.text(version.text_sha256)
    span = Span(side.start, side.end)
    return Quote(version, text, span, heading_path(text, side.start)).cite(number)


def _key(side: Side) -> str:
    return f"{side.document}@{side.version}"
