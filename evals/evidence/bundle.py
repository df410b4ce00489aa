"""Sealing a run: its files, their digests in `bundle.json`, and a signature over that."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from corpus.errors import RunError
from corpus.storage import storage_errors, write_whole
from evals.evidence.keys import fingerprint, read_private
from evals.evidence.packing import pack

CONTENTS = "bundle.json"
SIGNATURE = "bundle.json.sig"
"""The 64 bytes of Ed25519 over `bundle.json`, so that openssl can check them too."""
FORMAT = 1
_LEFT_OUT = frozenset({"cache"})
_NEEDED = ("manifest.json", "outcomes.jsonl", "sources.json", "scores.json", "report.html")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle says of itself, signed."""

    run: str
    """The id of the run's manifest."""
    state: str
    """`complete`, or how far the run got."""
    filtered: bool
    """Whether only some of the suites' cases were asked."""
    signer: str
    """Fingerprint of the key that signed."""
    files: int
    bytes: int

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {name: getattr(self, name) for name in self.__slots__}


def export_bundle(run_folder: Path, key: Path, out: Path, gates: Path | None = None) -> Bundle:
    """Seal the run with its suites, scores and report, and the gates it was held against.

    The same run, gates and key give the same bytes. Raises RunError for a run without scores or
    report, AuditError for the key, StorageError.
    """
    signing = read_private(key)
    members = _members(run_folder)
    if gates is not None:
        with storage_errors(f"reading {gates}"):
            members["gates.yaml"] = gates.read_bytes()
    manifest = _manifest(members["run/manifest.json"])
    contents = {
        "format": FORMAT,
        "run": manifest["id"],
        "state": manifest["state"],
        "filtered": any(value for name, value in manifest["filters"].items() if name != "suites"),
        "signer": fingerprint(signing.public_key()),
        "files": {
            name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in members.items()
        },
    }
    written = orjson.dumps(contents, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)
    packed = pack(members | {CONTENTS: written, SIGNATURE: signing.sign(written)})
    write_whole(out, packed)
    return describe(contents, len(packed))


def describe(contents: dict[str, Any], size: int) -> Bundle:
    """What `bundle.json` says; KeyError or TypeError when it is not ours."""
    return Bundle(
        run=str(contents["run"]),
        state=str(contents["state"]),
        filtered=bool(contents["filtered"]),
        signer=str(contents["signer"]),
        files=len(contents["files"]),
        bytes=size,
    )


def _members(folder: Path) -> dict[str, bytes]:
    """Every file of the run folder by its name in the bundle."""
    members = {}
    with storage_errors(f"reading the run {folder}"):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            left_out = inside.parts[0] in _LEFT_OUT or path.name.startswith(".")
            if path.is_symlink() or not path.is_file() or left_out or path.suffix == ".zip":
                continue  # an earlier bundle is no part of the next
            members[f"run/{inside.as_posix()}"] = path.read_bytes()
    missing = [name for name in _NEEDED if f"run/{name}" not in members]
    if missing:
        raise RunError(
            f"{folder} has no {', '.join(missing)}: only a scored run with its report is evidence; "
            "`assistant eval run` makes one"
        )
    return members


def _manifest(data: bytes) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = orjson.loads(data)
        manifest["id"], manifest["state"], manifest["filters"]
    except (ValueError, KeyError, TypeError):
        raise RunError("the run's manifest.json is damaged: run the suites again") from None
    return manifest
