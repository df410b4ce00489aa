"""The contract's objects as OpenAPI describes them; what is sent is made where it comes about."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answers import RefusalReason

Responses = dict[int | str, dict[str, Any]]


class Body(BaseModel):
    """An object with these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Failure(Body):
    """What went wrong."""

    message: str = Field(description="One sentence, with what to do next.")
    exit_code: int = Field(description="What the command line would leave with.")


class Failed(Body):
    """Every failed call."""

    error: Failure


class Redaction(Body):
    """An identifier that was replaced."""

    type: str
    start: int = Field(description="In characters of the question as it was sent.")
    end: int


class Statement(Body):
    """One sentence of an answer."""

    text: str
    citations: list[int] = Field(description="Numbers of citations; the first holds the sentence.")
    caution: bool = Field(description="Whether it limits a dose that is shown.")


class Place(Body):
    """Where something stands."""

    document: str
    title: str
    version: str
    section: list[str] = Field(description="Headings, the outermost first.")
    page: int | None


class Citation(Place):
    """The words that a statement stands on."""

    number: int
    start: int = Field(description="In characters of the version's canonical text.")
    end: int
    quote: str = Field(description="Exactly text[start:end] of that version.")
    effective: str = Field(description="ISO 8601.")
    review: str | None = Field(description="ISO 8601.")
    status: str


class Refusal(Body):
    """Why nothing was answered, and where to look."""

    reason: RefusalReason
    message: str
    nearest: list[Citation]


class Notice(Body):
    """What the reader must know."""

    kind: str
    message: str
    citations: list[Citation] = Field(default=[], description="Left out where there are none.")


class Provenance(Body):
    """What the answer came from."""

    snapshot: str
    embedder: str
    reranker: str
    generator: str
    prompts: str
    settings: str
    software: str


class Answer(Body):
    """An answer or a refusal; `assistant ask --json` prints the same."""

    id: str = Field(description="Of its record in the audit trail.")
    status: Literal["answered", "refused"]
    question: str = Field(description="With identifiers redacted.")
    redactions: list[Redaction]
    statements: list[Statement]
    citations: list[Citation]
    refusal: Refusal | None
    notices: list[Notice]
    confidence: float = Field(ge=0, le=1)
    provenance: Provenance
    timings_ms: dict[str, float]


class Result(Body):
    """A passage."""

    rank: int
    score: float
    document: str
    version: str
    section: list[str]
    page: int | None
    start: int
    end: int
    text: str


class Results(Body):
    """Passages, the best first; `assistant search --json` prints the same."""

    id: None
    results: list[Result]


class Progress(Body):
    """How far a job is."""

    done: int
    total: int = Field(description="0 as long as nobody can say.")
    unit: str


class Job(Body):
    """Work in the background."""

    id: str
    kind: str
    by: str
    about: str
    state: Literal["running", "done", "failed", "stopped"]
    progress: Progress
    began: str
    ended: str | None
    result: Any = Field(description="What the command prints with --json, once it is done.")
    error: Failure | None


_REASONS = {
    401: "Nobody is signed in, and no valid bearer token came.",
    403: "The account has no role that may do this.",
    404: "There is no such thing.",
    409: "It cannot be done as things stand: another state, or other work that has to end first.",
    413: "The body is larger than this address takes.",
    422: "The request cannot be used; the message names fields and never what they held.",
    429: "The account asks too much; Retry-After says when to try again, in seconds.",
    500: "Something unforeseen.",
    503: "Something needed is missing, or too many wait (with Retry-After, in seconds).",
}


def failures(*statuses: int) -> Responses:
    """The described failures of a call, beside those that every call has."""
    every = sorted({401, 403, 413, 422, 500, 503, *statuses})
    return {status: {"model": Failed, "description": _REASONS[status]} for status in every}


def described(description: str, model: Any = dict[str, Any], status: int = 200) -> Responses:
    """The response of a call that went well."""
    return {status: {"model": model, "description": description}}


def begun(command: str) -> Responses:
    """The response of a call that goes on in the background."""
    return {
        202: {
            "model": Job,
            "description": f"It has begun; its result will be what {command} prints.",
            "headers": {
                "Location": {"schema": {"type": "string"}, "description": "Where to look at it."}
            },
        }
    }
