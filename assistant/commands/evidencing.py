"""`eval keygen`, `export` and `verify`: a run sealed as evidence, and the seal checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import AsJson, place
from assistant.commands.printing import counted, say, say_json
from assistant.commands.reporting import Against, GatesFile, Run, Suites, suites_of
from assistant.commands.suite_options import SetsFolder
from corpus.errors import StorageError

if TYPE_CHECKING:
    from evals.evidence import Bundle


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(keygen)
    group.command()(export)
    group.command()(verify)


def keygen(
    name: Annotated[
        Path, typer.Argument(metavar="NAME", parser=place, help="What the files begin with.")
    ],
    as_json: AsJson = False,
) -> None:
    """Make a pair of keys to sign bundles with.

    NAME.private.pem signs and stays, NAME.public.pem is given away.
    """
    from evals.evidence import make_keys

    for half in ("private", "public"):
        there = name.with_name(f"{name.name}.{half}.pem")
        if there.exists():
            raise StorageError(
                f"{there} is there already, and keys are never replaced: name others"
            )
    private, public = make_keys(name)
    if as_json:
        say_json({"private": str(private), "public": str(public)})
        return
    say(f"To sign with, kept to yourself: {private}")
    say(f"To check with, for everyone: {public}")


def export(
    context: typer.Context,
    run: Run,
    key: Annotated[
        Path, typer.Option(parser=place, metavar="FILE", help="Private key; see `eval keygen`.")
    ],
    out: Annotated[
        Path, typer.Option(parser=place, metavar="BUNDLE.zip", help="The file to write.")
    ],
    against: Against = None,
    gates: GatesFile = None,
    suites: Suites = None,
    sets: SetsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Seal a run in one signed file.

    It holds the run with its suites, scores and gates, and its report, which is written anew:
    name the same --gates and --against as for `eval report`.
    """
    from evals.evidence import export_bundle
    from evals.reports import write_csv, write_junit, write_report
    from evals.reports.suites import ruling_of

    named = suites_of(run, suites or (), sets, context.obj)
    write_report(run, named, run / "report.html", against, ruling_of(run, gates, named))
    write_csv(run, named, run / "scores.csv")
    write_junit(run, named, run / "junit.xml")
    _say(export_bundle(run, key, out, gates), out, "Sealed", as_json)


def verify(
    bundle: Annotated[
        Path, typer.Argument(metavar="BUNDLE.zip", parser=place, help="What `eval export` wrote.")
    ],
    public_key: Annotated[
        Path,
        typer.Option("--public-key", parser=place, metavar="FILE", help="Of whoever signed it."),
    ],
    as_json: AsJson = False,
) -> None:
    """Check that every byte of a bundle is what was signed.

    Nothing is unpacked.
    """
    from evals.evidence import verify_bundle

    _say(verify_bundle(bundle, public_key), bundle, "As signed", as_json)


def _say(found: "Bundle", file: Path, what: str, as_json: bool) -> None:
    if as_json:
        say_json({"bundle": str(file)} | found.to_json())
        return
    say(f"{what}: {file}, {counted(found.files, 'file')}, {found.bytes / 1e6:.1f} MB")
    filtered = ", of a part of its suites' cases" if found.filtered else ""
    say(f"Run {found.run}, {found.state}{filtered}")
    say(f"Signed with the key {found.signer}")
