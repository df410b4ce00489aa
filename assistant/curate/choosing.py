"""Which two versions are compared, when a curator names them all, some or none."""

from collections.abc import Sequence
from datetime import date

from corpus.errors import CatalogueError
from corpus.versions import Version, in_force


def newest(versions: Sequence[Version]) -> Version:
    """The draft added last, or else the version that comes into force last."""
    drafts = [one for one in versions if one.is_draft]
    return max(drafts, key=lambda one: one.ordinal) if drafts else _in_time(versions)[-1]


def reference(versions: Sequence[Version], after: Version, on: date) -> Version:
    """What `after` would replace: the version in force on that day, or else the one before it.

    CatalogueError when the document has no other version.
    """
    now = [one for one in in_force(versions, on).values() if one.document == after.document]
    if now and now[0].key != after.key:
        return now[0]
    others = [one for one in _in_time(versions) if one.key != after.key]
    if not others:
        raise CatalogueError(
            f"{after.key} is the only version of {after.document}: add another one, or compare "
            "two documents with `assistant corpus diff DOC@VERSION DOC@VERSION`"
        )
    earlier = [one for one in others if _moment(one) < _moment(after)]
    return (earlier or others)[-1]


def pair(
    versions: Sequence[Version], before: str | None, after: str | None, on: date
) -> tuple[Version, Version]:
    """Two versions of one document: those named, or those that stand in for what is not.

    CatalogueError for a version that is not there, or when there is no other one.
    """
    last = _named(versions, after) if after else newest(versions)
    if before is None:
        return reference(versions, last, on), last
    first = _named(versions, before)
    if after is None and first.key == last.key:
        return reference(versions, last, on), last
    return first, last


def _named(versions: Sequence[Version], name: str) -> Version:
    for one in versions:
        if one.metadata.version == name:
            return one
    known = ", ".join(one.metadata.version for one in versions)
    raise CatalogueError(f"{versions[0].document} has no version {name!r}: it has {known}")


def _in_time(versions: Sequence[Version]) -> list[Version]:
    return sorted(versions, key=_moment)


def _moment(version: Version) -> tuple[date, int]:
    return version.metadata.effective or date.max, version.ordinal
