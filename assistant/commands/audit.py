"""`audit list`, `show`, `verify`, `head`, `replay`, `export` and `prune`."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.audit import Head, Record, Trail, TrailIndex
from assistant.audit.choice import ANSWERS, Choice, latest
from assistant.commands.naming import acting
from assistant.commands.options import AsJson, By, Since, place
from assistant.commands.printing import counted, moment, say, say_json, say_table, say_wrapped
from assistant.settings import Settings
from assistant.web.access import MANAGING
from corpus.errors import AuditError
from corpus.storage import storage_errors

Id = Annotated[str, typer.Argument(help="The id of an answer.")]
SHOWN = 10
"""Differences of a replay that a person is shown."""


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command(name="list")(list_records)
    group.command()(show)
    group.command()(verify)
    group.command()(head)
    group.command()(replay)
    group.command()(export)
    group.command()(prune)


def list_records(
    context: typer.Context,
    last: Annotated[int, typer.Option(min=1, help="How many of the latest.")] = 20,
    kind: Annotated[
        str,
        typer.Option(
            help="answers, events, all, or a kind of events such as document or feedback.unsafe."
        ),
    ] = ANSWERS,
    by: Annotated[str | None, typer.Option(help="Only what this account asked or did.")] = None,
    since: Since = None,
    document: Annotated[
        str | None,
        typer.Option(
            metavar="DOC[@VERSION]", help="Only answers that cited it, and what was done to it."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The latest questions and what came of them, or what people did."""
    records = latest(_trail(context), Choice(kind, by, since, document), last)
    if as_json:
        say_json([_whole(record) for record in records])
        return
    if kind == ANSWERS:
        say_table(
            ("at", "id", "status", "question"),
            [(moment(record.at), (answer := record.content["answer"])["id"], answer["status"],
              answer["question"][:80]) for record in records],
        )  # fmt: skip
        return
    say_table(("at", "number", "by", "what", "about"), [_row(record) for record in records])


def show(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="The id of an answer, or the number of a record.")],
) -> None:
    """One record, whole, as JSON."""
    trail = _trail(context)
    if record.isdecimal() and len(record) < len("1000000000000000"):
        found = next((one for one in trail.latest() if one.number <= int(record)), None)
        if found is None or found.number != int(record):
            raise AuditError(f"there is no record {record}: `assistant audit list` shows them")
        say_json(_whole(found))
        return
    say_json(_whole(trail.find(record)))


def verify(
    context: typer.Context,
    anchor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE|NUMBER:DIGEST",
            help="What `audit head` printed once; it must still be in the chain. Repeatable.",
        ),
    ] = None,
    archive: Annotated[
        list[Path] | None,
        typer.Option(
            parser=place, metavar="FILE", help="Pruned records before it, oldest first; repeatable."
        ),
    ] = None,
) -> None:
    """Check that no record was changed, moved or removed from the middle.

    With an anchor that none was removed from the end either.
    """
    anchors = [one for named in anchor or () for one in _anchors(named)]
    chain = _trail(context).check(anchors, archive or ())
    said = f"{counted(chain.records, 'record')}, all in their chain."
    if chain.before.number:
        said += f" Those up to {chain.before.number} were pruned by policy."
    if anchors:
        said += (
            f" Everything that was anchored is in it: {', '.join(str(a.number) for a in anchors)}."
        )
    elif chain.head.number:
        said += (
            f" The last digest is {chain.head.sha256}: keep what `assistant audit head` prints "
            "elsewhere to notice a cut-off end."
        )
    say(said)


def head(context: typer.Context, as_json: AsJson = False) -> None:
    """The number and digest of the last record, to be kept where nobody here can change it."""
    last = _trail(context).head()
    if as_json:
        say_json({"number": last.number, "sha256": last.sha256})
    else:
        say(str(last))


def replay(context: typer.Context, answer: Id, as_json: AsJson = False) -> None:
    """Ask again on the same snapshot and date, and compare; asks a model on a server anew."""
    from assistant.assembly import open_stages
    from assistant.replaying import replay as ask_again

    settings: Settings = context.obj
    record = Trail(settings.home).find(answer)
    done = ask_again(record, open_stages(settings))
    if as_json:
        say_json(done.to_json())
    elif done.same:
        moved = "" if done.identical else " but for review dates of its sources, which moved on"
        say(f"The same answer came out, byte for byte{moved}.")
    else:
        for one in done.differences[:SHOWN]:
            say_wrapped(f"{one.place}: {one.before!r} is now {one.after!r}")
        if len(done.differences) > SHOWN:
            say(f"… and {len(done.differences) - SHOWN} more")
    if not done.same:
        generators = {
            answered["provenance"]["generator"]
            for answered in (record.content["answer"], done.answer.to_json())
        }
        remote = any("remote/" in generator for generator in generators)
        asked_there = "a model on a server need not say the same twice, " if remote else ""
        raise AuditError(
            f"the replay of {answer} differs in {', '.join(done.fields)}: {asked_there}documents "
            "were retired or models and settings changed since; compare with `assistant audit show`"
        )


def export(
    context: typer.Context,
    file: Annotated[Path | None, typer.Option(help="Where to. [standard output]")] = None,
) -> None:
    """Every record as JSON Lines, with digests."""
    trail = _trail(context)
    count = trail.verify()
    if file is None:
        sys.stdout.buffer.writelines(trail.lines())
        return
    with storage_errors(f"writing {file}"):
        if trail.file.exists():
            shutil.copyfile(trail.file, file)
        else:
            file.write_bytes(b"")
    say(f"{counted(count, 'record')} written to {file}.")


def prune(
    context: typer.Context,
    archive: Annotated[
        Path | None,
        typer.Option(parser=place, metavar="FILE", help="Move them there instead. A new file."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be removed.")
    ] = False,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Remove the records that are older than the setting audit_days."""
    from assistant.retention import prune_by_policy

    settings: Settings = context.obj
    who = acting(settings, by, MANAGING)
    index = TrailIndex(Trail(settings.home))
    done, held = prune_by_policy(settings, index, who, archive=archive, dry_run=dry_run)
    if as_json:
        say_json(done.to_json() | {"dry_run": dry_run, "held_by": held and held.number})
        return
    verb = "move" if archive else "remove"
    did = f"Would {verb}" if dry_run else f"{verb.capitalize()}d"
    say(f"{did} {counted(done.records, 'record')} older than {settings.audit_days} days.")
    if held:
        say(f"Record {held.number} and all after it stay, since {held.why}.")


def _anchors(named: str) -> list[Head]:
    """What is named, or every line of the file that is."""
    file = Path(named)
    try:
        if not file.is_file():
            return [Head.parse(named)]
        return [Head.parse(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeError) as error:
        raise AuditError(f"{named[:100]!r} cannot be read as anchors ({error})") from None


def _row(record: Record) -> tuple[str, int, str, str, str]:
    """A record among others of all kinds, as a person reads it."""
    event = record.event
    if event is None:
        answer = record.content["answer"]
        by = record.content.get("by", "")
        return moment(record.at), record.number, by, answer["status"], answer["question"][:80]
    about = [
        f"{name} {str(value)[:80]}"
        for name, value in event.items()
        if name in _ABOUT and value not in ("", None)
    ]
    return moment(record.at), record.number, event["by"], event["kind"], ", ".join(about)


_ABOUT = ("document", "version", "snapshot", "answer", "account", "reason", "records")


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
