"""What a reviewer does on the desk; every function asks for the role itself and names who acts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant import feedback, releasing
from assistant.accounts import Account
from assistant.answers import RefusalReason
from assistant.redact import Redactor, remark
from assistant.web.access import REVIEWING
from assistant.web.jobs import Job, jobs_of
from assistant.web.requiring import require
from assistant.web.reviewer.running import KIND, run_suites
from assistant.web.reviewer.runs import SUITES, run_folder, scored_run, suites_at_hand
from assistant.web.reviewer.use import ACCEPTED
from assistant.web.service import Service
from corpus.errors import RunError, SuiteError
from corpus.metadata import Population
from evals.adjudication import Judging, Subject, Verdict, begin
from evals.suites.adding import NewCase, add_case
from evals.suites.case import Case, Expect
from evals.suites.gold import find_gold

ADDED = "suite.case_added"
"""The event of a question that became a case."""
NO_VERDICT = "choose one of the verdicts first"


def require_reviewer(account: Account) -> str:
    """The name that is recorded; RoleError for who may look, and not act."""
    return require(account, REVIEWING, "act as a reviewer")


def start_run(service: Service, account: Account, names: Sequence[str]) -> Job:
    """Begin to ask suites, by their names; raises SuiteError, and StorageError while one runs."""
    by = require_reviewer(account)
    known = {name: named for name, named, _ in suites_at_hand(service.settings)}
    unknown = [name for name in names if name not in known]
    if not names or unknown:
        raise SuiteError(
            f"there is no suite {unknown[0][:80]!r}: choose one that is listed"
            if unknown else "no suite is chosen: choose one or more"
        )  # fmt: skip
    about = ", ".join(names) if len(names) <= 3 else f"{names[0]} and {len(names) - 1} more"
    chosen = tuple(known[name] for name in names)
    # A plain copy of the settings, which another process can be given.
    settings = service.settings.choose()
    return jobs_of(service).start(KIND, by, run_suites, settings, chosen, by, about=about)


def stop_run(service: Service, account: Account, job: str) -> None:
    """Stop what is being asked; it is kept as far as it came, and shows nothing."""
    require_reviewer(account)
    jobs_of(service).stop(job)


def accept_run(service: Service, account: Account, run: str) -> None:
    """Make a run the one that use is held against from now on."""
    by = require_reviewer(account)
    if not scored_run(service.settings, run).complete:
        raise RunError(f"the run {run} is not complete: only a whole run can be accepted")
    service.trail_index.trail.note(ACCEPTED, by, run=run)


def start_round(service: Service, account: Account, about: str, subjects: Sequence[Subject]) -> int:
    """Put answers before two raters; its number. Identifiers in `about` are replaced."""
    by = require_reviewer(account)
    about = remark(service.stages().redactor, about, "name of a round")
    for run in {one.run for one in subjects if one.run}:
        run_folder(service.settings, run)
    return begin(service.trail_index.trail, by, about, subjects)


def judge(
    service: Service,
    account: Account,
    place: tuple[int, Subject],
    verdict: str | None,
    note: str,
    *,
    settling: bool,
) -> None:
    """Rate an answer of a round, or settle it; raises RunError for what the round forbids."""
    by = require_reviewer(account)
    if verdict not in set(Verdict):
        raise RunError(NO_VERDICT)
    judging = Judging(service.trail_index, service.stages().redactor)
    act = judging.resolve if settling else judging.rate
    act(*place, Verdict(verdict), by=by, note=note)


def settle_report(service: Service, account: Account, number: int, note: str) -> None:
    """Say what came of what somebody reported."""
    by = require_reviewer(account)
    redactor = service.stages().redactor
    feedback.settle(service.trail_index, redactor, number, by, note, reviewer=True)


def block(service: Service, account: Account, reason: str) -> None:
    """Keep new snapshots from being published."""
    by = require_reviewer(account)
    releasing.block(service.trail_index.trail, service.stages().redactor, by, reason)


def allow(service: Service, account: Account, reason: str) -> None:
    """Let new snapshots be published again."""
    by = require_reviewer(account)
    releasing.allow(service.trail_index.trail, service.stages().redactor, by, reason)


def make_case(service: Service, account: Account, suite: str, case: NewCase, answer: str) -> Case:
    """Add a case made of a recorded answer to one of the site's suites, and record that.

    Identifiers in what was typed are replaced. Raises SuiteError, and changes nothing, when its
    words stand in no document that is in force or its name holds an identifier; RedactionError.
    """
    by = require_reviewer(account)
    case = _redacted(service.stages().redactor, suite, case)
    _check_words(service, case)
    made = add_case(service.settings.home / SUITES, suite, case)
    service.trail_index.trail.note(ADDED, by, suite=suite, case=made.id, answer=answer)
    return made


def new_case(
    identity: str,
    question: str,
    expect: str,
    *,
    reason: str = "",
    evidence: str = "",
    facts: str = "",
    forbid: str = "",
    asked: Mapping[str, Any] | None = None,
) -> NewCase:
    """A case out of what was typed: one fact, wording or `document: words` on each line.

    `asked` is what the trail has beside the question: the filters chosen, and what was asked
    before.
    """
    beside = asked or {}
    refuse = expect == Expect.REFUSE
    return NewCase(
        identity.strip(),
        question,
        Expect.REFUSE if refuse else Expect.ANSWER,
        RefusalReason(reason) if refuse and reason else None,
        () if refuse else tuple(map(_evidence, _lines(evidence))),
        () if refuse else _lines(facts),
        _lines(forbid),
        {"kind": "live"},
        population=Population(beside["population"]) if beside.get("population") else None,
        site=beside.get("site") or None,
        specialty=beside.get("specialty") or None,
        earlier=tuple(beside.get("earlier") or ()),
    )


def _redacted(redactor: Redactor, suite: str, case: NewCase) -> NewCase:
    """The case as it may be kept: who types it may have a patient in mind.

    The question and what was asked before it are redacted already, as they come from the trail.
    """

    def words(typed: Sequence[str], what: str) -> tuple[str, ...]:
        return tuple(remark(redactor, one, what) for one in typed)

    for name, what in ((suite, "suite"), (case.id, "case")):
        if remark(redactor, name, f"name of a {what}") != name:
            raise SuiteError(
                f"the name of the {what} holds what looks like an identifier: choose another"
            )
    return replace(
        case,
        evidence=tuple(
            (document, remark(redactor, quoted, "evidence")) for document, quoted in case.evidence
        ),
        facts=words(case.facts, "fact"),
        forbid=words(case.forbid, "wording"),
    )


def _check_words(service: Service, case: NewCase) -> None:
    stages = service.stages()
    in_force = {one.document: one for one in stages.catalogue.in_force(date.today()).values()}
    for document, words in case.evidence:
        if document not in in_force:
            raise SuiteError(f"no document in force is called {document!r}: correct its name")
        if not find_gold(stages.library.text(in_force[document].text_sha256), words):
            raise SuiteError(
                f"{document} does not hold {words[:80]!r}: copy the words as they stand there"
            )


def _evidence(line: str) -> tuple[str, str]:
    document, colon, words = line.partition(":")
    if not colon or not words.strip():
        raise SuiteError(
            f"{line[:80]!r} names no words of a document: write a line as “document: words”"
        )
    return document.strip(), words.strip()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
