"""`audit list`, `show`, `verify`, `replay` and `export`."""

import sys
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.audit import Record, Trail
from assistant.commands.options import AsJson
from assistant.commands.printing import counted, moment, say, say_json, say_table
from assistant.question import Question
from assistant.settings import Settings
from corpus.errors import AuditError
from corpus.storage import storage_errors

Id = Annotated[str, typer.Argument(help="The id of an answer.")]
REPLAYED = ("status", "statements", "citations", "refusal", "confidence", "provenance")
"""What must come out the same; the id and the timings cannot."""


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command(name="list")(list_records)
    group.command()(show)
    group.command()(verify)
    group.command()(replay)
    group.command()(export)


def list_records(
    context: typer.Context,
    last: Annotated[int, typer.Option(min=1, help="How many of the latest.")] = 20,
    as_json: AsJson = False,
) -> None:
    """The latest questions and what came of them."""
    records = list(_trail(context).records())[-last:]
    if as_json:
        say_json([_whole(record) for record in records])
        return
    say_table(
        ("at", "id", "status", "question"),
        [(moment(record.at), (answer := record.content["answer"])["id"], answer["status"],
          answer["question"][:80]) for record in records],
    )  # fmt: skip


def show(context: typer.Context, answer: Id) -> None:
    """One record, whole, as JSON."""
    say_json(_whole(_trail(context).find(answer)))


def verify(context: typer.Context) -> None:
    """Check that no record was changed, moved or removed from the middle."""
    trail = _trail(context)
    count = trail.verify()
    last = deque(trail.records(), maxlen=1)
    ends = "".join(
        f" The last digest is {record.sha256}: keep it elsewhere to notice a cut-off end."
        for record in last
    )
    say(f"{counted(count, 'record')}, all in their chain.{ends}")


def replay(context: typer.Context, answer: Id, as_json: AsJson = False) -> None:
    """Ask again on the same snapshot and date, and compare; asks a model on a server anew."""
    from assistant.ask import ask
    from assistant.assembly import open_stages

    settings: Settings = context.obj
    record = Trail(settings.home).find(answer)
    asked, before = record.content["asked"], record.content["answer"]
    question = Question.recorded(before["question"], asked)
    snapshot = before["provenance"]["snapshot"]
    stages = open_stages(settings)
    after = ask(question, stages, snapshot_id=snapshot, replay_of=answer).to_json()
    differences = [key for key in REPLAYED if _dateless(before[key]) != _dateless(after[key])]
    if as_json:
        say_json({"id": answer, "same": not differences, "differences": differences})
    elif not differences:
        say("The same answer came out.")
    if differences:
        generators = {answered["provenance"]["generator"] for answered in (before, after)}
        remote = any("remote/" in generator for generator in generators)
        asked_there = "a model on a server need not say the same twice, " if remote else ""
        raise AuditError(
            f"the replay of {answer} differs in {', '.join(differences)}: {asked_there}documents "
            "were retired or models and settings changed since; compare with `assistant audit show`"
        )


def export(
    context: typer.Context,
    file: Annotated[Path | None, typer.Option(help="Where to. [standard output]")] = None,
) -> None:
    """Every record as JSON Lines, with digests."""
    trail = _trail(context)
    trail.verify()
    data = trail.file.read_bytes() if trail.file.exists() else b""
    if file is None:
        sys.stdout.buffer.write(data)
        return
    with storage_errors(f"writing {file}"):
        file.write_bytes(data)
    say(f"{counted(len(data.splitlines()), 'record')} written to {file}.")


def _dateless(said: Any) -> Any:
    """Without the review dates of sources: those move on, and the sources stay the same."""
    if isinstance(said, list):
        return [_dateless(one) for one in said]
    if isinstance(said, dict):
        return {key: _dateless(value) for key, value in said.items() if key != "review"}
    return said


def _trail(context: typer.Context) -> Trail:
    settings: Settings = context.obj
    return Trail(settings.home)


def _whole(record: Record) -> Mapping[str, Any]:
    return {
        "number": record.number,
        "at": record.at,
        "previous": record.previous,
        "sha256": record.sha256,
        **record.content,
    }
