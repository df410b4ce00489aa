"""What changed between two texts, sentence by sentence, what could harm a patient first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from assistant.curate.alignment import Alignment
from assistant.curate.aspects import DANGEROUS, RANK, Aspect, Finding, contents, differences
from assistant.curate.edits import Edit, edits_between
from assistant.curate.lines import Line, lines_of
from assistant.phrasing.limits import limits_treatment
from corpus.library import Library
from corpus.metadata import KEYS, Metadata
from corpus.text import Text
from corpus.versions import Version


class Kind(StrEnum):
    """What happened to a sentence or heading."""

    UNCHANGED = "unchanged"
    """It says the same in the same place; its layout may differ."""
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"
    """It says the same in another place, or under another heading."""
    ADDED = "added"


_FIRST = {kind: number for number, kind in enumerate(Kind)}
_AT_ONCE = frozenset([Kind.CHANGED, Kind.MOVED])


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence or heading of either text, or of both."""

    kind: Kind
    before: Line | None
    after: Line | None
    findings: tuple[Finding, ...] = ()
    """Most dangerous first; of what came or went alone, what it says."""
    edits: tuple[Edit, ...] = ()
    """The words that differ, as ranges of the two readings."""

    def __post_init__(self) -> None:
        sides = (self.before is not None, self.after is not None)
        wanted = {Kind.REMOVED: (True, False), Kind.ADDED: (False, True)}
        if sides != wanted.get(self.kind, (True, True)):
            raise ValueError(f"a line cannot be {self.kind} with {sides} of its two sides")

    @property
    def line(self) -> Line:
        """The line as it is now, or was last."""
        line = self.after or self.before
        assert line is not None  # checked when built
        return line

    @property
    def aspect(self) -> Aspect:
        """The most dangerous aspect."""
        return self.findings[0].aspect if self.findings else Aspect.WORDING

    @property
    def dangerous(self) -> bool:
        """Whether more than wording or order differs."""
        return self.aspect in DANGEROUS

    @property
    def rank(self) -> tuple[int, ...]:
        """What it is sorted by: lower comes first.

        What says something else now, and a caution that went, come before whole sentences that
        came or went.
        """
        lost_caution = any(finding.aspect is Aspect.CAUTION for finding in self.findings)
        tier = 2 if not self.dangerous else int(not (self.kind in _AT_ONCE or lost_caution))
        return tier, RANK[self.aspect], _FIRST[self.kind], self.line.number

    def to_json(self) -> dict[str, Any]:
        """Everything about the change."""
        return {
            "kind": self.kind.value,
            "aspect": self.aspect.value,
            "dangerous": self.dangerous,
            "findings": [finding.to_json() for finding in self.findings],
            "before": self.before and self.before.to_json(),
            "after": self.after and self.after.to_json(),
            "edits": [edit.to_json() for edit in self.edits],
        }


