"""A document version as the catalogue knows it, and which one is in force on a date."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from corpus.collecting import collector_paused
from corpus.metadata import KEYS, Metadata


class Status(StrEnum):
    """Where a version stands on a date."""

    DRAFT = "draft"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    RETIRED = "retired"


class Stage(StrEnum):
    """Where a version stands in its life: the status, with approved told apart by dates."""

    DRAFT = "draft"
    APPROVED = "approved"
    """Approved, its effective date still to come."""
    EFFECTIVE = "effective"
    REVIEW_DUE = "review due"
    """In force, its review date passed."""
    SUPERSEDED = "superseded"
    RETIRED = "retired"

    @property
    def status(self) -> Status:
        """The status of the contract, which does not look at dates."""
        dated = self is Stage.APPROVED or self.in_force
        return Status.APPROVED if dated else Status(self.value)

    @property
    def in_force(self) -> bool:
        """Whether a version there may be retrieved, cited and quoted."""
        return self in (Stage.EFFECTIVE, Stage.REVIEW_DUE)


_WHATEVER_DAY = {
    Status.DRAFT: Stage.DRAFT,
    Status.SUPERSEDED: Stage.SUPERSEDED,
    Status.RETIRED: Stage.RETIRED,
}


@dataclass(frozen=True)
class Version:
    """One version of a document, with what happened to it."""

    metadata: Metadata
    ordinal: int
    """Order of addition within the catalogue, from 1."""
    source_name: str
    source_sha256: str
    text_sha256: str
    pages: int
    problems: tuple[str, ...]
    """What could not be read, one sentence each."""
    added_at: datetime
    approved_at: datetime | None = None
    approved_by: str = ""
    retired_on: date | None = None
    retired_by: str = ""
    retired_reason: str = ""
    rehearsed: bool = False
    """A draft taken as approved to try it out; never stored, and cited as a draft."""

    key: str = field(init=False, repr=False, compare=False)
    """`document@version`, unique in the catalogue; made once, since lists ask for it often."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.metadata.id}@{self.metadata.version}")
        if self.approved_at and not (self.approved_by and self.metadata.effective):
            raise ValueError(f"{self.key} is approved without a name or an effective date")
        if self.retired_on and not (self.retired_by and self.retired_reason):
            raise ValueError(f"{self.key} is retired without a name or a reason")

    @property
    def document(self) -> str:
        """The id that stays the same over versions."""
        return self.metadata.id

    @property
    def is_draft(self) -> bool:
        """Whether it still waits for an approval: neither approved nor withdrawn."""
        return self.approved_at is None and self.retired_on is None

    @property
    def effective(self) -> date:
        """First day in force; only an approved version surely has one."""
        if self.metadata.effective is None:
            raise ValueError(f"{self.key} has no effective date")
        return self.metadata.effective

    @property
    def never_in_force(self) -> bool:
        """Whether it is no approved version, or was withdrawn before its first day."""
        if self.approved_at is None:
            return True
        return self.retired_on is not None and self.retired_on < self.effective

    def retired(self, on: date) -> bool:
        """Whether it was withdrawn on or before that day."""
        return self.retired_on is not None and self.retired_on <= on

    def review_overdue(self, on: date) -> bool:
        """Whether its review date has passed on that day."""
        return self.metadata.review is not None and self.metadata.review < on


def changed_keys(before: Version, after: Version) -> tuple[str, ...]:
    """What differs between two readings of one version: keys of its metadata, `file`, `text`.

    An approval may fill in the effective date that a draft left open; that is no difference.
    """
    keys = [key for key in KEYS if getattr(before.metadata, key) != getattr(after.metadata, key)]
    if after.approved_at and before.metadata.effective is None and "effective" in keys:
        keys.remove("effective")
    if before.source_sha256 != after.source_sha256:
        keys.append("file")
    if before.text_sha256 != after.text_sha256:
        keys.append("text")
    return tuple(keys)


def in_force(versions: Iterable[Version], on: date) -> dict[str, Version]:
    """The versions that may be retrieved and cited on that day, by their key."""
    effective = _effective(versions, on)
    superseded = _superseded(effective)
    return {
        version.key: version
        for version in effective
        if version.key not in superseded and not version.retired(on)
    }


def without_overdue(
    in_force: Mapping[str, Version], on: date, types: Set[str]
) -> tuple[Mapping[str, Version], Mapping[str, Version]]:
    """What is left in use of `in_force`, and what is not: those of `types` with an overdue review.

    `types` are document types in lower case.
    """
    if not types:
        return in_force, {}
    left_out = {
        key: version
        for key, version in in_force.items()
        if version.review_overdue(on) and version.metadata.type.casefold() in types
    }
    used = {key: version for key, version in in_force.items() if key not in left_out}
    return used, left_out


def statuses(versions: Iterable[Version], on: date) -> dict[str, Status]:
    """The status of every version on that day, by its key."""
    every = tuple(versions)
    superseded = _superseded(_effective(every, on))

    def status(version: Version) -> Status:
        if version.retired(on):
            return Status.RETIRED
        if version.approved_at is None:
            return Status.DRAFT
        return Status.SUPERSEDED if version.key in superseded else Status.APPROVED

    return {version.key: status(version) for version in every}


def stages(versions: Iterable[Version], on: date) -> dict[str, Stage]:
    """Where every version stands in its life on that day, by its key."""
    every = tuple(versions)
    with collector_paused():
        status = statuses(every, on)
        return {version.key: _stage(version, status[version.key], on) for version in every}


def _stage(version: Version, status: Status, on: date) -> Stage:
    if status is not Status.APPROVED:
        return _WHATEVER_DAY[status]
    if version.effective > on:
        return Stage.APPROVED
    return Stage.REVIEW_DUE if version.review_overdue(on) else Stage.EFFECTIVE


def place(version: Version) -> tuple[date, int]:
    """Of two versions, the one of the later place replaces the other."""
    return version.effective, version.ordinal


def _effective(versions: Iterable[Version], on: date) -> list[Version]:
    """The versions whose first day in force has come; one withdrawn before it replaces nothing."""
    return [one for one in versions if not one.never_in_force and one.effective <= on]


def _superseded(effective: Iterable[Version]) -> set[str]:
    """Keys replaced by a later version of the same document, or by one that says so.

    A retired successor counts too: withdrawing it never revives the version before. So does one
    that was itself replaced by a version that no longer says what it supersedes.
    """
    ordered = sorted(effective, key=place)
    newest: dict[str, str] = {}
    keys: set[str] = set()
    for version in ordered:
        if version.document in newest:
            keys.add(newest[version.document])
        newest[version.document] = version.key
    naming = [version for version in ordered if version.metadata.supersedes]
    by_document: dict[str, list[str]] = {}
    for version in ordered if naming else ():
        by_document.setdefault(version.document, []).append(version.key)
    for version in naming:
        for name in version.metadata.superseded:
            if "@" in name and name != version.key:
                keys.add(name)
            elif name != version.document:
                keys.update(by_document.get(name, ()))
    return keys
