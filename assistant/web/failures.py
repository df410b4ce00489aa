"""What a failed request is answered with: one sentence, an exit code, and never the question.

Nor where anything lies on the machine: that is for whoever runs the server.
"""

import re
from pathlib import Path

from corpus.errors import (
    AssistantError,
    AuditError,
    CatalogueError,
    DocumentError,
    GateError,
    MetadataError,
    ModelError,
    QuestionError,
    RedactionError,
    RoleError,
    SnapshotError,
    StorageError,
)

UNEXPECTED = 1
"""The exit code of what no one foresaw, as on the command line."""

_UNUSABLE = (QuestionError, DocumentError, MetadataError)
_UNAVAILABLE = (SnapshotError, ModelError, StorageError, AuditError, RedactionError)


_ROOTS: dict[str, str] = {}
"""Folders of this process, and what they are called towards who asks."""
_PATH = re.compile(
    r"(?<![\w/:.<])/(?!(?:api|answers|source|curate|review|sign-in|account)/)"
    r"(?:[^\s/,:;'\"`()<>]+/)+([^\s/,:;'\"`()<>]*)|sqlite:/+\S+|\b[A-Za-z]:\\\S+"
)
"""A place on a machine, and no address of ours."""


def call(folder: Path, name: str) -> None:
    """Say `name` wherever a message would name this folder, spaces in it or not."""
    for written in {str(folder), str(folder.absolute()), str(folder.resolve())}:
        if len(written) > 1:
            _ROOTS[written] = name


def without_paths(message: str) -> str:
    """The message with no folder of the machine in it: of a file its name alone."""
    for folder in sorted(_ROOTS, key=len, reverse=True):
        message = re.sub(rf"{re.escape(folder)}/(?:[^\s/,:;'\"`()]+/)*(?=[^\s/])", "", message)
        message = message.replace(folder, _ROOTS[folder])
    return _PATH.sub(lambda found: found[1] or "a folder", message)


class BusyError(StorageError):
    """Something that has to wait for the end of another piece of work."""


class CrowdedError(StorageError):
    """A question that would have to wait too long for its turn."""

    def __init__(self, message: str, retry_after: int, *, of_one: bool) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds."""
        self.of_one = of_one
        """Whether it is one account that asks too much, and not all of them together."""


def describe(error: Exception, what: str = "question", *, whole: bool = False) -> str:
    """The sentence for a person; `whole` for whoever runs the server.

    No folder of the machine is in it otherwise. Of an unforeseen error only its kind: its message
    may hold words of the question.
    """
    if isinstance(error, AssistantError):
        words = " ".join(str(error).split())
        return words if whole else without_paths(words)
    return (
        f"An unexpected {type(error).__name__} stopped this {what}. Try again; "
        "if it comes back, report it to whoever runs this assistant."
    )


def status_of(error: Exception) -> int:
    """Of HTTP: 422 for what cannot be used, 409 for what cannot be done now, 503 for what is amiss.

    403 for who may not do it, 429 for who asks too much; 500 for what should not happen.
    """
    if isinstance(error, RoleError):
        return 403
    if isinstance(error, CrowdedError):
        return 429 if error.of_one else 503
    if isinstance(error, BusyError | CatalogueError | GateError):
        return 409
    if isinstance(error, _UNUSABLE):
        return 422
    return 503 if isinstance(error, _UNAVAILABLE) else 500


def body_of(message: str, exit_code: int) -> dict[str, dict[str, str | int]]:
    """The JSON of every failed request."""
    return {"error": {"message": message, "exit_code": exit_code}}


def exit_code_of(error: Exception) -> int:
    """The code the command line would leave with."""
    return error.exit_code if isinstance(error, AssistantError) else UNEXPECTED
