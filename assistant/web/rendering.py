"""Answers, refusals and failures as HTML in which every value is escaped."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from assistant.answers import Answer, Citation, RefusalReason
from assistant.conversation import standing
from assistant.web.presenting import groups, path_below_title, source_documents
from assistant.web.shell import templates

HEADINGS = {
    RefusalReason.NOT_IN_CORPUS: "No answer in the approved documents",
    RefusalReason.INSUFFICIENT_EVIDENCE: "No clear answer in the approved documents",
    RefusalReason.UNSUPPORTED_DRAFT: "No answer that could be verified",
    RefusalReason.OUT_OF_SCOPE: "Not a question for this assistant",
    RefusalReason.HARMFUL_REQUEST: "This will not be answered",
    RefusalReason.INDIVIDUAL_DECISION: "A decision about one patient is yours",
    RefusalReason.UNSAFE_INPUT: "This question cannot be processed",
}


def render_answer(answer: Answer, documents: int) -> str:
    """An answer with its sources, or a refusal; `documents` is how many are in force."""
    shared = {"answer": answer, "documents": documents, "today": date.today()}
    if answer.refusal:
        nearest = [(citation, path_below_title(citation)) for citation in answer.refusal.nearest]
        heading = HEADINGS[answer.refusal.reason]
        return _render("refusal.html", shared | {"heading": heading, "nearest": nearest})
    sources = source_documents(answer, date.today())
    return _render("answer.html", shared | {"groups": groups(answer), "sources": sources})


def render_start() -> str:
    """What stands in the place of an answer before the first question."""
    return _render("start.html", {})


def render_failure(message: str) -> str:
    """What is shown in place of an answer when nothing could be asked."""
    return _render("failure.html", {"message": message})


def render_waiting(places: Sequence[Citation] = ()) -> str:
    """What is shown from the click until the answer; `places` are where it is looked up."""
    looking = [(place, path_below_title(place)) for place in places]
    return _render("waiting.html", {"looking": looking})


def render_thread(earlier: Sequence[str]) -> str:
    """What a follow-up will be read after; nothing before the first question."""
    return _render("thread.html", {"before": standing(earlier)})


def _render(template: str, values: Mapping[str, Any]) -> str:
    return templates().get_template(template).render(values)
