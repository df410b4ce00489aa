"""What may not happen in the life of a version, each rule with the sentence that says so."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from corpus.errors import CatalogueError, MetadataError
from corpus.labels import comes_before
from corpus.versions import Stage, Version, changed_keys, place

_MAX_CHARACTERS = 1000
_NO_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Characters that a terminal would obey, that begin a line of their own, or that are none."""


def check_stated(**values: str) -> None:
    """Every change says who made it, and a withdrawal why, in one line; raises MetadataError."""
    for name, value in values.items():
        if not value.strip():
            raise MetadataError(f"the {name} is empty: say who does this, and why")
        if any(unicodedata.category(character) in _NO_TEXT for character in value):
            raise MetadataError(
                f"the {name} {value[:60]!r} holds line breaks or control characters: "
                "write it in one line of plain text"
            )
        if len(value) > _MAX_CHARACTERS:
            raise MetadataError(
                f"the {name} has {len(value)} characters, more than {_MAX_CHARACTERS}: shorten it"
            )


def check_unchanged(known: Version, changes: Sequence[str]) -> None:
    """What was approved or retired never changes: CatalogueError that names the `changes`."""
    # The same file may read otherwise with a newer reader; what was approved stays as it was read.
    if changed := set(changes) - {"text"}:
        state = "retired" if known.retired_on else "approved"
        step = "give the new content a new version"
        if changed == {"review"} and state == "approved":
            step = "record a new date with `assistant corpus review`, or state the one it has"
        raise CatalogueError(
            f"{known.key} is already {state} and its {', '.join(changes)} would change: {step}"
        )


def check_draft(found: Version, seen: Version | None) -> None:
    """Only a draft is approved, and as its approver has `seen` it; raises CatalogueError."""
    if found.approved_at:
        raise CatalogueError(f"{found.key} is already approved, by {found.approved_by}")
    if found.retired_on:
        raise CatalogueError(
            f"{found.key} is retired ({found.retired_reason}): add its content again "
            "under a new version to approve it"
        )
    if seen is not None and (changes := changed_keys(seen, found)):
        raise CatalogueError(
            f"{found.key} was amended meanwhile ({', '.join(changes)}): look at it again, "
            "then approve it"
        )


def check_dates(found: Version, effective: date) -> None:
    """A version is in force before its review is due; raises MetadataError."""
    review = found.metadata.review
    if review and review <= effective:
        raise MetadataError(
            f"{found.key} is due for review on {review}, not after {effective}, its first day in "
            "force: choose an earlier day, or add the file again with a later review date"
        )


def check_approver(approved: Version, authors: Iterable[str]) -> None:
    """Nobody approves alone what they wrote or brought in; raises CatalogueError."""
    if _folded(approved.approved_by) in map(_folded, authors):
        raise CatalogueError(
            f"{approved.key} was added or amended by {approved.approved_by}, who cannot approve "
            "it too: ask a second person, or set second_person = false in settings.toml where "
            "there is only one"
        )


def check_order(approved: Version, others: Iterable[Version], *, unlike: bool) -> None:
    """No version goes backwards: labels and first days in force of a document go the same way.

    With `unlike`, a label that cannot be compared with that of the newest version counts as newer.
    Raises CatalogueError that names the other version.
    """
    other = _out_of_order(approved, others, unlike)
    if other is not None:
        raise CatalogueError(
            f"{approved.key} in force from {approved.effective} and {other.key} in force from "
            f"{other.effective} would go backwards: choose a day that follows the order of the "
            "labels, or add the content under another version"
        )


def check_in_use(found: Version, stage: Stage) -> None:
    """Only what is approved and neither withdrawn nor replaced is reviewed; CatalogueError."""
    if found.retired_on is not None:
        raise CatalogueError(f"{found.key} is retired, not reviewed: add its content anew")
    if found.approved_at is None:
        raise CatalogueError(f"{found.key} is a draft, not reviewed again: approve it")
    if stage is Stage.SUPERSEDED:
        raise CatalogueError(
            f"{found.key} is superseded, not reviewed again: review what took its place"
        )


def check_next_review(found: Version, until: date, today: date) -> None:
    """A review moves the next one on, into the future; raises MetadataError."""
    latest = max(found.metadata.review or today, found.effective, today)
    if until <= latest:
        raise MetadataError(
            f"the next review of {found.key} cannot be on {until}: choose a day after {latest}"
        )


def _out_of_order(approved: Version, others: Iterable[Version], unlike: bool) -> Version | None:
    label = approved.metadata.version
    ever = [one for one in others if not one.never_in_force and one.key != approved.key]
    for other in ever:
        older = comes_before(label, other.metadata.version)
        newer = comes_before(other.metadata.version, label)
        later = place(approved) > place(other)
        if (older and later) or (newer and not later):
            return other
    newest = max(ever, key=place, default=None)
    if newest is None or not unlike or approved.effective >= newest.effective:
        return None
    return newest if comes_before(label, newest.metadata.version) is None else None


def _folded(name: str) -> str:
    """One person's name, however it was typed, without what nobody sees."""
    seen = (c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    return " ".join("".join(seen).casefold().split())
