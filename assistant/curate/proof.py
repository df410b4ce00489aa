"""Proves that nothing withdrawn can be retrieved, and that all in a snapshot was approved."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.embed.embedder import Embedder
from assistant.question import Question
from assistant.retrieve import allowed_versions, retrieve
from assistant.snapshot.manifest import Manifest, Part
from assistant.snapshot.snapshot import Snapshot
from assistant.vocabulary import expand
from corpus.library import Library
from corpus.versions import Version, in_force, stages

PROBES = 20
"""Passages of each withdrawn version that are searched for with their own words."""


@dataclass(frozen=True)
class Proof:
    """What was checked, and what was found wrong."""

    snapshot: str
    versions: int
    """In the snapshot, each looked up in the catalogue."""
    withdrawn: tuple[str, ...]
    """Of these the ones that are not in force: retired, superseded, or not yet effective."""
    passages: int
    """Of the withdrawn versions, every one held against the filter."""
    probes: int
    """Searches with the words of one of these passages."""
    faults: tuple[str, ...]


def prove(
    snapshot: Snapshot,
    versions: Sequence[Version],
    library: Library,
    embedder: Embedder,
    *,
    on: date,
    candidates: int,
    count: int,
    probes: int = PROBES,
    progress: Callable[[], None] = lambda: None,
) -> Proof:
    """Check that on that day no question can reach a version of the snapshot that is not in force.

    `versions` are all of the catalogue. Each passage of a withdrawn version is held against the
    filter that questions use, and `probes` of each version, evenly spread, are searched for with
    their own words, `candidates` and `count` as for questions. `progress` is called after each
    withdrawn version. Raises StorageError.
    """
    stage = stages(versions, on)
    usable = {key for key, where in stage.items() if where.in_force}
    withdrawn = [part for part in snapshot.manifest.parts if part.key not in usable]
    keys = {part.key for part in withdrawn}
    allowed = snapshot.holding(
        allowed_versions(in_force(versions, on), Question("any", as_of=on), ())
    )
    faults = [*unapproved(snapshot.manifest, versions), *_let_through(snapshot, withdrawn, allowed)]
    searched = 0
    for part in withdrawn:
        rows = np.flatnonzero(snapshot.rows_of({part.key}))
        for row in rows[_spread(len(rows), probes)]:
            words = snapshot.passage(int(row)).reading
            # Typing mistakes are not looked for: these words are in the index as they are.
            question = expand(words, snapshot.lexical.__contains__)
            found = retrieve(
                question, allowed, snapshot, library, embedder, candidates=candidates, count=count
            )
            searched += 1
            faults += [
                f"passage {row} of {part.key} was searched for and {evidence.version.key} "
                f"({stage.get(evidence.version.key, 'unknown')}) was retrieved"
                for evidence in found
                if evidence.version.key in keys
            ]
        progress()
    return Proof(
        snapshot=snapshot.identity,
        versions=len(snapshot.manifest.parts),
        withdrawn=tuple(part.key for part in withdrawn),
        passages=sum(part.passages for part in withdrawn),
        probes=searched,
        faults=tuple(faults),
    )


def unapproved(manifest: Manifest, versions: Iterable[Version]) -> list[str]:
    """What in a snapshot is not, word for word, a version that the catalogue holds as approved."""
    known = {version.key: version for version in versions}
    faults = []
    for part in manifest.parts:
        version = known.get(part.key)
        if version is None:
            faults.append(f"{part.key} is in the snapshot {manifest.identity} but not catalogued")
        elif not version.approved_at:
            faults.append(f"{part.key} is in the snapshot {manifest.identity} but not approved")
        elif version.text_sha256 != part.text_sha256:
            faults.append(
                f"{part.key} has another text in the snapshot {manifest.identity} than the one "
                "that was approved"
            )
    return faults


def _let_through(
    snapshot: Snapshot, withdrawn: Iterable[Part], allowed: Mapping[str, Version]
) -> list[str]:
    """Withdrawn versions of which the filter of questions lets a passage through."""
    mask = snapshot.rows_of(allowed)
    faults = []
    for part in withdrawn:
        through = int((mask & snapshot.rows_of({part.key})).sum())
        if through:
            faults.append(f"{through} passages of {part.key} pass the filter though not in force")
    return faults


def _spread(total: int, count: int) -> list[int]:
    """At most `count` positions of `total`, the first and the last among them."""
    if total <= count:
        return list(range(total))
    return [int(position) for position in np.linspace(0, total - 1, count).round()]
