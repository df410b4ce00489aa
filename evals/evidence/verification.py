"""Checking a bundle: who signed it, every digest, nothing missing, nothing added."""

import hashlib
from pathlib import Path
from typing import Any

import orjson

from corpus.errors import AuditError
from corpus.storage import storage_errors
from evals.evidence.bundle import CONTENTS, FORMAT, SIGNATURE, Bundle, describe
from evals.evidence.keys import fingerprint, read_public
from evals.evidence.packing import pack, unpack


def verify_bundle(bundle: Path, public_key: Path) -> Bundle:
    """What the bundle says of itself, once every byte of it is what was signed.

    Raises AuditError that names the members that were changed, added or taken away; nothing is
    unpacked.
    """
    key = read_public(public_key)
    with storage_errors(f"reading {bundle}"):
        data = bundle.read_bytes()
    members, damaged = unpack(data)
    contents = _signed_contents(bundle, members, key)
    faults = _faults(contents["files"], members, damaged)
    if faults:
        raise AuditError(
            f"{bundle} is not what was signed: {'; '.join(faults)}: "
            "do not rely on it, and get it again from whoever signed it"
        )
    if pack(members) != data:
        raise AuditError(
            f"every member of {bundle} is what was signed, but the archive around them was "
            "changed or packed again: get it again from whoever signed it"
        )
    return describe(contents, len(data))


def _signed_contents(bundle: Path, members: dict[str, bytes], key: Any) -> dict[str, Any]:
    from cryptography.exceptions import InvalidSignature

    written, signature = members.get(CONTENTS, b""), members.get(SIGNATURE, b"")
    try:
        key.verify(signature, written)
    except InvalidSignature:
        raise AuditError(
            f"the signature of {bundle} does not fit {CONTENTS} and the key {fingerprint(key)}: "
            f"{CONTENTS} or {SIGNATURE} was changed, or another key signed; "
            "get the bundle and the public key again from whoever signed it"
        ) from None
    try:
        contents: dict[str, Any] = orjson.loads(written)
        describe(contents, 0)
        version = contents["format"]
    except (ValueError, KeyError, TypeError):
        version = None
    if version != FORMAT:
        raise AuditError(
            f"{bundle} was signed in format {version!r}, and this software reads {FORMAT}: "
            "check it with the version that made it"
        )
    return contents


def _faults(files: dict[str, Any], members: dict[str, bytes], damaged: list[str]) -> list[str]:
    changed = [
        name
        for name, said in files.items()
        if name in members
        and (len(members[name]), hashlib.sha256(members[name]).hexdigest())
        != (said["bytes"], said["sha256"])
    ]
    there = members.keys() | set(damaged)
    missing = files.keys() - there
    added = there - files.keys() - {CONTENTS, SIGNATURE}
    found = (("changed", [*changed, *damaged]), ("missing", missing), ("added", added))
    return [f"{what}: {', '.join(sorted(names))}" for what, names in found if names]
