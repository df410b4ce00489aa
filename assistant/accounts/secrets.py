"""Random secrets, of which only a hash is kept."""

import hashlib
import secrets

_BYTES = 32


def new_secret() -> str:
    """256 random bits, in characters that a header and a cookie take."""
    return secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    """What is kept of a secret. Plain SHA-256 is enough: nobody can try 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
