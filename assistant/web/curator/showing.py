"""What the components hold at one place of the desk, or after something was done there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.accounts import Account
from assistant.curate.amending import AMENDABLE
from assistant.feedback import Kind, reports
from assistant.web.access import APPROVING, REVIEWING
from assistant.web.checking import KIND as CHECKING
from assistant.web.curator.address import Place, Queue, Tab, View
from assistant.web.curator.curation import Curation
from assistant.web.curator.documents import render_documents
from assistant.web.curator.layout import Parts
from assistant.web.curator.publishing import is_running, render_publish
from assistant.web.curator.queues import question_of, render_queue
from assistant.web.curator.rendering import render
from assistant.web.curator.versions import Seen, find, render_head, render_side
from assistant.web.failures import describe
from corpus.errors import AssistantError, AuditError
from corpus.metadata import KEYS

CHECKED = (Queue.CONFLICTS, Queue.DUPLICATES, Queue.PAGES)
"""The queues that a check fills."""
_WITH_TEXT = (Tab.CHANGES, Tab.PAGES)
"""The sides of a version that show its words."""
_KEPT_OF_VERSION_BEFORE = ("title", "owner", "type", "specialty", "population", "site", "licence")


@dataclass(frozen=True)
class Said:
    """What is told above the page after something was done."""

    message: str
    done: bool = True
    notes: Sequence[str] = ()
    next: Sequence[tuple[str, Place]] = ()

    def html(self) -> str:
        """Announced by screen readers."""
        tone = "done" if self.done else "refused"
        message = self.message[:1].upper() + self.message[1:]
        return render("said.html", message=message, tone=tone, notes=self.notes, next=self.next)


NOTHING = Said("")


def failed(error: Exception) -> Said:
    """Why something was not done."""
    return Said(describe(error), done=False)


class Showing:
    """Fills the components of one desk."""

    def __init__(self, parts: Parts, curation: Curation) -> None:
        self._parts = parts
        self._curation = curation

    def at(self, place: Place, account: Account, said: Said = NOTHING) -> dict[Any, Any]:
        """Every component at a place; nothing is raised."""
        import gradio as gr

        shown = self._hidden()
        title = "Curate"
        try:
            place, title, changes = self._view(place, account)
            shown |= changes
        except Exception as error:
            shown[self._parts.head] = ""
            shown[self._parts.body] = render("failure.html", message=describe(error))
        shown[self._parts.said] = said.html()
        shown[self._parts.address] = place.address
        shown[self._parts.bar] = self._bar(place, title)
        shown[self._parts.timer] = gr.Timer(active=self._waits(place))
        return shown

    def tick(self, place: Place, account: Account) -> dict[Any, Any]:
        """The same while a job runs: nothing that somebody may be writing in is touched."""
        import gradio as gr

        waits = self._waits(place)
        _, _, changes = self._view(place, account)
        parts = self._parts
        kept = {part: changes[part] for part in (parts.body, parts.publishing, parts.checking,
                parts.publish, parts.back, parts.check) if part in changes}  # fmt: skip
        return kept | {parts.timer: gr.Timer(active=waits)}

    def faults(self, found: Mapping[str, str]) -> dict[Any, Any]:
        """The faults of the form beside its fields."""
        import gradio as gr

        return {
            part: gr.update(value=render("fault.html", fault=found.get(key, "")),
                            visible=key in found)
            for key, part in self._parts.form.faults.items()
        }  # fmt: skip

    def _waits(self, place: Place) -> bool:
        jobs = self._curation.jobs
        if place.view is View.PUBLISH:
            return is_running(jobs)
        checks = place.view is View.QUEUE and place.queue in CHECKED
        return checks and any(job.running for job in jobs.all(CHECKING))

    def _hidden(self) -> dict[Any, Any]:
        import gradio as gr

        parts = self._parts
        groups = (
            parts.find, parts.adding, parts.form.group, parts.save_row, parts.trying,
            parts.publishing, parts.checking, parts.deciding, parts.settling,
        )  # fmt: skip
        hidden = {group: gr.update(visible=False) for group in groups}
        return hidden | self.faults({}) | {parts.head: ""}

    def _bar(self, place: Place, title: str) -> str:
        ways = [
            ("Documents", Place(), place.view in (View.DOCUMENTS, View.VERSION)),
            ("Queues", Place(View.QUEUE, queue=Queue.FEEDBACK), place.view in _QUEUES),
            ("Add documents", Place(View.ADD), place.view is View.ADD),
            ("Publish", Place(View.PUBLISH), place.view is View.PUBLISH),
        ]
        return render("bar.html", place=place, title=title, ways=ways)

    def _view(self, place: Place, account: Account) -> tuple[Place, str, dict[Any, Any]]:
        """The place as it is called, the title of the page, and what it shows."""
        import gradio as gr

        parts, curation = self._parts, self._curation
        match place.view:
            case View.VERSION:
                seen = find(curation, place)
                text = seen.place.tab in _WITH_TEXT
                curation.reading.show(account.name, seen.version, text=text)
                title = f"{seen.version.metadata.title} {seen.version.metadata.version}"
                return seen.place, title, self._version(seen, account)
            case View.QUEUE:
                check = gr.update(visible=place.queue in CHECKED)
                body = render_queue(curation, place)
                return place, "Queues", {parts.body: body, parts.checking: check}
            case View.REPORT:
                return place, "Feedback", self._report(place, account)
            case View.ADD:
                return place, "Add documents", self._add(place)
            case View.PUBLISH:
                return place, "Publish", self._publish(place)
        return place, "Documents", {
            parts.body: render_documents(curation, place),
            parts.find: gr.update(visible=True),
            parts.words: place.words,
            parts.stage: gr.update(value=place.stage),
        }  # fmt: skip

    def _version(self, seen: Seen, account: Account) -> dict[Any, Any]:
        import gradio as gr

        parts, version, tab = self._parts, seen.version, seen.place.tab
        shown = {
            parts.head: render_head(self._curation, seen),
            parts.body: render_side(self._curation, seen, account),
        }
        if tab is Tab.TRY:
            shown[parts.trying] = gr.update(visible=version.is_draft)
        elif tab is Tab.METADATA and version.is_draft:
            shown |= self._form(version.metadata.values(), AMENDABLE)
            shown[parts.save_row] = gr.update(visible=True)
        elif tab is Tab.DECIDE and seen.open:
            draft = version.is_draft
            day = version.metadata.effective or date.today()
            shown |= {
                parts.deciding: gr.update(visible=True),
                parts.approving: gr.update(visible=draft and account.may(APPROVING)),
                parts.reviewing: gr.update(visible=not draft),
                parts.withdrawing: gr.update(visible=True),
                parts.effective: day.isoformat(),
                parts.until: "",
                parts.reason: "",
            }
        return shown

    def _add(self, place: Place) -> dict[Any, Any]:
        import gradio as gr

        parts, curation = self._parts, self._curation
        values: dict[str, str] = {}
        before = None
        if place.document:
            before = curation.catalogue.version(place.document)
            known = before.metadata.values()
            values = {key: known[key] for key in _KEPT_OF_VERSION_BEFORE if key in known}
        keys = [key for key in KEYS if key != "id"] if before else [
            key for key in KEYS if key not in ("id", "version", "title")
        ]  # fmt: skip
        form = self._form(values, keys)
        body = render("add.html", before=before)
        return form | {
            parts.head: body, parts.body: "", parts.files: None,
            parts.adding: gr.update(visible=True),
        }  # fmt: skip

    def _form(self, values: Mapping[str, str], keys: Sequence[str]) -> dict[Any, Any]:
        import gradio as gr

        form = self._parts.form
        filled = {
            field: gr.update(value=values.get(key, ""), visible=key in keys)
            for key, field in form.fields.items()
        }
        return filled | {form.group: gr.update(visible=True)}

    def _report(self, place: Place, account: Account) -> dict[Any, Any]:
        import gradio as gr

        parts, curation = self._parts, self._curation
        found = next((one for one in reports(curation.index) if one.number == place.report), None)
        if found is None:
            raise AuditError(f"record {place.report} is no feedback: open the queue again")
        try:
            answer = curation.index.record(found.answer).answer or {}
        except AssistantError:
            answer = {}
        cited = dict.fromkeys(
            (f"{one['document']}@{one['version']}", one["title"])
            for one in answer.get("citations", ())
        )
        # That an answer is unsafe only a reviewer settles.
        may = found.kind is not Kind.UNSAFE or account.may(REVIEWING)
        body = render(
            "report.html",
            report=found,
            may=may,
            question=question_of(curation, found),
            answer={"refusal": None, "statements": (), **answer},
            cited=cited,
        )
        waits = gr.update(visible=found.waits and may)
        return {parts.body: body, parts.settling: waits, parts.note: ""}

    def _publish(self, place: Place) -> dict[Any, Any]:
        import gradio as gr

        parts = self._parts
        idle = not is_running(self._curation.jobs)
        label = f"Roll back to {place.snapshot}" if place.snapshot else "Roll back"
        return {
            parts.body: render_publish(self._curation, place),
            parts.publishing: gr.update(visible=True),
            parts.publish: gr.update(interactive=idle),
            parts.back: gr.update(value=label, visible=bool(place.snapshot), interactive=idle),
        }


_QUEUES = (View.QUEUE, View.REPORT)
