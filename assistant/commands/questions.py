"""`ask`, `search` and `redact`, for one text or a file of them."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from assistant.answers import Answer
from assistant.cataloguing import open_catalogue
from assistant.commands.options import AsJson, AsOf
from assistant.commands.printing import progress_bar, say, say_answer, say_json
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.settings import Settings
from corpus.errors import AssistantError, DocumentError
from corpus.metadata import Population

Text = Annotated[str | None, typer.Argument(help="The words; leave out with --file.")]
File = Annotated[
    Path | None, typer.Option("--file", help="JSON Lines to read, one object a line; - is stdin.")
]
Group = Annotated[Population | None, typer.Option(help="For whom: only such documents.")]
Site = Annotated[str | None, typer.Option(help="Only documents of this site, or of all.")]
Specialty = Annotated[str | None, typer.Option(help="Only documents of this specialty.")]
After = Annotated[
    list[str] | None,
    typer.Option(help="An earlier question that this one follows; repeat it, the oldest first."),
]

Words = tuple[str, tuple[str, ...]]
"""A question, and those before it."""


def register(application: typer.Typer) -> None:
    """Add the commands."""
    application.command()(ask)
    application.command()(search)
    application.command()(redact)


def ask(
    context: typer.Context,
    question: Text = None,
    file: File = None,
    population: Group = None,
    site: Site = None,
    specialty: Specialty = None,
    as_of: AsOf = None,
    after: After = None,
    generator: Annotated[str | None, typer.Option(help="Which generator drafts.")] = None,
    as_json: AsJson = False,
) -> None:
    """Answer one question, or each line {"id", "question", "earlier"} of --file.

    A follow-up such as "and in children?" is completed from the questions before it.
    """
    from assistant.ask import ask as answer
    from assistant.assembly import open_stages

    settings: Settings = context.obj
    if generator:
        settings = settings.choose(generator=generator)
    lines = _questions(question, file, after)
    stages = open_stages(settings)

    def one(asked: Words) -> Answer:
        return answer(_question(asked, population, site, specialty, as_of), stages)

    if file is None:
        found = one(lines[0][1])
        say_json(found.to_json()) if as_json else say_answer(found)
        return

    def record(asked: Words) -> dict[str, Any]:
        found = one(asked).to_json()
        # The caller's id takes the place of ours, under which the audit trail knows the answer.
        return {**found, "record": found["id"]}

    _each(lines, record)


def search(
    context: typer.Context,
    question: Text = None,
    file: File = None,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help="Passages wanted.")] = 10,
    population: Group = None,
    site: Site = None,
    specialty: Specialty = None,
    as_of: AsOf = None,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """Rank passages for one question, or for each line of --file.

    A line is {"id", "question", "earlier"}.
    """
    from assistant.ask import search as find
    from assistant.assembly import open_stages

    lines = _questions(question, file, after)
    stages = open_stages(context.obj)

    def one(asked: Words) -> tuple[Evidence, ...]:
        return find(_question(asked, population, site, specialty, as_of), stages, k)

    if file is not None:
        _each(lines, lambda asked: {"results": _results(one(asked))})
    elif as_json:
        say_json({"id": None, "results": _results(one(lines[0][1]))})
    else:
        for result in _results(one(lines[0][1])):
            place = " › ".join(result["section"])
            page = f", page {result['page']}" if result["page"] else ""
            say(f"{result['rank']}. {result['score']:.3f}  {result['document']}"
                f"@{result['version']}{page}: {place}")  # fmt: skip
            say(f"   {' '.join(result['text'].split())[:300]}")


def redact(
    context: typer.Context, text: Text = None, file: File = None, as_json: AsJson = False
) -> None:
    """Replace identifiers in one text, or in each line of --file.

    A line is {"id", "text"}. The site's own name stays, as it does when a question is asked.
    """
    from assistant.redacting import open_redactor

    texts = _texts(text, file, "text")
    settings: Settings = context.obj
    redactor = open_redactor(settings, open_catalogue(settings))

    def one(words: str) -> dict[str, Any]:
        found = redactor.redact(words)
        spans = [{"type": r.type, "start": r.start, "end": r.end} for r in found.redactions]
        return {"text": found.text, "redactions": spans}

    if texts is not None:
        _each(texts, one)
        return
    found = one(text or "")
    say_json({"id": None, **found}) if as_json else say(found["text"])


def _questions(
    question: str | None, file: Path | None, after: list[str] | None
) -> list[tuple[Any, Words]]:
    """(id, (question, earlier)) of every line of `file`, or of the one question."""
    _one_of(question, file, "question")
    if file is None:
        return [(None, (question or "", tuple(after or ())))]
    if after:
        raise typer.BadParameter('--after goes with one question; a line of --file has "earlier"')
    return read_questions(file)


def _question(
    asked: Words,
    population: Population | None,
    site: str | None,
    specialty: str | None,
    as_of: date | None,
) -> Question:
    text, earlier = asked
    return Question(text, population, site, specialty, as_of or date.today(), earlier)


def _texts(text: str | None, file: Path | None, key: str) -> list[tuple[Any, Any]] | None:
    """(id, text) of every line of `file`, or None when a single text was given."""
    _one_of(text, file, key)
    return None if file is None else [(one.get("id"), one[key]) for one in _records(file, key)]


def _one_of(text: str | None, file: Path | None, key: str) -> None:
    if (text is None) == (file is None):
        raise typer.BadParameter(f"give either one {key} or --file")


def read_questions(file: Path) -> list[tuple[Any, Words]]:
    """(id, (question, earlier)) of every line of `file`; - is stdin. Raises DocumentError."""
    records = _records(file, "question")
    return [(one.get("id"), (one["question"], tuple(one.get("earlier") or ()))) for one in records]


def _records(file: Path, key: str) -> list[dict[str, Any]]:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise DocumentError(f"{file} cannot be read ({error.strerror}): check the path") from None
    return list(_lines(data, file, key))


def _lines(data: bytes, file: Path, key: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
            if not isinstance(record.get("earlier", []), list):
                raise ValueError("the earlier questions are no list")
            yield {key: record[key], **record}
        except (ValueError, KeyError, AttributeError, TypeError):
            raise DocumentError(
                f'line {number} of {file} is not {{"id", "{key}"}} as JSON, with "earlier" as a '
                "list if it has any: correct it; nothing was answered"
            ) from None


def _each(texts: list[tuple[Any, Any]], one: Callable[[Any], dict[str, Any]]) -> None:
    """Print one line for each text; a text that cannot be processed gives a line with its error."""
    failure: AssistantError | None = None
    with progress_bar("Questions", len(texts)) as advance:
        for identity, text in texts:
            try:
                result = one(text)
            except AssistantError as error:
                failure = error
                result = {"error": {"message": str(error), "exit_code": error.exit_code}}
            say_json({**result, "id": identity})
            advance()
    if failure is not None:
        raise failure


def _results(evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [found.to_json(rank) for rank, found in enumerate(evidence, 1)]
