"""What waits for a curator, one queue at a time."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from assistant.curate.unanswered import Topic, by_topic, unanswered_in
from assistant.curate.upkeep import CURRENT, reviews
from assistant.feedback import Report, waiting
from assistant.web.checking import KIND, last_check, pages_to_look_at
from assistant.web.curator.address import Place, Queue
from assistant.web.curator.curation import Curation
from assistant.web.curator.documents import queues
from assistant.web.curator.rendering import render
from assistant.web.failures import describe
from corpus.errors import AuditError
from corpus.versions import Stage

FEW = 60
"""Findings that are listed; the command line lists them all."""
GROUPED = 1000
"""Unanswered questions that are grouped by topic, the latest."""


def render_queue(curation: Curation, place: Place) -> str:
    """One queue."""
    catalogue = curation.catalogue
    versions, stage = catalogue.versions(), curation.stages()
    values: dict[str, Any] = {}
    match place.queue:
        case Queue.DRAFTS:
            drafts = [one for one in versions if stage[one.key] is Stage.DRAFT]
            events = catalogue.events() if drafts else []
            by = {f"{e['document']}@{e['version']}": e["by"] for e in events
                  if e["action"] in ("added", "amended")}  # fmt: skip
            values = {"drafts": drafts, "by": by}
        case Queue.REVIEWS:
            current = [one for one in versions if stage[one.key] in CURRENT]
            titles = {one.key: one.metadata.title for one in versions}
            values = {"reviews": reviews(current, date.today()), "titles": titles}
        case Queue.UNANSWERED:
            values = _unanswered(curation)
        case Queue.FEEDBACK:
            reports = waiting(curation.index)
            asked = [(one, question_of(curation, one)) for one in reports]
            values = {"reports": asked, "damaged": curation.index.damaged}
        case _:
            values = _checked(curation, place.queue)
    return render(
        f"queue_{place.queue}.html",
        place=place,
        queues=queues(curation, versions, stage),
        **values,
    )


def question_of(curation: Curation, report: Report) -> str:
    """The redacted question of the answer that a report is about."""
    try:
        answer = curation.index.record(report.answer).answer
    except AuditError as error:
        return describe(error)
    return str((answer or {}).get("question", ""))


def _unanswered(curation: Curation) -> dict[str, Any]:
    every = unanswered_in(curation.index)
    questions = every[-GROUPED:]
    topics: Sequence[Topic] = ()
    if questions:
        topics = by_topic(questions, curation.service.stages().embedder)
    return {"topics": topics, "questions": len(questions), "left_out": len(every) - len(questions)}


def _checked(curation: Curation, queue: Queue) -> dict[str, Any]:
    """The findings of the last check, and how the one that runs stands."""
    jobs = curation.jobs
    running = next((job for job in jobs.all(KIND) if job.running), None)
    failed = next((job for job in jobs.all(KIND)[:1] if job.error), None)
    last = last_check(jobs)
    found: Mapping[str, Any] = last.result if last else {}
    values = {"running": running, "failed": failed, "last": last, "few": FEW}
    match queue:
        case Queue.CONFLICTS:
            about = lambda one: (one["drug"], one["what"])  # noqa: E731
            groups = [
                (key, list(same)) for key, same in groupby(found.get("conflicts", ()), key=about)
            ]
            return values | {"groups": groups}
        case Queue.DUPLICATES:
            order = ("altered", "reworded", "copied", "repeated")
            duplicates = sorted(
                found.get("duplicates", ()),
                key=lambda one: (order.index(one["likeness"]), -one["words"]),
            )
            return values | {"duplicates": duplicates}
        case _:
            pages = defaultdict(list)
            for page in pages_to_look_at(found):
                pages[f"{page['document']}@{page['version']}"].append(page)
            return values | {"pages": dict(pages), "addressed": found.get("addressed", ())}
