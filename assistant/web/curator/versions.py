"""One version of a document, from every side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.accounts import Account
from assistant.curate.choosing import newest, reference
from assistant.curate.impact import impact_of
from assistant.curate.recorded import citing
from assistant.web.access import APPROVING
from assistant.web.curator.address import Place, Tab, View
from assistant.web.curator.changes import arranged_changes
from assistant.web.curator.curation import Curation
from assistant.web.curator.rendering import render
from assistant.web.sources import render_parsed
from assistant.web.sources.leaves import leaves
from assistant.web.sources.parts import arranged
from assistant.web.sources.wanted import Wanted
from corpus.addressing import warnings_of
from corpus.doses import holds_dose
from corpus.errors import CatalogueError
from corpus.metadata import ASKED, KEYS
from corpus.versions import Stage, Version

ANSWERS_SHOWN = 200
"""Past answers that are listed of one version."""


@dataclass(frozen=True)
class Seen:
    """A version as the desk shows it, with what stands above every one of its sides."""

    version: Version
    stage: Stage
    before: Version | None
    """What it would replace, or did; None for the only version."""
    place: Place

    @property
    def open(self) -> bool:
        """Whether something may still be decided about it."""
        return self.stage not in (Stage.RETIRED, Stage.SUPERSEDED)


def find(curation: Curation, place: Place) -> Seen:
    """The version that a place names; CatalogueError when there is none."""
    same = curation.catalogue.versions(place.document)
    found = newest(same)
    if place.version:
        found = curation.catalogue.version(place.document, place.version)
    try:
        before = reference(same, found, date.today())
    except CatalogueError:
        before = None
    named = place.at(view=View.VERSION, version=found.metadata.version)
    if place.tab is Tab.CHANGES and before is None:
        named = named.at(tab=Tab.PAGES)
    return Seen(found, curation.catalogue.stage(found, date.today()), before, named)


def render_head(curation: Curation, seen: Seen) -> str:
    """What it is and where it stands, and the way to its sides."""
    same = curation.catalogue.versions(seen.version.document)
    stage = curation.stages()
    return render(
        "version_head.html",
        seen=seen,
        versions=[(one, stage[one.key]) for one in reversed(same)],
        warnings=warnings_of(
            seen.version.metadata.title, curation.library.text(seen.version.text_sha256)
        ),
    )


def render_side(curation: Curation, seen: Seen, account: Account) -> str:
    """The side that its place names."""
    values = _SIDES[seen.place.tab](curation, seen, account)
    return render(f"version_{seen.place.tab}.html", seen=seen, **values)


def _changes(curation: Curation, seen: Seen, account: Account) -> Mapping[str, Any]:
    assert seen.before is not None  # another side is shown of an only version
    return arranged_changes(curation, seen.before, seen.version)


def _pages(curation: Curation, seen: Seen, account: Account) -> Mapping[str, Any]:
    text = curation.library.text(seen.version.text_sha256)
    every = leaves(text)
    quality = curation.pages(seen.version)
    faults = {page.page: page.findings for page in quality if page.findings and page.page}
    whole = [one for page in quality if not page.page for one in page.findings]
    numbers = [leaf.number for leaf in every]
    at = seen.place.page or min(faults, default=numbers[0] if numbers else 1)
    leaf = next((one for one in every if one.number == at), every[0] if every else None)
    wanted = Wanted(seen.version.document, seen.version.metadata.version)
    picture = wanted.picture(leaf.number) if text.pages and leaf else ""
    return {
        "leaf": leaf,
        "leaves": every,
        "unit": "page" if text.pages else "section",
        "faults": faults,
        "whole": whole,
        "picture": picture,
        "source": wanted.address(leaf.number if leaf else None),
        "parsed": render_parsed(arranged(text, leaf.span)) if leaf else "",
        "quality": next((one for one in quality if leaf and one.page == leaf.number), None),
        "next_fault": min((n for n in faults if leaf and n > leaf.number), default=0),
    }


def _decide(curation: Curation, seen: Seen, account: Account) -> Mapping[str, Any]:
    version, metadata = seen.version, seen.version.metadata
    text = curation.library.text(version.text_sha256)
    events = curation.catalogue.events(version.document)
    authors = [
        event["by"] for event in events
        if event["version"] == metadata.version and event["action"] in ("added", "amended")
    ]  # fmt: skip
    dangerous = None
    if seen.before is not None and version.is_draft:
        dangerous = len(curation.difference(seen.before, version).dangerous)
    return {
        "authors": list(dict.fromkeys(authors)),
        "own": account.name in authors,
        "second_person": curation.settings.second_person,
        "approver": account.may(APPROVING),
        "missing": [key for key in ASKED if not getattr(metadata, key)],
        "dosed": not metadata.population and any(holds_dose(text[b]) for b in text.blocks),
        "faults": sum(bool(page.findings) for page in curation.pages(version)),
        "dangerous": dangerous,
        "warnings": warnings_of(metadata.title, text),
    }


def _metadata(curation: Curation, seen: Seen, account: Account) -> Mapping[str, Any]:
    return {"keys": KEYS, "values": seen.version.metadata.values()}


def _try(curation: Curation, seen: Seen, account: Account) -> Mapping[str, Any]:
    return {}


def _answers(curation: Curation, seen: Seen, account: Account) -> Mapping[str, Any]:
    metadata = seen.version.metadata
    found = impact_of(
        citing(curation.index, metadata.id, metadata.version),
        curation.catalogue.versions(),
        metadata.id,
        metadata.version,
        on=date.today(),
    )
    answers = [answer for _, answers in found.found for answer in answers]
    shown = list(reversed(answers))[:ANSWERS_SHOWN]
    return {"answers": shown, "count": found.answers, "days": found.days}


def _history(curation: Curation, seen: Seen, account: Account) -> Mapping[str, Any]:
    return {"events": curation.catalogue.events(seen.version.document)[::-1]}


_SIDES: dict[Tab, Callable[[Curation, Seen, Account], Mapping[str, Any]]] = {
    Tab.CHANGES: _changes,
    Tab.PAGES: _pages,
    Tab.TRY: _try,
    Tab.METADATA: _metadata,
    Tab.DECIDE: _decide,
    Tab.ANSWERS: _answers,
    Tab.HISTORY: _history,
}
