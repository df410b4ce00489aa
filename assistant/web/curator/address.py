"""What the curator's desk shows, as it stands in the address of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

HERE = "/curate/"
LONGEST = 300
"""Characters of one value; what is longer was not written by this desk."""


class View(StrEnum):
    """The parts of the desk."""

    DOCUMENTS = "documents"
    QUEUE = "queue"
    REPORT = "report"
    ADD = "add"
    VERSION = "version"
    PUBLISH = "publish"


class Queue(StrEnum):
    """What waits for a curator."""

    DRAFTS = "drafts"
    REVIEWS = "reviews"
    CONFLICTS = "conflicts"
    DUPLICATES = "duplicates"
    PAGES = "pages"
    UNANSWERED = "unanswered"
    FEEDBACK = "feedback"


class Tab(StrEnum):
    """The sides of one version."""

    CHANGES = "changes"
    PAGES = "pages"
    TRY = "try"
    METADATA = "metadata"
    DECIDE = "decide"
    ANSWERS = "answers"
    HISTORY = "history"


@dataclass(frozen=True)
class Place:
    """One state of the desk; every value was bounded, none was looked up."""

    view: View = View.DOCUMENTS
    document: str = ""
    version: str = ""
    """Empty for the newest draft of the document, or else the one in force."""
    tab: Tab = Tab.CHANGES
    page: int = 0
    """From 1; 0 for the first that has something to look at."""
    queue: Queue = Queue.DRAFTS
    report: int = 0
    """Number of the record of a report."""
    stage: str = ""
    """Which documents are listed; empty for those that may answer, now or later."""
    words: str = ""
    """That they are found by."""
    snapshot: str = ""
    """Which one to go back to."""

    @property
    def address(self) -> str:
        """Where this is, from the root on."""
        values = {name: value for name, value in self._values() if value}
        return f"{HERE}?{urlencode(values)}" if values else HERE

    def at(self, **changes: Any) -> Self:
        """The same with something else."""
        return replace(self, **changes)

    def _values(self) -> tuple[tuple[str, str], ...]:
        match self.view:
            case View.QUEUE:
                return (("queue", self.queue.value),)
            case View.REPORT:
                return (("report", str(self.report)),)
            case View.ADD:
                return ("add", self.document or "files"), ("new", "1" if self.document else "")
            case View.PUBLISH:
                return ("publish", "1"), ("snapshot", self.snapshot)
            case View.VERSION:
                # Gradio takes `page` for one of its own, and fails on any other.
                return (
                    ("document", self.document),
                    ("version", self.version),
                    ("show", self.tab.value),
                    ("leaf", str(self.page) if self.page and self.tab is Tab.PAGES else ""),
                )
        return ("stage", self.stage), ("words", self.words)


def version_at(key: str, tab: Tab = Tab.CHANGES, page: int = 0) -> Place:
    """Where a version is shown; `key` is `document@version`."""
    document, _, version = key.partition("@")
    return Place(View.VERSION, document, version, tab, page)


def read_place(params: Mapping[str, Any]) -> Place:
    """The place that parameters name; what makes no sense of them is left out."""
    said = {
        name: value for name, value in params.items()
        if isinstance(value, str) and len(value) <= LONGEST and value.isprintable()
    }  # fmt: skip
    if document := said.get("document"):
        tab = said.get("show", "")
        return Place(
            View.VERSION,
            document,
            said.get("version", ""),
            Tab(tab) if tab in set(Tab) else Tab.CHANGES,
            _number(said.get("leaf", "")),
        )
    if (queue := said.get("queue", "")) in set(Queue):
        return Place(View.QUEUE, queue=Queue(queue))
    if report := _number(said.get("report", "")):
        return Place(View.REPORT, report=report)
    if added := said.get("add"):
        return Place(View.ADD, document=added if said.get("new") else "")
    if "publish" in said:
        return Place(View.PUBLISH, snapshot=said.get("snapshot", ""))
    return Place(stage=said.get("stage", ""), words=said.get("words", ""))


def parse_address(address: str) -> Place:
    """The place of an address of this desk, whoever wrote it."""
    _, _, query = (address or "").partition("?")
    return read_place(dict(parse_qsl(query[: 8 * LONGEST])))


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 0
