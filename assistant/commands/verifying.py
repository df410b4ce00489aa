"""`corpus verify`: every stored byte is what it was, and nothing withdrawn can be retrieved."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.options import AsJson
from assistant.commands.printing import counted, progress_bar, say, say_json
from assistant.settings import Settings
from corpus.errors import AssistantError, SnapshotError
from corpus.library import Library
from corpus.versions import Version, in_force

if TYPE_CHECKING:
    from assistant.curate.proof import Proof


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(verify)


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check every digest, and that nothing withdrawn can be found."""
    from assistant.snapshot.pointer import read_history, snapshot_folders

    settings: Settings = context.obj
    library = Library(settings.home)
    versions = open_catalogue(settings).versions()
    folders = snapshot_folders(settings.home)
    faults = [
        fault
        for version in versions
        for fault in library.damaged(version.source_sha256, version.text_sha256)
    ]
    # Drafts may hold what is not approved: nobody can publish them without building them again.
    history = {swap["snapshot"] for swap in read_history(settings.home)}
    for folder in folders:
        faults += _faults_of(folder, versions if folder.name in history else None)
    proof = None
    if history:
        try:
            proof = _prove(settings, versions)
            faults += [fault for fault in proof.faults if fault not in faults]
        except AssistantError as error:
            faults.append(f"nothing could be proved of the published snapshot: {error}")
    if as_json:
        say_json(
            {
                "versions": len(versions),
                "snapshots": len(folders),
                "proof": asdict(proof) if proof else None,
                "faults": faults,
            }
        )
    else:
        _say(len(versions), len(folders), proof, faults)
    if faults:
        raise SnapshotError(
            f"{counted(len(faults), 'fault')}, first: {faults[0]}; restore damaged files from a "
            "backup, or add and publish again"
        )


def _faults_of(folder: Path, versions: Sequence[Version] | None) -> list[str]:
    """What is wrong with the files of one snapshot, and with what it holds when it was published.

    `versions` are all of the catalogue; None for a draft.
    """
    from assistant.curate.proof import unapproved
    from assistant.snapshot.manifest import damaged_files, read_manifest

    try:
        manifest = read_manifest(folder)
    except SnapshotError as error:
        return [str(error)]
    faults = [f"{path} is missing or was changed" for path in damaged_files(folder, manifest)]
    return faults if versions is None else faults + unapproved(manifest, versions)


def _prove(settings: Settings, versions: Sequence[Version]) -> "Proof":
    """What can be retrieved from the published snapshot today."""
    from assistant.curate.proof import prove
    from assistant.embed import load_embedder
    from assistant.snapshot.current import CurrentSnapshot

    embedder = load_embedder(settings.embedder, settings.models)
    snapshot = CurrentSnapshot(settings.home, embedder.identity).get()
    allowed = in_force(versions, date.today())
    withdrawn = sum(part.key not in allowed for part in snapshot.manifest.parts)
    with progress_bar("Searching", withdrawn) as advance:
        return prove(
            snapshot,
            versions,
            Library(settings.home),
            embedder,
            on=date.today(),
            candidates=settings.candidates,
            count=settings.evidence,
            progress=advance,
        )


def _say(versions: int, snapshots: int, proof: "Proof | None", faults: Sequence[str]) -> None:
    from assistant.curate.proof import PROBES

    say(
        f"Checked the source and text of {counted(versions, 'version')} and every file of "
        f"{counted(snapshots, 'snapshot')}."
    )
    if proof:
        say(
            f"Snapshot {proof.snapshot}: {counted(proof.versions, 'version')} looked up in the "
            f"catalogue, {len(proof.withdrawn)} of them not in force today."
        )
        tried = f"{proof.probes} searches with their own words, up to {PROBES} for each version"
        say(
            f"None of their {proof.passages} passages passes the filter of questions, and none is "
            f"found by {tried}."
            if not proof.faults
            else f"Their {proof.passages} passages were held against the filter of questions, and "
            f"searched for by {tried}."
        )
    for fault in faults:
        say(f"! {fault}")
    say(f"{counted(len(faults), 'fault')}.")
