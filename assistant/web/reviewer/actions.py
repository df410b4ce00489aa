"""What each button does with the fields beside it, and where the desk goes on afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.accounts import Account
from assistant.feedback import reports
from assistant.web.jobs import jobs_of
from assistant.web.reviewer import acting
from assistant.web.reviewer.address import Address, View
from assistant.web.reviewer.judging_pages import next_to_judge
from assistant.web.reviewer.live import sampled
from assistant.web.reviewer.run_pages import picked
from assistant.web.reviewer.running import KIND
from assistant.web.reviewer.runs import scored_run
from assistant.web.service import Service
from corpus.errors import AuditError, RunError
from evals.adjudication import Standing, Subject, find_round

Outcome = tuple[str, Address]
"""What was done, in a sentence, and where to go on."""
Action = Callable[..., Outcome]
"""Of the service, who acts, the address, and the values of its fields."""


def start(service: Service, who: Account, at: Address, names: Sequence[str] | None) -> Outcome:
    """Run the chosen suites."""
    job = acting.start_run(service, who, list(names or ()))
    return f"Asking {job.about}. Questions of clinicians come first.", Address()


def stop(service: Service, who: Account, at: Address) -> Outcome:
    """Stop the run under way."""
    acting.require_reviewer(who)
    running = [job for job in jobs_of(service).all(KIND) if job.running]
    for job in running:
        acting.stop_run(service, who, job.id)
    return ("The run is being stopped." if running else "Nothing was under way."), Address()


def accept(service: Service, who: Account, at: Address) -> Outcome:
    """Hold use against the run shown."""
    acting.accept_run(service, who, at.run)
    return f"Use is now held against the run {at.run}.", at


def judge_cases(service: Service, who: Account, at: Address, count: float | None) -> Outcome:
    """Put cases of the run before two raters: those that fit the filters, spread evenly."""
    acting.require_reviewer(who)
    every = [score["case"] for score in picked(scored_run(service.settings, at.run), at)]
    wanted = max(1, int(count or 0))
    step = max(1.0, len(every) / wanted)
    keys = [every[int(place * step)] for place in range(min(wanted, len(every)))]
    about = f"{at.show} cases of {at.run}" + (f", {at.measure}" if at.measure else "")
    number = acting.start_round(service, who, about, [Subject(at.run, key) for key in keys])
    return f"{len(keys)} cases are before two raters.", Address(View.ROUND, round=number)


def judge_sample(service: Service, who: Account, at: Address) -> Outcome:
    """Put the sample shown before two raters."""
    acting.require_reviewer(who)
    drawn = sampled(service.trail_index, at.count, at.seed)
    subjects = [Subject("", one.id) for _, one in drawn]
    about = f"{len(subjects)} live answers, drawn with seed {at.seed}"
    number = acting.start_round(service, who, about, subjects)
    return f"{len(subjects)} answers are before two raters.", Address(View.ROUND, round=number)


def judge(
    service: Service, who: Account, at: Address, verdict: str | None, note: str | None
) -> Outcome:
    """Rate the answer shown, or settle it where the raters differ."""
    acting.require_reviewer(who)
    subject = Subject.read(at.subject)
    item = find_round(service.trail_index, at.round).item(subject)
    settling = item.standing is Standing.DISPUTED
    place = (at.round, subject)
    acting.judge(service, who, place, verdict, note or "", settling=settling)
    after = find_round(service.trail_index, at.round)
    following = "" if settling else next_to_judge(after, who.name, after=subject)
    if following:
        return "Kept. The next answer:", replace(at, subject=following)
    if not settling and after.item(subject).standing is Standing.DISPUTED:
        return "Kept. The two ratings differ: it is to be settled.", at
    said = "Settled." if after.item(subject).standing is Standing.SETTLED else "Kept."
    return said, Address(View.ROUND, round=at.round)


def settle(service: Service, who: Account, at: Address, note: str | None) -> Outcome:
    """Settle the report that led here, or the first of the answer that waits."""
    acting.require_reviewer(who)
    waiting = [one for one in reports(service.trail_index, at.answer) if one.waits]
    chosen = [one for one in waiting if one.number == at.report] or waiting
    if not chosen:
        raise AuditError("nothing that was said of this answer waits: it is settled already")
    acting.settle_report(service, who, chosen[0].number, note or "")
    return "Settled, and kept in the trail.", replace(at, report=0)


def make_case(service: Service, who: Account, at: Address, *typed: str | None) -> Outcome:
    """Add the answer shown to a suite."""
    acting.require_reviewer(who)
    suite, identity, expect, why, evidence, facts, forbid = (value or "" for value in typed)
    if not expect:
        raise RunError("say first what should come: an answer or a refusal")
    asked = service.trail_index.record(at.answer).content
    case = acting.new_case(
        identity,
        asked["answer"]["question"],
        expect,
        reason=why,
        evidence=evidence,
        facts=facts,
        forbid=forbid,
        asked=asked["asked"],
    )
    made = acting.make_case(service, who, suite.strip(), case, at.answer)
    kept = [pattern.text for words in (*made.facts, made.forbid) for pattern in words]
    changed = set(kept) != {*case.facts, *case.forbid}
    told = " Identifiers in what you typed were replaced: read it again." if changed else ""
    return f"It is the case {made.key} now: run its suite from the list of runs.{told}", at


def block(service: Service, who: Account, at: Address, reason: str | None) -> Outcome:
    """Block publishing."""
    acting.block(service, who, reason or "")
    return "Publishing is blocked; curators are told why.", at


def allow(service: Service, who: Account, at: Address, reason: str | None) -> Outcome:
    """Allow publishing."""
    acting.allow(service, who, reason or "")
    return "Publishing is allowed again.", at


ACTIONS: tuple[tuple[str, Action, tuple[str, ...]], ...] = (
    ("start", start, ("suites",)),
    ("stop", stop, ()),
    ("accept", accept, ()),
    ("cases", judge_cases, ("count",)),
    ("sample", judge_sample, ()),
    ("judge", judge, ("judgement", "judged")),
    ("settle", settle, ("note",)),
    ("case", make_case,
     ("suite", "identity", "expect", "why", "evidence", "facts", "forbid")),
    ("block", block, ("reason",)),
    ("allow", allow, ("reason",)),
)  # fmt: skip
"""Each button with the fields that it reads."""
