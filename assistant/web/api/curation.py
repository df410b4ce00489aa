"""What a curator looks at before deciding, over HTTP: differences, checks, and what was asked."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.web.access import account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from assistant.web.api.jobs import add_jobs, begun
from assistant.web.api.plain import plain
from assistant.web.checking import KIND, start_check
from assistant.web.rehearsing import KIND as REHEARSAL
from assistant.web.rehearsing import Wanted, start_rehearsal
from corpus.errors import CatalogueError

RECENT = 100
"""Questions of the trail that a rehearsal tries when none are sent."""
GROUPED = 500
"""Unanswered questions that are grouped at one call."""
Document = Annotated[str, Query(max_length=200)]
Name = Annotated[str | None, Query(max_length=100)]


class Checked(BaseModel):
    """What is to be checked."""

    model_config = ConfigDict(extra="forbid")

    documents: list[str] = Field(
        default=[], max_length=1000, description="DOC@VERSION each. [all that may answer]"
    )


class Rehearsed(BaseModel):
    """What is to be tried before it is published."""

    model_config = ConfigDict(extra="forbid")

    drafts: list[str] = Field(
        default=[], max_length=100, description="DOC[@VERSION] each, to be taken as in force."
    )
    questions: list[str] = Field(
        default=[], max_length=200, description="Each is shown whole. [the recent ones alone]"
    )
    recent: int = Field(
        default=0, ge=0, le=1000, description="So many of the latest questions asked, besides."
    )
    as_of: date | None = Field(default=None, description="In force on that day. [today]")


def router(holdings: Holdings) -> APIRouter:
    """/curation."""
    routes = APIRouter(route_class=Route, prefix="/curation", tags=["Curation"])

    @routes.get(
        "/differences",
        summary="What changed between two versions",
        responses=bodies.failures(404)
        | bodies.described("As `assistant corpus diff --json`, what could harm a patient first."),
    )
    def differences(document: Document, before: Name = None, after: Name = None) -> JSONResponse:
        """Of the two named, or of the newest draft and what it would replace."""
        from assistant.curate.choosing import pair
        from assistant.curate.diff import comparison

        with told_as(404, CatalogueError):
            versions = holdings.catalogue().versions(document)
            old, new = pair(versions, before, after, date.today())
        return JSONResponse(plain(comparison(old, new, holdings.library())))

    @routes.get(
        "/impact",
        summary="Which past answers cited a document",
        responses=bodies.failures(404) | bodies.described("As `assistant corpus impact --json`."),
    )
    def impact(document: Document, version: Name = None, since: date | None = None) -> JSONResponse:
        """Those that cited what is no longer in force, or the version named."""
        from assistant.curate.impact import impact as impact_of

        with told_as(404, CatalogueError):
            found = impact_of(
                holdings.trail,
                holdings.catalogue().versions(),
                document,
                version,
                on=date.today(),
                since=since,
            )
        return JSONResponse(plain(found.to_json()))

    @routes.get(
        "/unanswered",
        summary="Questions refused for lack of evidence, by topic",
        responses=bodies.failures()
        | bodies.described("The topics of `assistant corpus unanswered --json`."),
    )
    def unanswered(
        since: date | None = None, last: Annotated[int, Query(ge=1, le=GROUPED)] = GROUPED
    ) -> JSONResponse:
        """What the corpus lacks, as its readers ask for it."""
        from assistant.curate.unanswered import by_topic
        from assistant.curate.unanswered import unanswered as refused

        questions = refused(holdings.trail, since)[-last:]
        topics = by_topic(questions, holdings.service.stages().embedder) if questions else ()
        return JSONResponse(
            plain({"questions": len(questions), "topics": [topic.to_json() for topic in topics]})
        )

    @routes.post(
        "/checks",
        summary="Check documents before publishing",
        status_code=202,
        responses=bodies.failures(404, 409) | bodies.begun("`assistant corpus check --json`"),
    )
    def check(request: Request, checked: Checked) -> JSONResponse:
        """Parse quality, missing metadata, reviews, duplicates and conflicts, in the background."""
        with told_as(404, CatalogueError):
            names = [_key(holdings, named) for named in checked.documents]
        by = account_of(request).name
        return begun(request, start_check(holdings.jobs, holdings.settings, by, names))

    @routes.post(
        "/rehearsals",
        summary="Ask what would be published",
        status_code=202,
        responses=bodies.failures(404, 409) | bodies.begun("`assistant corpus rehearse --json`"),
    )
    def rehearse(request: Request, body: Rehearsed) -> JSONResponse:
        """Which answers would change, in the background; nothing is published or shown to readers.

        Without questions the last hundred asked are tried.
        """
        with told_as(404, CatalogueError):
            drafts = tuple(_draft(holdings, named) for named in body.drafts)
        recent = body.recent or (0 if body.questions else RECENT)
        wanted = Wanted(drafts, tuple(body.questions), recent, body.as_of or date.today())
        by = account_of(request).name
        return begun(request, start_rehearsal(holdings.jobs, holdings.settings, by, wanted))

    add_jobs(routes, holdings.jobs, [KIND, REHEARSAL])
    return routes


def _draft(holdings: Holdings, named: str) -> str:
    """The version named, or the only draft of the document."""
    return _key(holdings, named) if "@" in named else holdings.catalogue().draft(named).key


def _key(holdings: Holdings, named: str) -> str:
    document, _, version = named.partition("@")
    return holdings.catalogue().version(document, version or None).key
