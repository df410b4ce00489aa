"""The digest of code: what came of other code is not taken for what this code would do."""

import hashlib
from functools import cache
from pathlib import Path
from types import ModuleType

_SOURCES = frozenset({".py", ".csv", ".txt", ".json", ".jinja"})


@cache
def sources_digest(*packages: ModuleType) -> str:
    """sha256 over the code and word lists of packages, the demonstration documents left out."""
    digest = hashlib.sha256()
    for package in packages:
        root = Path(str(package.__file__)).parent
        for file in sorted(root.rglob("*")):
            if file.suffix in _SOURCES and file.relative_to(root).parts[0] != "demonstration":
                name = f"{root.name}/{file.relative_to(root).as_posix()}"
                digest.update(f"{name}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return digest.hexdigest()