@dataclass(frozen=True, slots=True)
class MetadataChange:
    """One key of the metadata with another value; empty where nothing was stated."""

    key: str
    before: str
    after: str

    def to_json(self) -> dict[str, str]:
        """Key and both values."""
        return {"key": self.key, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Difference:
    """Two texts compared."""

    lines: tuple[Change, ...]
    """Every sentence and heading of both texts exactly once, unchanged ones too, in the order of
    the text after; what was removed stands where it was."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All that is not unchanged, most dangerous first."""
        changed = (line for line in self.lines if line.kind is not Kind.UNCHANGED)
        return tuple(sorted(changed, key=lambda change: change.rank))

    @property
    def dangerous(self) -> tuple[Change, ...]:
        """The changes of more than wording or order, most dangerous first."""
        return tuple(change for change in self.changes if change.dangerous)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines there are of each kind, and how many changes are dangerous."""
        kinds = Counter(line.kind for line in self.lines)
        return {**{kind.value: kinds[kind] for kind in Kind}, "dangerous": len(self.dangerous)}

    def below(self, heading: Change) -> tuple[Change, ...]:
        """The unchanged sentences that stand below a heading, at any depth."""
        line = heading.after
        if line is None or not line.is_heading:
            return ()
        path = (*line.headings, line.words)
        found = []
        for change in self.lines:
            after = change.after
            if after is None or after.number <= line.number:
                continue
            if after.is_heading and len(after.headings) < len(path):
                break
            if after.headings[: len(path)] == path and not after.is_heading:
                found.append(change)
        return tuple(change for change in found if change.kind is Kind.UNCHANGED)

    def to_json(self) -> dict[str, Any]:
        """Counts, and every change, most dangerous first."""
        return {
            "identical": not self.changes,
            "counts": self.counts,
            "changes": [change.to_json() for change in self.changes],
        }


def compare(before: Text, after: Text) -> Difference:
    """Compare two texts sentence by sentence.

    White space, hyphenation, bullets and the form of quote marks and dashes are no changes.
    """
    sides = lines_of(before), lines_of(after)
    alignment = Alignment(*sides)
    return Difference(tuple(_changes(*sides, alignment)))


def compare_metadata(before: Metadata, after: Metadata) -> tuple[MetadataChange, ...]:
    """The keys whose values differ, in the order in which metadata is shown."""
    old, new = before.values(), after.values()
    return tuple(
        MetadataChange(key, old.get(key, ""), new.get(key, ""))
        for key in KEYS
        if old.get(key) != new.get(key)
    )


def comparison(before: Version, after: Version, library: Library) -> dict[str, Any]:
    """What changed between two versions, in metadata and text, as one plain object."""
    texts = (library.text(one.text_sha256) for one in (before, after))
    return {
        "before": _identity(before),
        "after": _identity(after),
        "metadata": [one.to_json() for one in compare_metadata(before.metadata, after.metadata)],
        **compare(*texts).to_json(),
    }


def _identity(version: Version) -> dict[str, str]:
    metadata = version.metadata
    return {"document": metadata.id, "version": metadata.version, "title": metadata.title}


def _changes(
    before: tuple[Line, ...], after: tuple[Line, ...], alignment: Alignment
) -> Iterator[Change]:
    """Both sides woven into one: a removed line stands behind the one it followed."""
    at = 0

    def removed(until: int) -> Iterator[Change]:
        for line in before[at:until]:
            if line.number not in alignment.after_of:
                yield Change(Kind.REMOVED, line, None, _removal(line))

    for line in after:
        number = alignment.before_of.get(line.number)
        if number is None:
            yield Change(Kind.ADDED, None, line, contents(line.reading))
            continue
        if number >= at:
            yield from removed(number)
            at = number + 1
        yield _paired(before[number], line, alignment)
    yield from removed(len(before))


def _paired(before: Line, after: Line, alignment: Alignment) -> Change:
    here = alignment.same_place(before, after)
    if before.key == after.key:
        if here and after.number in alignment.in_place:
            return Change(Kind.UNCHANGED, before, after)
        aspects = _under_another(before, after) if not here else (Finding(Aspect.ORDER),)
        return Change(Kind.MOVED, before, after, aspects)
    edits = edits_between(before.reading, after.reading)
    findings = list(differences(before.reading, after.reading, edits))
    if _is_caution(before) and not _is_caution(after):
        findings.append(Finding(Aspect.CAUTION, (before.words,)))
    if not here:
        findings += _under_another(before, after)
    findings.sort(key=lambda finding: RANK[finding.aspect])
    return Change(Kind.CHANGED, before, after, tuple(findings), edits)


def _under_another(before: Line, after: Line) -> tuple[Finding, ...]:
    """What it means for a line that other headings stand above it now."""
    paths = " › ".join(before.headings), " › ".join(after.headings)
    found = differences(*paths, edits_between(*paths))
    return (*found, Finding(Aspect.HEADING, before.headings, after.headings))


def _removal(line: Line) -> tuple[Finding, ...]:
    found = contents(line.reading)
    if _is_caution(line):
        found = (*found, Finding(Aspect.CAUTION, (line.words,)))
    return tuple(sorted(found, key=lambda finding: RANK[finding.aspect]))


def _is_caution(line: Line) -> bool:
    """Whether a sentence limits a treatment, known as the cautions of an answer are."""
    if line.is_heading:
        return False
    return limits_treatment(line.kind, line.reading)
