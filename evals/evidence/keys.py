"""The two halves of an Ed25519 key as PEM files: one signs and stays, one is given away."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import AuditError
from corpus.storage import storage_errors

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

MAKE = "make a pair with `assistant eval keygen NAME`"
ASK = "ask whoever signed for their public key"


def make_keys(name: Path) -> tuple[Path, Path]:
    """Write `NAME.private.pem`, readable by its owner alone, and `NAME.public.pem`.

    Raises StorageError, also when one of them is there already: a key is never replaced.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = name.with_name(f"{name.name}.private.pem")
    public = name.with_name(f"{name.name}.public.pem")
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    shown = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    for path, data, mode in ((private, secret, 0o600), (public, shown, 0o644)):
        with storage_errors(f"writing the key {path}"):
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
    return private, public


def read_private(path: Path) -> "Ed25519PrivateKey":
    """The signing half; AuditError when the file holds none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    data = _read(path, MAKE)
    try:
        key = load_pem_private_key(data, password=None)
    except TypeError:
        raise AuditError(
            f"the key {path} is protected by a password: give one that is not, "
            "and protect the folder it is in"
        ) from None
    except Exception:  # what a broken file raises differs between versions of the library
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise AuditError(f"{path} holds no private Ed25519 key in PEM: {MAKE}")
    return key


def read_public(path: Path) -> "Ed25519PublicKey":
    """The half that checks; AuditError when the file holds none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    data = _read(path, ASK)
    try:
        key = load_pem_public_key(data)
    except Exception:  # as above
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise AuditError(f"{path} holds no public Ed25519 key in PEM: {ASK}")
    return key


def fingerprint(key: "Ed25519PublicKey") -> str:
    """The sha256 of the key's 32 bytes, by which people compare keys."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def _read(path: Path, advice: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AuditError(f"the key {path} cannot be read ({error.strerror}): {advice}") from None
