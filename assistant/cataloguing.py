"""Opens the catalogue so that each of its changes is in the audit trail before it is made."""

from collections.abc import Callable
from functools import partial

from assistant.audit import Trail
from assistant.redact import Redactor, remark
from assistant.redacting import open_redactor
from assistant.settings import Settings
from corpus.catalogue import Catalogue, Witness
from corpus.errors import AssistantError
from corpus.versions import Version

WITHHELD = "(not recorded: it could not be redacted)"


def open_catalogue(settings: Settings, redactor: Callable[[], Redactor] | None = None) -> Catalogue:
    """The catalogue of the settings; a change that cannot be recorded does not happen.

    `redactor` hands over what reasons are redacted by, where it is open already; else it is opened
    at the first reason. Raises what `Catalogue` raises; a change raises AuditError too.
    """
    catalogue = Catalogue(settings.home, settings.catalogue)
    opened = redactor or partial(open_redactor, settings, catalogue)
    catalogue.witness = witness(Trail(settings.home), opened)
    return catalogue


def witness(trail: Trail, redactor: Callable[[], Redactor]) -> Witness:
    """Records each change to a document: whose, what, and the digests of file and text."""

    def tell(by: str, action: str, version: Version, detail: str) -> None:
        metadata = version.metadata
        trail.note(
            f"document.{action}",
            by,
            document=version.document,
            version=metadata.version,
            source=version.source_sha256,
            text=version.text_sha256,
            effective=metadata.effective and metadata.effective.isoformat(),
            review=metadata.review and metadata.review.isoformat(),
            retired=version.retired_on and version.retired_on.isoformat(),
            detail=_recordable(action, detail, redactor),
        )

    return tell


def _recordable(action: str, detail: str, redactor: Callable[[], Redactor]) -> str:
    """What may be kept of the words beside a change."""
    if action == "added":
        return ""  # The name of a file, which may be a patient's; its digest stands beside it.
    if action != "retired":
        return detail  # Our own words.
    try:
        return remark(redactor(), detail)
    except AssistantError:
        return WITHHELD  # A withdrawal must not wait for a redactor.
