"""Approves a draft, and says what else that does and what may be a slip."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.addressing import warnings_of
from corpus.approval import approve_version
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError
from corpus.library import Library
from corpus.versions import Stage, Version, in_force


@dataclass(frozen=True)
class Approval:
    """An approved version, and what whoever approved it is told."""

    version: Version
    supersedes: tuple[str, ...]
    """Keys of the versions of its document that it ends on its first day in force."""
    addressed: tuple[str, ...]
    """What in it speaks to the software, one sentence each."""
    told: tuple[str, ...]
    """Every sentence, these included."""


def approve(
    catalogue: Catalogue,
    library: Library,
    draft: Version,
    by: str,
    effective: date | None = None,
    *,
    second_person: bool = True,
) -> Approval:
    """Approve a draft as its approver saw it, in force from `effective`, or as stated, or today.

    Raises MetadataError, CatalogueError and StorageError; then nothing was changed.
    """
    day = effective or draft.metadata.effective or date.today()
    before = in_force(catalogue.versions(draft.document), day)
    approved = approve_version(
        catalogue,
        library,
        draft.document,
        draft.metadata.version,
        by,
        day,
        second_person=second_person,
        seen=draft,
    )
    addressed = warnings_of(approved.metadata.title, library.text(approved.text_sha256))
    told = (
        *(
            f"It supersedes {key} on that day, published or not: from then until it is published, "
            "questions that only this document answers are refused."
            for key in before
        ),
        *_of_other_documents(catalogue, approved),
        *(f"{approved.key}: {told}" for told in addressed),
        *_unstated(approved),
    )
    return Approval(approved, tuple(before), addressed, told)


def _of_other_documents(catalogue: Catalogue, approved: Version) -> Iterator[str]:
    """What else it ends, and what may be a slip of somebody's pen."""
    for name in approved.metadata.superseded:
        document, _, number = name.partition("@")
        try:
            ended = catalogue.version(document, number or None)
        except CatalogueError as error:
            yield f"It says that it supersedes {name}, which ends nothing: {error}."
            continue
        if ended.document != approved.document:
            yield f"It supersedes {name} too, on that day and for good."
    if catalogue.stage(approved, approved.effective) is Stage.SUPERSEDED:
        yield (
            f"It is never in force: an approved document says that it supersedes "
            f"{approved.document}. Add it under another id to use both."
        )


def _unstated(approved: Version) -> Iterator[str]:
    missing = [key for key in ("type", "population") if not getattr(approved.metadata, key)]
    if missing:
        yield (
            f"Nobody has stated its {' and '.join(missing)}: a protocol that gives doses "
            "needs both."
        )
