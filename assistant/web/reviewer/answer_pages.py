"""The parts of the desk that are about what people were given: feedback, samples, one answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers import RefusalReason
from assistant.audit import AnswerSummary, TrailIndex
from assistant.feedback import Report, reports, waiting
from assistant.web.reviewer.acting import ADDED
from assistant.web.reviewer.address import Address
from assistant.web.reviewer.live import LiveAnswer, find_summary, live_answer, sampled
from assistant.web.reviewer.rendering import render
from assistant.web.reviewer.runs import SUITES
from assistant.web.service import Service
from corpus.errors import AssistantError
from evals.suites.adding import name_of
from evals.suites.reading import read_suite

OWN_SUITE = "from-use"
"""Where a case goes when no other suite is named."""
MOST = 60
"""Reports on a page."""
BESIDE = 2
"""Statements of the answer that stand beside a report; the others are one click away."""


def feedback_page(service: Service, address: Address) -> str:
    """What was reported and waits, unsafe first; or everything, the latest first."""
    index = service.trail_index
    queue = waiting(index)
    every = address.show == "all"
    found = list(reversed(reports(index))) if every else queue
    shown = found[:MOST]
    return render(
        "feedback.html",
        {
            "address": address,
            "waiting": len(queue),
            "total": len(found),
            "rows": [_row(index, one) for one in shown],
        },
    )


def _row(index: TrailIndex, said: Report) -> tuple[Report, AnswerSummary | None, Sequence[str]]:
    """A report with the answer that it is about, and how that begins."""
    summary = find_summary(index, said.answer)
    if summary is None or summary.status != "answered":
        return said, summary, ()
    statements = index.record(said.answer).content["answer"]["statements"]
    return said, summary, [one["text"] for one in statements[:BESIDE]]


def sample_page(service: Service, address: Address) -> str:
    """Live answers drawn at random, of every kind some."""
    index = service.trail_index
    drawn = sampled(index, address.count, address.seed)
    kinds: dict[Any, list[Any]] = {}
    for kind, one in drawn:
        kinds.setdefault(kind, []).append(one)
    looked_at = {one.answer for one in reports(index)}
    return render(
        "sample.html",
        {"address": address, "kinds": kinds, "drawn": len(drawn), "reported": looked_at},
    )


@dataclass(frozen=True)
class Prefilled:
    """What the form of a case holds before anybody typed."""

    identity: str
    expect: str
    reason: str
    evidence: str
    facts: str = ""
    forbid: str = ""


def answer_page(service: Service, address: Address) -> tuple[str, LiveAnswer]:
    """One answer with its sources, what was said of it, and whether it is a case already."""
    one = live_answer(service.trail_index, service.settings, address.answer)
    cases = [
        f"{event.detail['suite']}/{event.detail['case']}"
        for event in service.trail_index.events(ADDED)
        if event.detail.get("answer") == address.answer
    ]
    page = render(
        "answer.html",
        {"address": address, "one": one, "cases": cases, "at": one.summary.at},
    )
    return page, one


def prefilled(service: Service, one: LiveAnswer) -> Prefilled:
    """The case that the answer would be if it was right; the reviewer corrects what was not."""
    refusal = one.answer["refusal"]
    quoted = [
        f"{citation['document']}: {' '.join(citation['quote'].split())}"
        for statement in one.answer["statements"]
        if not statement["caution"]
        for citation in one.answer["citations"]
        if citation["number"] == statement["citations"][0]
    ]
    reason = refusal["reason"] if refusal else RefusalReason.NOT_IN_CORPUS.value
    return Prefilled(
        name_of(one.answer["question"], _taken(service)),
        "refuse" if refusal else "answer",
        reason,
        "\n".join(dict.fromkeys(quoted[:2])),
    )


def _taken(service: Service) -> tuple[str, ...]:
    """The ids of the suite that cases go to."""
    try:
        suite = read_suite(service.settings.home / SUITES / f"{OWN_SUITE}.yaml")
    except AssistantError:
        return ()
    return tuple(case.id for case in suite.cases)
