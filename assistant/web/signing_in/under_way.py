"""A sign-in with the provider that is under way: kept by the browser, sealed by this server."""

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import orjson

PATIENCE = 600.0
"""Seconds somebody may take to sign in there."""
_HEADER = {"alg": "dir", "enc": "A256GCM"}
_ALGORITHMS = list(_HEADER.values())


@dataclass(frozen=True)
class UnderWay:
    """What the way back has to fit to."""

    state: str
    nonce: str
    verifier: str
    back: str
    """The address to go on to."""
    until: float
    """Seconds of the epoch."""


class Seal:
    """Makes it a cookie that only servers with the same client secret can read or make.

    So any of several servers can end what another began, also after a restart. RFC 7516, by
    joserfc.
    """

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        # A key of its own: the secret itself is the provider's, and for nothing else.
        self._key = hmac.digest(secret.encode(), b"assistant: sign-in under way", hashlib.sha256)
        self._clock = clock

    def close(self, state: str, nonce: str, verifier: str, back: str) -> str:
        """The cookie, which holds for `PATIENCE`; under 4 KB, as browsers keep them."""
        from joserfc import jwe
        from joserfc.jwk import OctKey

        begun = UnderWay(state, nonce, verifier, back, self._clock() + PATIENCE)
        key = OctKey.import_key(self._key)
        plain = orjson.dumps(asdict(begun))
        return jwe.encrypt_compact(dict(_HEADER), plain, key, algorithms=_ALGORITHMS)

    def open(self, cookie: str) -> UnderWay | None:
        """What was closed; None for what is too old, or was not closed here."""
        from joserfc import jwe
        from joserfc.errors import JoseError
        from joserfc.jwk import OctKey

        key = OctKey.import_key(self._key)
        try:
            opened = jwe.decrypt_compact(cookie, key, algorithms=_ALGORITHMS)
        except (JoseError, ValueError, TypeError):
            return None
        begun = UnderWay(**orjson.loads(opened.plaintext or b""))
        return begun if self._clock() < begun.until else None
