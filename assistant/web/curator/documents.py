"""The list of documents, and how much waits in each queue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from assistant.curate.unanswered import LACKING
from assistant.curate.upkeep import CURRENT, Publication, publication, reviews
from assistant.feedback import waiting
from assistant.web.checking import last_check, pages_to_look_at
from assistant.web.curator.address import Place, Queue
from assistant.web.curator.curation import Curation
from assistant.web.curator.rendering import render
from corpus.addressing import addresses_software
from corpus.metadata import ASKED
from corpus.versions import Stage, Version

EVERY = "all"
CHOICES = (
    ("In use or to come", ""),
    *((stage.value.capitalize(), stage.value) for stage in Stage),
    ("All versions", EVERY),
)
RECENT = timedelta(days=30)
"""How far back unanswered questions are counted."""
_TO_COME = (Stage.DRAFT, Stage.REVIEW_DUE)
"""What is listed first."""


@dataclass(frozen=True)
class Row:
    """One version in the list."""

    version: Version
    stage: Stage
    published: bool
    """Whether the published snapshot has it."""
    missing: tuple[str, ...]
    """Keys that nobody has stated."""
    addressed: bool
    """Whether its title speaks to the software."""


@dataclass(frozen=True)
class Waiting:
    """How much one queue holds; None where that has to be looked for first."""

    queue: Queue
    label: str
    count: int | None
    urgent: bool = False


def render_documents(curation: Curation, place: Place) -> str:
    """The list as chosen, below what waits."""
    versions, stage = curation.catalogue.versions(), curation.stages()
    standing = publication(curation.settings.home, versions, stage)
    found = rows(versions, stage, standing, place)
    return render(
        "documents.html",
        place=place,
        rows=found,
        versions=len(versions),
        documents=len({version.document for version in versions}),
        queues=queues(curation, versions, stage),
        publication=standing,
    )


def rows(
    versions: Iterable[Version],
    stage: Mapping[str, Stage],
    standing: Publication,
    place: Place,
) -> list[Row]:
    """The versions that `place` chooses: drafts and overdue ones first, then by title."""
    left_out = {*standing.unpublished, *standing.drafts}
    wanted = place.words.casefold().split()
    chosen = [
        Row(
            version,
            stage[version.key],
            version.key not in left_out and stage[version.key].in_force,
            tuple(key for key in ASKED if not getattr(version.metadata, key)),
            addresses_software(version.metadata.title),
        )
        for version in versions
        if _is_chosen(stage[version.key], place.stage) and _is_found(version, wanted)
    ]
    return sorted(
        chosen,
        key=lambda row: (
            _TO_COME.index(row.stage) if row.stage in _TO_COME else len(_TO_COME),
            row.version.metadata.title.casefold(),
            -row.version.ordinal,
        ),
    )


def queues(
    curation: Curation, versions: Sequence[Version], stage: Mapping[str, Stage]
) -> tuple[Waiting, ...]:
    """What waits for a curator, in the order in which it is looked at."""
    current = [version for version in versions if stage[version.key] in CURRENT]
    due = reviews(current, date.today())
    said = waiting(curation.index)
    unsafe = sum(one.kind == "unsafe" for one in said)
    checked = last_check(curation.jobs)
    found = checked.result if checked else None
    conflicts = len(found["conflicts"]) if found else None
    altered = sum(one["likeness"] == "altered" for one in found["duplicates"]) if found else 0
    return (
        Waiting(Queue.FEEDBACK, "Feedback", len(said), bool(unsafe)),
        Waiting(
            Queue.DRAFTS,
            "Drafts",
            sum(stage[version.key] is Stage.DRAFT for version in versions),
        ),
        Waiting(Queue.REVIEWS, "Reviews", len(due), any(one.days < 0 for one in due)),
        Waiting(Queue.UNANSWERED, "Unanswered", unanswered_lately(curation)),
        Waiting(Queue.CONFLICTS, "Conflicts", conflicts, bool(conflicts)),
        Waiting(
            Queue.DUPLICATES,
            "Duplicates",
            len(found["duplicates"]) if found else None,
            bool(altered),
        ),
        Waiting(Queue.PAGES, "Pages", len(pages_to_look_at(found)) if found else None),
    )


def unanswered_lately(curation: Curation) -> int:
    """Different questions refused for lack of evidence in the last month and not answered since."""
    since = (datetime.now(UTC) - RECENT).isoformat()
    refused: set[str] = set()
    for answer in curation.index.answers():
        words = " ".join(answer.question.casefold().split()).rstrip("?!. ")
        if answer.status == "answered":
            refused.discard(words)
        elif answer.reason in LACKING and answer.at >= since:
            refused.add(words)
    return len(refused)


def _is_chosen(stage: Stage, chosen: str) -> bool:
    if chosen == EVERY:
        return True
    return stage.value == chosen if chosen in set(Stage) else stage in CURRENT


def _is_found(version: Version, words: Sequence[str]) -> bool:
    metadata = version.metadata
    said = (metadata.id, metadata.title, metadata.owner, metadata.type, *metadata.specialty)
    searched = " ".join(said).casefold()
    return all(word in searched for word in words)
