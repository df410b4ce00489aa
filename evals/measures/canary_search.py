"""Finds strings in every file of a folder, also in base64, in URLs, escaped, and in other case."""

import base64
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

from corpus.errors import RunError

WINDOW = 4
"""Bytes by which places worth a look are found."""
SHORTEST_BASE64 = 6
"""Characters that are sure of a string inside of longer base64; fewer would be found by chance."""
_HASH = 2_654_435_761


def find_canaries(
    folder: Path, canaries: Iterable[str], leave_out: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """The files, by name within `folder`, of each canary that stands in one or more.

    Looked for: the bytes of UTF-8 whatever their case, JSON's and URLs' escapes of them, and
    base64 at any offset, plain or for URLs. `leave_out` names files and folders directly in
    `folder`. Not opened: compressed and encrypted files. RunError for a file that cannot be read.
    """
    folded: dict[bytes, str] = {}
    exact: dict[bytes, str] = {}
    for canary in dict.fromkeys(canaries):
        folded |= dict.fromkeys(_texts(canary), canary)
        exact |= dict.fromkeys(_base64(canary), canary)
    found: dict[str, list[str]] = defaultdict(list)
    for path in _files(folder, leave_out):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise RunError(f"{path} cannot be searched ({error.strerror})") from None
        name = path.relative_to(folder).as_posix()
        for canary in dict.fromkeys([*_search(_folded(data), folded), *_search(data, exact)]):
            found[canary].append(name)
    return {canary: tuple(names) for canary, names in sorted(found.items())}


def lines_holding(data: bytes, canaries: Iterable[str]) -> dict[str, list[bytes]]:
    """The lines of a file that hold each canary, in the forms `find_canaries` looks for.

    None for a canary that has a line break itself, or that the file does not hold.
    """
    lines = data.split(b"\n")
    # Folding changes no line break.
    folded = _folded(data).split(b"\n")
    found: dict[str, list[bytes]] = {}
    for canary in canaries:
        texts, exact = tuple(_texts(canary)), tuple(_base64(canary))
        found[canary] = [
            line
            for line, same in zip(lines, folded, strict=True)
            if any(text in same for text in texts) or any(text in line for text in exact)
        ]
    return found


def _texts(canary: str) -> Iterator[bytes]:
    """The canary as plain text, as JSON and as a URL write it, folded as the files are."""
    for form in (canary, json.dumps(canary)[1:-1], quote(canary, safe=""), quote_plus(canary)):
        yield form.casefold().encode()


def _base64(canary: str) -> Iterator[bytes]:
    """What of its base64 does not depend on what stands around it, at each of three offsets."""
    data = canary.encode()
    for offset, dependent in enumerate((0, 2, 3)):
        encoded = base64.b64encode(bytes(offset) + data)
        sure = encoded[dependent : (offset + len(data)) * 8 // 6]
        if len(sure) >= SHORTEST_BASE64:
            yield sure
            yield sure.translate(bytes.maketrans(b"+/", b"-_"))


def _folded(data: bytes) -> bytes:
    """The text without case; only what is not ASCII is decoded, as it is a small part of a run."""
    if data.isascii():
        return data.lower()
    import numpy as np

    lower = data.lower()
    beyond = np.flatnonzero(np.frombuffer(data, np.uint8) > 0x7F)
    breaks = np.flatnonzero(np.diff(beyond) > 1)
    starts = beyond[np.r_[0, breaks + 1]].tolist()
    ends = (beyond[np.r_[breaks, len(beyond) - 1]] + 1).tolist()
    pieces, at = [], 0
    for start, end in zip(starts, ends, strict=True):
        pieces.append(lower[at:start])
        pieces.append(data[start:end].decode(errors="replace").casefold().encode())
        at = end
    return b"".join([*pieces, lower[at:]])


def _files(folder: Path, leave_out: Collection[str]) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).parts[0] not in leave_out:
            yield path


def _search(data: bytes, needles: Mapping[bytes, str]) -> set[str]:
    """The canaries of the needles in the data.

    Looked for one by one they would be read hundreds of times: instead every place is marked
    whose next bytes begin a needle, by a table of hashes, and only those are compared.
    """
    if len(data) < WINDOW or not needles:
        return {canary for needle, canary in needles.items() if needle in data}
    import numpy as np

    short = {
        canary for needle, canary in needles.items() if len(needle) < WINDOW and needle in data
    }
    beginning: dict[int, list[bytes]] = defaultdict(list)
    for needle in needles:
        if len(needle) >= WINDOW:
            beginning[int.from_bytes(needle[:WINDOW], "little")].append(needle)
    table = np.zeros(1 << 16, bool)
    codes = np.array(list(beginning), np.uint32)
    table[(codes * np.uint32(_HASH)) >> np.uint32(16)] = True
    found = set(short)
    for offset in range(min(WINDOW, len(data) - WINDOW + 1)):
        count = (len(data) - offset) // WINDOW
        # Bytes are read as numbers where they lie, from each of four offsets.
        windows = np.frombuffer(data, "<u4", count, offset)
        hits = np.flatnonzero(table[(windows * np.uint32(_HASH)) >> np.uint32(16)])
        found.update(
            needles[needle]
            for at, code in zip(hits.tolist(), windows[hits].tolist(), strict=True)
            for needle in beginning.get(code, ())
            if data.startswith(needle, offset + at * WINDOW)
        )
    return found
