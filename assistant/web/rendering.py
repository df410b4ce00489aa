"""Answers, refusals and failures as HTML in which every value is escaped."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.answers import Answer, Citation, NoticeKind, RefusalReason
from assistant.conversation import standing
from assistant.web.emphasis import emphasised
from assistant.web.presenting import (
    address_of,
    core,
    groups,
    path_below_title,
    source_documents,
)
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

URGENT = NoticeKind.EMERGENCY
NOTICES: Mapping[str, tuple[str, str]] = {
    URGENT: ("emergency", "Emergency"),
    NoticeKind.REVIEW_OVERDUE: ("warning", "Review overdue"),
    NoticeKind.OVERDUE_LEFT_OUT: ("warning", "Left out"),
    NoticeKind.SOURCES_CONFLICT: ("warning", "Sources conflict"),
    NoticeKind.POPULATION_NOT_STATED: ("warning", "For whom?"),
    NoticeKind.HIGH_RISK: ("warning", "High-risk medicine"),
    NoticeKind.CAUTIONS_LEFT_OUT: ("warning", "More cautions"),
    NoticeKind.SITE: ("plain", "Site"),
    NoticeKind.WITHDRAWN: ("warning", "Withdrawn"),
    NoticeKind.REHEARSAL: ("warning", "Draft"),
    NoticeKind.AS_OF: ("warning", "Another day"),
    NoticeKind.SPELLING: ("plain", "Spelling"),
    NoticeKind.UNDERSTOOD: ("plain", "Follow-up"),
    NoticeKind.GENERATOR_FELL_BACK: ("plain", "Without the model"),
}
"""How a notice looks, and its label."""


def render_answer(
    answer: Answer,
    documents: int | None,
    *,
    narrowed: Sequence[str] = (),
    copied: str = "",
    said_elsewhere: Collection[str] = (),
) -> str:
    """An answer with its sources, or a refusal; `documents` is how many are in force today.

    `narrowed` names the filters that were chosen, `copied` is what the copy button takes, which is
    left out without, and `said_elsewhere` are the kinds of notices that the page shows itself.
    """
    told = [one for one in answer.notices if one.kind not in said_elsewhere]
    # What goes on from the cautions stands behind them, so that the dose is what is seen first.
    more = [one for one in told if one.kind == NoticeKind.CAUTIONS_LEFT_OUT]
    values = {
        "answer": answer,
        "documents": documents,
        "today": date.today(),
        "narrowed": narrowed,
        "copied": copied,
        "notices": [one for one in told if one not in more],
        "more": more,
    }
    if answer.refusal:
        nearest = [
            (citation, path_below_title(citation), address_of(citation))
            for citation in answer.refusal.nearest
        ]
        heading = HEADINGS[answer.refusal.reason]
        return _render("refusal.html", values | {"heading": heading, "nearest": nearest})
    arranged = groups(answer)
    sources = source_documents(answer, date.today())
    cautions = sum(statement.caution for statement in answer.statements)
    shown = {"groups": arranged, "core": core(arranged), "cautions": cautions, "sources": sources}
    return _render("answer.html", values | shown)


def render_urgent(answer: Answer) -> str:
    """What of an answer stands above everything else; empty for most."""
    urgent = [one for one in answer.notices if one.kind == URGENT]
    return _render("urgent.html", {"answer": answer, "notices": urgent}) if urgent else ""


def spoken(answer: Answer) -> str:
    """What happened, in a sentence for those who hear the page."""
    urgent = "".join(f"{one.message} " for one in answer.notices if one.kind == URGENT)
    if answer.refusal:
        return f"{urgent}{HEADINGS[answer.refusal.reason]}."
    cautions = sum(statement.caution for statement in answer.statements)
    said = _counted(len(answer.statements) - cautions, "statement")
    held = f" and {_counted(cautions, 'caution')}" if cautions else ""
    titles = dict.fromkeys(citation.title for citation in answer.citations)
    return f"{urgent}Answered with {said}{held} from {', '.join(titles)}."


def render_start() -> str:
    """What stands in the place of an answer before the first question."""
    return _render("start.html", {})


def render_failure(message: str) -> str:
    """What is shown in place of an answer when nothing could be asked."""
    return _render("failure.html", {"message": message})


def render_waiting(places: Sequence[Citation] = ()) -> str:
    """What is shown from the click until the answer; `places` are where it is looked up."""
    looking = [(place, path_below_title(place), address_of(place)) for place in places]
    return _render("waiting.html", {"looking": looking})


def render_thread(earlier: Sequence[str]) -> str:
    """What a follow-up will be read after; nothing before the first question."""
    return _render("thread.html", {"before": standing(earlier)})


def render_narrowed(named: Sequence[str]) -> str:
    """The button that unfolds the filters where the page is narrow, with what they hold."""
    return _render("narrowed.html", {"named": named})


def render_saying_title(*, refused: bool) -> str:
    """The question before the buttons that say what an answer was worth."""
    return _render("saying_title.html", {"refused": refused})


def render_said(message: str, *, failed: bool = False) -> str:
    """What came of something the reader said about an answer."""
    return _render("said.html", {"message": message, "failed": failed})


def render_for_whom(message: str) -> str:
    """The question back, before the buttons of the groups."""
    return _render("for_whom.html", {"message": message})


def render_status(sentence: str) -> str:
    """What happened, for those who hear the page."""
    return _render("status.html", {"sentence": sentence})


_SHARED = {
    "emphasised": emphasised,
    "address_of": address_of,
    "path_below_title": path_below_title,
    "notice_kinds": NOTICES,
}


def _counted(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number} {thing}s"


def _render(template: str, values: Mapping[str, Any]) -> str:
    return templates().get_template(template).render({**_SHARED, **values})
