"""What a failed request is answered with: one sentence, an exit code, and never the question."""

from corpus.errors import (
    AssistantError,
    AuditError,
    ModelError,
    QuestionError,
    RedactionError,
    SnapshotError,
    StorageError,
)

UNEXPECTED = 1
"""The exit code of what no one foresaw, as on the command line."""

_UNAVAILABLE = (SnapshotError, ModelError, StorageError, AuditError, RedactionError)


def describe(error: Exception, what: str = "question") -> str:
    """The sentence for a person.

    Of an unforeseen error only its kind: its message may hold words of the question.
    """
    if isinstance(error, AssistantError):
        return " ".join(str(error).split())
    return (
        f"An unexpected {type(error).__name__} stopped this {what}. Try again; "
        "if it comes back, report it to whoever runs this assistant."
    )


def status_of(error: Exception) -> int:
    """422 for a question that cannot be processed, 503 for a part that is missing, else 500."""
    if isinstance(error, QuestionError):
        return 422
    return 503 if isinstance(error, _UNAVAILABLE) else 500


def body_of(message: str, exit_code: int) -> dict[str, dict[str, str | int]]:
    """The JSON of every failed request."""
    return {"error": {"message": message, "exit_code": exit_code}}


def exit_code_of(error: Exception) -> int:
    """The code the command line would leave with."""
    return error.exit_code if isinstance(error, AssistantError) else UNEXPECTED
