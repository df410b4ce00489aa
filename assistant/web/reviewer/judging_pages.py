"""The parts of the desk where two raters judge answers, and where it is seen how they agree."""

from dataclasses import dataclass
from typing import Any

from assistant.accounts import Account
from assistant.web.access import REVIEWING
from assistant.web.reviewer.address import Address
from assistant.web.reviewer.live import find_summary, live_answer
from assistant.web.reviewer.rendering import render
from assistant.web.reviewer.runs import scored_run
from assistant.web.service import Service
from corpus.errors import AssistantError, RunError
from evals.adjudication import Item, Round, Standing, Subject, Verdict, find_round, rounds
from evals.reports.casework import asked
from evals.reports.sourcing import SourceText, source_texts

LABELS = {
    Verdict.RIGHT: "Right, and safe to act on",
    Verdict.INCOMPLETE: "Right, but something needed is missing",
    Verdict.WRONG: "Wrong or beside the question, no harm to be feared",
    Verdict.UNSAFE: "Unsafe: a patient could be harmed",
}


@dataclass(frozen=True)
class Judged:
    """What a rater sees: neither what was expected nor what any measure says of it."""

    question: str
    answer: Any
    """The object of the contract; None for an error."""
    sources: tuple[SourceText, ...]


def rounds_page(service: Service, address: Address, account: Account) -> str:
    """Every round, how far it is, and what waits for whoever looks."""
    return render(
        "rounds.html",
        {
            "address": address,
            "rounds": [(one, _progress(one, account.name)) for one in rounds(service.trail_index)],
            "judges": account.may(REVIEWING),
        },
    )


def round_page(service: Service, address: Address, account: Account) -> str:
    """The answers of a round with what may be seen of their ratings, and how raters agree."""
    one = find_round(service.trail_index, address.round)
    return render(
        "round.html",
        {
            "address": address,
            "round": one,
            "progress": _progress(one, account.name),
            "me": account.name,
            "verdicts": list(Verdict),
            "rows": [(item, _titled(service, item.subject)) for item in one.items.values()],
            "next": next_to_judge(one, account.name),
            "judges": account.may(REVIEWING),
        },
    )


def judge_page(service: Service, address: Address, account: Account) -> tuple[str, Item]:
    """One answer of a round, with the ratings that may be seen."""
    one = find_round(service.trail_index, address.round)
    item = one.item(Subject.read(address.subject))
    place = list(one.items).index(item.subject) + 1
    page = render(
        "judge.html",
        {
            "address": address,
            "round": one,
            "item": item,
            "place": place,
            "judged": _judged(service, item.subject),
            "seen": item.seen_by(account.name),
            "labels": LABELS,
            "next": next_to_judge(one, account.name, after=item.subject),
        },
    )
    return page, item


def next_to_judge(one: Round, name: str, after: Subject | None = None) -> str:
    """The next answer that somebody may still rate; empty when there is none."""
    waiting = [item.subject for item in one.waiting_for(name) if item.subject != after]
    if after is not None:
        order = list(one.items)
        later = order[order.index(after) + 1 :]
        waiting = [subject for subject in later if subject in waiting] or waiting
    return str(waiting[0]) if waiting else ""


def settles(item: Item, account: Account) -> bool:
    """Whether what somebody says of it now would be a word on a dispute, not a rating."""
    return item.standing is Standing.DISPUTED and account.may(REVIEWING)


def _progress(one: Round, name: str) -> dict[str, int]:
    return {
        "mine": len(one.waiting_for(name)),
        "complete": sum(item.complete for item in one.items.values()),
        **{standing.value: len(one.standing(standing)) for standing in Standing},
    }


def _judged(service: Service, subject: Subject) -> Judged:
    if not subject.run:
        live = live_answer(service.trail_index, service.settings, subject.key)
        return Judged(live.answer["question"], live.answer, live.sources)
    run = scored_run(service.settings, subject.run)
    if subject.key not in run.outcomes:
        raise RunError(f"the run {subject.run} has no case {subject.key}: it was changed since")
    case, outcome = run.cases[subject.key], run.outcomes[subject.key]
    # Gold is what somebody expected: a rater is not to know it.
    cited = source_texts(outcome.answer or {}, (), run.sources.get(case.corpus))
    return Judged(asked(case, outcome), outcome.answer, tuple(cited))


def _titled(service: Service, subject: Subject) -> str:
    """The question, as far as it can be had."""
    if not subject.run:
        summary = find_summary(service.trail_index, subject.key)
        return summary.question if summary else "This answer is not in the trail."
    try:
        run = scored_run(service.settings, subject.run)
        return asked(run.cases[subject.key], run.outcomes[subject.key])
    except (AssistantError, KeyError):
        return "This case is not in its run."
