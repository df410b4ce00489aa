"""`corpus add`, `list`, `show` and `text`."""

import sys
from collections import defaultdict
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.exchange import chosen_reader
from assistant.commands.naming import acting, find_version
from assistant.commands.options import AsJson, By, Named, place
from assistant.commands.printing import (
    counted,
    moment,
    progress_bar,
    say,
    say_json,
    say_table,
    warn,
)
from assistant.curate.describing import summary_of
from assistant.settings import Settings
from assistant.web.access import APPROVING, CURATING
from corpus.catalogue import Catalogue
from corpus.errors import MetadataError
from corpus.finding import find_files
from corpus.intake import Intake, add_files
from corpus.library import Library
from corpus.metadata import KEYS
from corpus.metadata_csv import files_named, read_metadata_csv
from corpus.versions import stages

PROBLEMS_SHOWN = 40
"""Parts that could not be read, named one by one before they are only counted."""


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(add)
    group.command(name="list")(list_versions)
    group.command()(show)
    group.command()(text)


def add(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            parser=place, metavar="PATH", help="Files or folders; else those the CSV names."
        ),
    ] = None,
    metadata: Annotated[Path | None, typer.Option(help="A CSV with a row for each file.")] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="KEY=VALUE", help="Metadata for files that state none; repeatable."
        ),
    ] = None,
    approved_by: Annotated[
        str, typer.Option(help="Import as approved already, by this person or body.")
    ] = "",
    reader: Annotated[
        str, typer.Option(metavar="NAME", help="A llama-index reader that the settings name.")
    ] = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Read files into drafts, or as approved with --approved-by."""
    settings = _settings(context)
    who, approver = acting(settings, by, CURATING), approved_by.strip()
    if approver:
        approver = acting(settings, approver, APPROVING)
    table = read_metadata_csv(metadata) if metadata else {}
    defaults = _defaults(given or [])
    read = chosen_reader(settings, reader)
    if paths:
        files, folders = _found(paths, metadata), [path for path in paths if path.is_dir()]
    elif metadata:
        files, folders = files_named(table, metadata.parent), [metadata.parent]
    else:
        raise typer.BadParameter("give files or folders, or a CSV that names them with --metadata")
    with progress_bar("Reading", len(files)) as advance:
        intake = add_files(
            files,
            open_catalogue(settings),
            Library(settings.home),
            by=who,
            table=table,
            folders=folders,
            defaults=defaults,
            approved_by=approver,
            reader=read,
            second_person=settings.second_person,
            progress=lambda file: advance(),
        )
    failed = intake.refused and not (intake.added or intake.amended or intake.known)
    if as_json:
        say_json(_intake_record(intake))
    elif not failed or len(intake.refused) > 1:
        _report(intake, approved=bool(approver))
    if failed:
        first = intake.refused[0]
        of = f"none of {len(intake.refused)} files was added: " if len(intake.refused) > 1 else ""
        raise first.error(f"{of}{first.reason}")


def _found(paths: list[Path], table: Path | None) -> list[Path]:
    """The files to read, without the metadata CSV; says what else is left out."""
    passed_over: list[str] = []

    def report(path: Path, reason: str) -> None:
        if reason:
            warn(f"{path}: not added: {reason}")
        elif table is None or not _same(path, table):
            passed_over.append(str(path))

    files = [file for file in find_files(paths, report) if table is None or not _same(file, table)]
    if passed_over:
        named = ", ".join(passed_over)
        warn(f"Passed over as no documents (name a file itself to add it): {named}")
    return files


def _intake_record(intake: Intake) -> dict[str, Any]:
    record = asdict(intake)
    for refused in record["refused"]:
        del refused["error"]
    return record


def _report(intake: Intake, *, approved: bool) -> None:
    changed = intake.added + intake.amended
    problems = [f"{a.file}: {problem}" for a in changed for problem in a.problems]
    for problem in problems[:PROBLEMS_SHOWN]:
        warn(problem)
    if len(problems) > PROBLEMS_SHOWN:
        more = len(problems) - PROBLEMS_SHOWN
        warn(f"… and {more} more: `assistant corpus show DOC` lists those of one document.")
    for refused in intake.refused:
        warn(f"{refused.file}: not added: {refused.reason}")
    if intake.unmatched:
        warn(f"Rows of the metadata CSV that no file matched: {', '.join(intake.unmatched)}")
    missing: dict[str, int] = defaultdict(int)
    for added in changed:
        for key in added.missing:
            missing[key] += 1
    if missing:
        named = ", ".join(f"{key} ({counted(count, 'document')})" for key, count in missing.items())
        warn(
            f"Metadata is missing: {named}. Give it in front matter, in a CSV with --metadata, "
            "or for all at once with --set KEY=VALUE."
        )
    state = "approved" if approved else "draft"
    say(
        f"{counted(len(intake.added), f'{state} version')} added, "
        f"{counted(len(intake.amended), 'draft')} amended, "
        f"{len(intake.known)} known already, {len(intake.refused)} refused."
    )
    if changed:
        step = "publish" if approved else "check, then assistant corpus approve DOC --by NAME"
        say(f"Next: assistant corpus {step}")


def list_versions(context: typer.Context, as_json: AsJson = False) -> None:
    """List every version with where it stands in its life today."""
    versions = _catalogue(context).versions()
    stage = stages(versions, date.today())
    if as_json:
        say_json([summary_of(version, stage[version.key]) for version in versions])
        return
    if not versions:
        say("The catalogue is empty. Next: assistant corpus add PATH…")
        return
    say_table(
        ("document", "version", "stage", "effective", "review", "population", "title"),
        [
            (
                version.document,
                version.metadata.version,
                stage[version.key],
                version.metadata.effective or "–",
                version.metadata.review or "–",
                ", ".join(version.metadata.population) or "–",
                version.metadata.title,
            )
            for version in sorted(versions, key=lambda version: version.document)
        ],
    )


def show(context: typer.Context, document: Named, as_json: AsJson = False) -> None:
    """Show one version: metadata, unread parts, history."""
    catalogue = _catalogue(context)
    version = find_version(catalogue, document)
    record = summary_of(version, catalogue.stage(version, date.today())) | {
        "problems": list(version.problems),
        "events": catalogue.events(version.document),
    }
    if as_json:
        say_json(record)
        return
    for key, value in record.items():
        if key in ("problems", "events"):
            say(f"{key}:")
            for item in value:
                say(f"  - {item if isinstance(item, str) else _event(item)}")
        else:
            say(f"{key}: {_shown(key, value)}")


def text(context: typer.Context, document: Named, as_json: AsJson = False) -> None:
    """Print the canonical text, whose characters citations count."""
    version = find_version(_catalogue(context), document)
    content = Library(_settings(context).home).text(version.text_sha256).content
    if as_json:
        say_json({"document": version.document, "version": version.metadata.version,
                  "text": content})  # fmt: skip
    else:
        sys.stdout.write(content + "\n")


def _settings(context: typer.Context) -> Settings:
    settings: Settings = context.obj
    return settings


def _catalogue(context: typer.Context) -> Catalogue:
    settings = _settings(context)
    return open_catalogue(settings)


def _defaults(given: list[str]) -> dict[str, str]:
    for item in given:
        key, equals, value = item.partition("=")
        if key not in KEYS:
            raise MetadataError(f"--set knows no {key!r}: it takes {', '.join(KEYS)}")
        if not equals or not value.strip():
            raise MetadataError(f"--set {item} gives no value: write --set {key}=VALUE")
    return dict(item.partition("=")[::2] for item in given)


def _same(file: Path, other: Path) -> bool:
    return file.resolve() == other.resolve()


def _shown(key: str, value: Any) -> str:
    if value in (None, "", []) or (key == "pages" and not value):
        return "–"
    if key.endswith("_at"):
        return moment(value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _event(event: dict[str, Any]) -> str:
    what = f"version {event['version']} {event['action']} by {event['by']}"
    return f"{moment(event['at'])}: {what}{': ' if event['detail'] else ''}{event['detail']}"
