"""What a password has to be, and its hash: argon2 with the parameters its library recommends."""

import unicodedata
from functools import cache

from corpus.errors import AccountError

SHORTEST = 12
"""Characters; a short sentence is easier to remember than a short riddle."""
LONGEST = 256
_DISTINCT = 5
"""Different characters at least, so that twelve times the same is none."""


def hash_password(name: str, password: str) -> str:
    """The hash to keep for an account's new password; AccountError when it is too easy."""
    from argon2 import PasswordHasher

    words = _canonical(password)
    if not SHORTEST <= len(words) <= LONGEST:
        raise AccountError(
            f"a password has {SHORTEST} to {LONGEST} characters, this one has {len(words)}: "
            "take several words"
        )
    if len(set(words)) < _DISTINCT or name.casefold() in words.casefold():
        raise AccountError(
            "this password is easy to guess: take several words without the account's name"
        )
    return PasswordHasher().hash(words)


def is_password(kept: str, password: str) -> bool:
    """Whether it is the password of the hash `kept`; as slow when `kept` is empty, for none."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    words = _canonical(password[: 4 * LONGEST])
    try:
        PasswordHasher().verify(kept or _of_nobody(), words)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


@cache
def _of_nobody() -> str:
    """The hash that takes as long to check as anybody's."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash("")


def _canonical(password: str) -> str:
    """One way of writing what two keyboards write differently."""
    return unicodedata.normalize("NFKC", password)
