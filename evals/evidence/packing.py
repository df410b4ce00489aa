"""A zip whose every byte follows from what it holds: fixed times, sorted, stored uncompressed.

Stored, it cannot be a bomb, and packing its members again tells whether any byte of it changed,
whatever version of a compression library is at hand.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from corpus.errors import AuditError

_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows."""
_MODE = 0o100644 << 16
_UNIX = 3


def pack(members: Mapping[str, bytes]) -> bytes:
    """The archive of these members; the same bytes for the same members, on any machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            about = zipfile.ZipInfo(name, _TIME)
            about.external_attr = _MODE
            about.create_system = _UNIX
            archive.writestr(about, members[name])
    return packed.getvalue()


def unpack(data: bytes) -> tuple[dict[str, bytes], list[str]]:
    """The members, and the names of those whose checksum is wrong.

    Nothing is written anywhere. Raises AuditError for what is no archive of ours: compressed or
    overlapping members, names that lead out of a folder, a name twice.
    """
    members: dict[str, bytes] = {}
    damaged = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check(infos, len(data))
            for info in infos:
                try:
                    members[info.filename] = archive.read(info)
                except (zipfile.BadZipFile, EOFError):
                    damaged.append(info.filename)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError,
            OverflowError, OSError) as error:  # fmt: skip
        raise AuditError(
            f"the bundle cannot be opened ({error}): get it again from whoever signed it"
        ) from None
    return members, damaged


def _check(infos: list[zipfile.ZipInfo], size: int) -> None:
    names = [info.filename for info in infos]
    for info in infos:
        stored = info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size
        if not stored or info.flag_bits & 0x1:
            raise AuditError(
                f"the member {info.filename!r} is compressed or encrypted, which a bundle never "
                "is: do not unpack it, and get the bundle again from whoever signed it"
            )
        if not safe(info.filename):
            raise AuditError(
                f"the member {info.filename!r} would be written outside the folder it is unpacked "
                "in: do not unpack it, and get the bundle again from whoever signed it"
            )
    if len(set(names)) != len(names) or sum(info.file_size for info in infos) > size:
        raise AuditError(
            "the bundle holds a name twice or members that overlap: do not unpack it, "
            "and get it again from whoever signed it"
        )


def safe(name: str) -> bool:
    """Whether a member's name stays inside the folder it is unpacked in, on any system."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and name == "/".join(parts)
        and name.isprintable()
        and not any(part == ".." or set(part) & set('\\:*?"<>|/') for part in parts)
    )
