"""Names the state of the vocabulary, so that caches and manifests notice when it changes."""

import hashlib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def vocabulary_identity() -> str:
    """The first 16 hex digits of a digest over this package's code and lists."""
    digest = hashlib.sha256()
    package = resources.files("assistant.vocabulary")
    for file in sorted(package.iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".csv", ".txt")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
