"""Figures of a running server for Prometheus, counted from the audit trail and the jobs.

The trail holds the questions of the page, the API and the command line alike, and nothing counts
that was not recorded. No label holds anything that somebody wrote.
"""

import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from assistant.answers import RefusalReason
from assistant.audit import AnswerSummary, Event
from assistant.web.api.turns import Turns
from assistant.web.jobs import Jobs
from assistant.web.publishing import KIND
from assistant.web.service import Service
from corpus.errors import AssistantError

Record = TypeVar("Record", AnswerSummary, Event)

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32)
"""Upper bounds of how long a stage takes."""
PUBLISHING = (1, 5, 15, 60, 300, 900, 3600, 14400)
"""Of how long a publish takes."""
AT_ONCE = 5000
"""Answers whose stages are read at one call; of more, only the counts."""


class Measures:
    """Counts from when the server began, as Prometheus expects of a process."""

    def __init__(self, service: Service, jobs: Jobs, turns: Turns) -> None:
        self._service = service
        self._jobs = jobs
        self._turns = turns
        self._began = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._last = {"answers": 0, "events": 0}
        """Numbers of the last records that were counted."""
        self._publishes: set[str] = set()
        self._lock = threading.Lock()
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._questions = Counter(
            "assistant_questions", "Questions answered or refused.", ("status", "reason"),
            registry=registry,
        )  # fmt: skip
        self._questions.labels("answered", "")
        for reason in RefusalReason:
            self._questions.labels("refused", reason.value)
        self._stages = Histogram(
            "assistant_stage_seconds", "What each stage of a question takes.", ("stage",),
            buckets=SECONDS, registry=registry,
        )  # fmt: skip
        self._whole = Histogram(
            "assistant_question_seconds", "What a question takes, waiting not counted.",
            buckets=SECONDS, registry=registry,
        )  # fmt: skip
        self._feedback = Counter(
            "assistant_feedback", "What readers said of answers.", ("kind",), registry=registry
        )
        self._publishing = Histogram(
            "assistant_publish_seconds", "What a publish took.", ("outcome",),
            buckets=PUBLISHING, registry=registry,
        )  # fmt: skip
        self._ready = Gauge(
            "assistant_ready", "1 while questions can be answered.", registry=registry
        )
        self._snapshot = Gauge(
            "assistant_snapshot_info", "The published snapshot.", ("snapshot",), registry=registry
        )
        self._documents = Gauge(
            "assistant_documents_in_force", "Document versions in force.", registry=registry
        )
        self._waiting = Gauge(
            "assistant_questions_waiting", "Questions of the API whose turn has not come.",
            registry=registry,
        )  # fmt: skip
        self._running = Gauge("assistant_jobs_running", "Jobs under way.", registry=registry)

    def text(self) -> bytes:
        """All of it now, in Prometheus's text format; raises AuditError for an unreadable trail."""
        with self._lock:
            self._count_answers()
            self._count_feedback()
            self._count_publishes()
            self._look()
            return generate_latest(self._registry)

    def _count_answers(self) -> None:
        new = self._new("answers", self._service.trail_index.answers())
        for answer in new:
            self._questions.labels(answer.status, answer.reason).inc()
            self._whole.observe(answer.total_ms / 1000)
        for answer in new[-AT_ONCE:]:
            with suppress(AssistantError):  # Removed since, by policy.
                record = self._service.trail_index.record(answer.id)
                for stage, ms in record.content["answer"]["timings_ms"].items():
                    self._stages.labels(stage).observe(ms / 1000)

    def _count_feedback(self) -> None:
        for event in self._new("events", self._service.trail_index.events()):
            if event.is_of("feedback"):
                self._feedback.labels(event.kind.removeprefix("feedback.")).inc()

    def _count_publishes(self) -> None:
        for job in self._jobs.all(KIND):
            if job.ended and job.id not in self._publishes:
                self._publishes.add(job.id)
                seconds = (job.ended - job.began).total_seconds()
                self._publishing.labels(job.state.value).observe(seconds)

    def _look(self) -> None:
        self._waiting.set(self._turns.waiting)
        self._running.set(sum(job.running for job in self._jobs.all()))
        self._snapshot.clear()
        try:
            overview = self._service.overview()
        except Exception:
            self._ready.set(0)
            return
        self._ready.set(1)
        self._snapshot.labels(overview.snapshot).set(1)
        self._documents.set(overview.documents)

    def _new(self, what: str, records: Sequence[Record]) -> Sequence[Record]:
        """Those that came since the last call, or since the server began; the oldest first."""
        new = []
        for one in reversed(records):
            if one.number <= self._last[what] or one.at < self._began:
                break
            new.append(one)
        if records:
            self._last[what] = records[-1].number
        return new[::-1]
