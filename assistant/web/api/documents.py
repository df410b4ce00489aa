"""Documents over HTTP: what there is, bringing files in, and what people decide about a version."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.curate.amending import AMENDABLE, amend
from assistant.curate.approving import approve
from assistant.curate.describing import summary_of
from assistant.web.access import CURATING, WATCHING, account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from assistant.web.api.plain import plain
from assistant.web.api.uploads import MOST_FILES, folder_of, kept
from corpus.errors import CatalogueError, MetadataError
from corpus.intake import Intake, add_files
from corpus.metadata import KEYS
from corpus.metadata_csv import read_metadata_csv
from corpus.versions import Version

Which = Annotated[
    str | None, Query(max_length=100, description="A version. [the one in force, or the last]")
]
WRITERS = CURATING | WATCHING
"""Who sees what no clinician may rely on: drafts, and what was superseded or withdrawn."""


class Decided(BaseModel):
    """What a decision is about."""

    model_config = ConfigDict(extra="forbid")

    version: str | None = Field(default=None, max_length=100)


class Reviewed(Decided):
    """That a version still holds."""

    until: date = Field(description="The next review date.")


class Retired(Decided):
    """That a document, or the version named, is withdrawn at once."""

    reason: str = Field(min_length=1, max_length=2000)


class Approved(Decided):
    """That a draft, the only one unless a version is named, may be published."""

    document: str = Field(max_length=200)
    text_sha256: str = Field(
        max_length=64, description="Of the text that was read, as `GET /documents/ID` tells it."
    )
    effective: date | None = Field(default=None, description="[as stated, or today]")


def router(holdings: Holdings) -> APIRouter:
    """/documents and /approvals."""
    routes = APIRouter(route_class=Route, tags=["Documents"])
    catalogue, library = holdings.catalogue, holdings.library

    @routes.get(
        "/documents",
        summary="List document versions",
        responses=bodies.failures()
        | bodies.described("As `assistant corpus list --json`.", list[dict[str, Any]]),
    )
    def listed(request: Request) -> JSONResponse:
        """Every version for who curates or reviews, those in force for everybody else."""
        stage, every = holdings.stages(), account_of(request).may(WRITERS)
        return JSONResponse(
            [
                summary_of(version, stage[version.key])
                for version in catalogue().versions()
                if every or stage[version.key].in_force
            ]
        )

    @routes.get(
        "/documents/{document}",
        summary="Show one version",
        responses=bodies.failures(404)
        | bodies.described("As `assistant corpus show --json`: metadata, problems, events."),
    )
    def shown(request: Request, document: str, version: Which = None) -> JSONResponse:
        """Its metadata, what could not be read, and all that happened to it."""
        found = _found(request, holdings, document, version)
        events = catalogue().events(document) if account_of(request).may(WRITERS) else []
        return JSONResponse(
            plain(
                summary_of(found, holdings.stages()[found.key])
                | {"problems": list(found.problems), "events": events}
            )
        )

    @routes.get(
        "/documents/{document}/text",
        summary="The canonical text of a version",
        responses=bodies.failures(404)
        | bodies.described("As `assistant corpus text --json`: citations count its characters."),
    )
    def text(request: Request, document: str, version: Which = None) -> JSONResponse:
        """The text that citations are quoted from."""
        found = _found(request, holdings, document, version)
        content = library().text(found.text_sha256).content
        return JSONResponse(
            {"document": document, "version": found.metadata.version, "text": content}
        )

    @routes.post(
        "/documents",
        summary="Bring files in as drafts",
        status_code=201,
        responses=bodies.failures()
        | bodies.described("As `assistant corpus add --json`: what became of each file, and what "
                           "could not be read and why.", status=201),
    )  # fmt: skip
    def add(
        request: Request,
        files: Annotated[list[UploadFile], File(max_length=MOST_FILES, description="Documents.")],
        table: Annotated[UploadFile | None, File(description="Metadata as CSV.")] = None,
        metadata: Annotated[
            str, Form(description='For files that state none, as JSON: {"owner": "Cardiology"}.')
        ] = "",
    ) -> JSONResponse:
        """Each file becomes a draft, or is refused by itself with the reason."""
        with kept(files, [table] if table else []) as (sent, tables):
            intake = add_files(
                sent,
                catalogue(),
                library(),
                by=account_of(request).name,
                table=read_metadata_csv(tables[0]) if tables else {},
                folders=[file.parent for file in sent[:1]],
                defaults=_stated(metadata),
                second_person=holdings.settings.second_person,
            )
        return JSONResponse(_taken(intake), 201)

    @routes.patch(
        "/documents/{document}",
        summary="Correct the metadata of a draft",
        responses=bodies.failures(404, 409) | bodies.described("The draft as it is now."),
    )
    def amended(
        request: Request, document: str, version: str, values: dict[str, str]
    ) -> JSONResponse:
        """Give these values instead of its own; an empty one takes a value away."""
        unknown = [key for key in values if key not in AMENDABLE]
        if unknown:
            raise MetadataError(f"this cannot be amended: {', '.join(AMENDABLE)} can")
        known = catalogue().version(document, version).metadata.values()
        draft, changed = amend(
            catalogue(),
            document,
            version,
            {**known, **values},
            account_of(request).name,
            second_person=holdings.settings.second_person,
        )
        summary = summary_of(draft, holdings.stages()[draft.key])
        return JSONResponse(plain(summary | {"changed": changed}))

    @routes.post(
        "/documents/{document}/review",
        summary="Record that a version still holds",
        responses=bodies.failures(404, 409)
        | bodies.described("As `assistant corpus review --json`."),
    )
    def review(request: Request, document: str, reviewed: Reviewed) -> JSONResponse:
        """With its next review date."""
        found = catalogue().version(document, reviewed.version)
        done = catalogue().review(
            document, found.metadata.version, account_of(request).name, reviewed.until
        )
        return JSONResponse(plain({"reviewed": done.key, "review": done.metadata.review}))

    @routes.post(
        "/documents/{document}/retire",
        summary="Withdraw a document or a version, at once",
        responses=bodies.failures(404, 409)
        | bodies.described("As `assistant corpus retire --json`."),
    )
    def retire(request: Request, document: str, retired: Retired) -> JSONResponse:
        """From now on no running process finds, cites or quotes it."""
        changed = catalogue().retire(
            document,
            account_of(request).name,
            retired.reason.strip(),
            date.today(),
            version=retired.version,
        )
        return JSONResponse({"retired": [version.key for version in changed]})

    @routes.post(
        "/approvals",
        summary="Approve a draft",
        responses=bodies.failures(404, 409)
        | bodies.described("As `assistant corpus approve --json`, with all that is to be told."),
    )
    def approved(request: Request, body: Approved) -> JSONResponse:
        """Somebody else than who brought it in or amended it, unless the settings allow it."""
        held = catalogue()
        draft = (
            held.version(body.document, body.version) if body.version else held.draft(body.document)
        )
        if draft.text_sha256 != body.text_sha256:
            raise CatalogueError(
                f"the text of {draft.key} is another one than was read: read it again"
            )
        done = approve(
            held,
            library(),
            draft,
            account_of(request).name,
            body.effective,
            second_person=holdings.settings.second_person,
        )
        return JSONResponse(
            plain(
                {
                    "approved": done.version.key,
                    "effective": done.version.effective,
                    "supersedes": list(done.supersedes),
                    "warnings": list(done.told),
                }
            )
        )

    return routes


def _found(request: Request, holdings: Holdings, document: str, version: str | None) -> Version:
    """The version named, if who asks may see it; what may not be seen is not there."""
    with told_as(404, CatalogueError):
        found = holdings.catalogue().version(document, version)
        if not (account_of(request).may(WRITERS) or holdings.stages()[found.key].in_force):
            raise CatalogueError(f"{found.key} is not in force: a curator can show it")
        return found


def _stated(metadata: str) -> dict[str, str]:
    """The metadata of a form; MetadataError for anything but known keys with text."""
    try:
        stated = orjson.loads(metadata) if metadata.strip() else {}
        if all(key in KEYS and isinstance(value, str) for key, value in stated.items()):
            return dict(stated)
    except (orjson.JSONDecodeError, AttributeError):
        pass
    raise MetadataError(
        f"the metadata are no JSON object with text for some of {', '.join(KEYS)}: correct them"
    )


def _taken(intake: Intake) -> Any:
    """What became of the files, by the names they came with."""
    record = asdict(intake)
    for refused in record["refused"]:
        del refused["error"]
        refused["reason"] = refused["reason"].replace(folder_of(refused["file"]), "")
    for one in (*record["added"], *record["amended"], *record["known"], *record["refused"]):
        one["file"] = Path(one["file"]).name
    return plain(record)
