"""Finds strings in every file of a folder, also in base64, in URLs, escaped, and in other case."""

import base64
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate
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
    texts, exact = _needles(canaries)
    found: dict[str, list[str]] = defaultdict(list)
    for path in _files(folder, leave_out):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise RunError(f"{path} cannot be searched ({error.strerror})") from None
        name = path.relative_to(folder).as_posix()
        held = {canary for needle, _ in _places(_folded(data), texts) for canary in texts[needle]}
        held |= {canary for needle, _ in _places(data, exact) for canary in exact[needle]}
        for canary in held:
            found[canary].append(name)
    return {canary: tuple(names) for canary, names in sorted(found.items())}


def lines_holding(data: bytes, canaries: Collection[str]) -> dict[str, list[bytes]]:
    """The lines of a file that hold each canary, in the forms `find_canaries` looks for.

    None for a canary that has a line break itself, or that the file does not hold.
    """
    texts, exact = _needles(canaries)
    folded = _folded(data)
    # Folding changes no line break, but where it is.
    lines = data.split(b"\n")
    numbers: dict[str, set[int]] = {canary: set() for canary in canaries}
    for searched, cut, needles in (
        (folded, folded.split(b"\n"), texts),
        (data, lines, exact),
    ):
        begins = list(accumulate((len(line) + 1 for line in cut), initial=0))
        for needle, at in _places(searched, [one for one in needles if b"\n" not in one]):
            for canary in needles[needle]:
                numbers[canary].add(bisect_right(begins, at) - 1)
    return {canary: [lines[one] for one in sorted(held)] for canary, held in numbers.items()}


def _needles(canaries: Iterable[str]) -> tuple[dict[bytes, list[str]], dict[bytes, list[str]]]:
    """What to look for in folded text, and in the text as it is, each with the canaries it is of.

    Two that differ only in case are the same in folded text.
    """
    folded: dict[bytes, list[str]] = defaultdict(list)
    exact: dict[bytes, list[str]] = defaultdict(list)
    for canary in dict.fromkeys(canaries):
        for needles, forms in ((folded, _texts(canary)), (exact, _base64(canary))):
            for form in dict.fromkeys(forms):
                needles[form].append(canary)
    return folded, exact


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


def _places(data: bytes, needles: Collection[bytes]) -> Iterator[tuple[bytes, int]]:
    """Every needle in the data with every place of it, in no order.

    Looked for one by one they would be read hundreds of times: instead every place is marked
    whose next bytes begin a needle, by a table of hashes, and only those are compared.
    """
    import numpy as np

    beginning: dict[int, list[bytes]] = defaultdict(list)
    for needle in needles:
        if len(needle) < WINDOW:
            yield from ((needle, at) for at in _each(needle, data))
        else:
            beginning[int.from_bytes(needle[:WINDOW], "little")].append(needle)
    table = np.zeros(1 << 16, bool)
    codes = np.array(list(beginning), np.uint32)
    table[(codes * np.uint32(_HASH)) >> np.uint32(16)] = True
    for offset in range(min(WINDOW, len(data) - WINDOW + 1)):
        count = (len(data) - offset) // WINDOW
        # Bytes are read as numbers where they lie, from each of four offsets.
        windows = np.frombuffer(data, "<u4", count, offset)
        hits = np.flatnonzero(table[(windows * np.uint32(_HASH)) >> np.uint32(16)])
        for hit, code in zip(hits.tolist(), windows[hits].tolist(), strict=True):
            at = offset + hit * WINDOW
            yield from (
                (needle, at) for needle in beginning.get(code, ()) if data.startswith(needle, at)
            )


def _each(needle: bytes, data: bytes) -> Iterator[int]:
    at = data.find(needle)
    while at >= 0:
        yield at
        at = data.find(needle, at + 1)
