"""Two raters and their agreement over HTTP: rounds of answers, ratings, and what settles them."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.accounts import Account
from assistant.web.access import account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from assistant.web.api.plain import plain
from assistant.web.reviewer import acting
from assistant.web.reviewer.runs import scored_run
from corpus.errors import AuditError, RunError, SuiteError
from evals.adjudication import (
    Agreement,
    Item,
    Round,
    Standing,
    Subject,
    Verdict,
    find_round,
    rounds,
)
from evals.adjudication.rounds import MOST
from evals.reports.casework import asked

Number = Annotated[int, Path(ge=1, description="As listed.")]
Which = Annotated[
    str, Query(max_length=300, description="`run#RUN#CASE` or `answer#ID`, as the round has it.")
]


class Begun(BaseModel):
    """Answers to put before two raters."""

    model_config = ConfigDict(extra="forbid")

    about: str = Field(min_length=1, max_length=300)
    subjects: list[str] = Field(
        min_length=1, max_length=MOST, description="`run#RUN#CASE` or `answer#ID` each."
    )


class Rated(BaseModel):
    """What somebody says of an answer."""

    model_config = ConfigDict(extra="forbid")

    subject: str = Field(max_length=300)
    verdict: Verdict
    note: str = Field(default="", max_length=4000, description="Redacted before it is kept.")


def router(holdings: Holdings) -> APIRouter:
    """/evaluations/rounds."""
    routes = APIRouter(route_class=Route, prefix="/evaluations/rounds", tags=["Adjudication"])

    @routes.get(
        "",
        summary="List rounds",
        responses=bodies.failures()
        | bodies.described("The newest first, with how far each is.", list[dict[str, Any]]),
    )
    def listed(request: Request) -> JSONResponse:
        """`yours` are the answers that who calls may still rate."""
        me = account_of(request).name
        return JSONResponse([_summary(one, me) for one in rounds(holdings.index)])

    @routes.post(
        "",
        summary="Begin a round",
        status_code=201,
        responses=bodies.failures(404) | bodies.described("The round.", status=201),
    )
    def begun(request: Request, body: Begun) -> JSONResponse:
        """Two people rate each answer, blind to each other."""
        with told_as(404, RunError, SuiteError, AuditError):
            subjects = [Subject.read(one) for one in body.subjects]
            for subject in subjects:
                _given(holdings, subject)
        account = account_of(request)
        number = acting.start_round(holdings.service, account, body.about, subjects)
        return JSONResponse(_shown(find_round(holdings.index, number), account), 201)

    @routes.get(
        "/{number}",
        summary="Show a round",
        responses=bodies.failures(404)
        | bodies.described("Every answer with the ratings that may be seen, and the agreement."),
    )
    def shown(request: Request, number: Number) -> JSONResponse:
        """Ratings of others are seen once both are given."""
        return JSONResponse(_shown(_found(number), account_of(request)))

    @routes.get(
        "/{number}/answer",
        summary="What is to be judged",
        responses=bodies.failures(404)
        | bodies.described("`question`, redacted, and `answer` as the contract has it."),
    )
    def answer(number: Number, subject: Which) -> JSONResponse:
        """Neither what was expected nor what any measure says of it."""
        with told_as(404, RunError, SuiteError, AuditError):
            found = _found(number).item(Subject.read(subject)).subject
            return JSONResponse(plain(_given(holdings, found)))

    @routes.post(
        "/{number}/ratings",
        summary="Rate an answer",
        responses=bodies.failures(404, 409) | bodies.described("The answer as it stands."),
    )
    def rated(request: Request, number: Number, body: Rated) -> JSONResponse:
        """One of the two ratings; it stays as it was given."""
        return _judged(request, number, body, settling=False)

    @routes.post(
        "/{number}/resolutions",
        summary="Settle where the raters differ",
        responses=bodies.failures(404, 409) | bodies.described("The answer as it stands."),
    )
    def resolved(request: Request, number: Number, body: Rated) -> JSONResponse:
        """By a third person, or by the same verdict of both raters; with a reason."""
        return _judged(request, number, body, settling=True)

    def _judged(request: Request, number: int, body: Rated, *, settling: bool) -> JSONResponse:
        account = account_of(request)
        with told_as(404, RunError):
            item = _found(number).item(Subject.read(body.subject))
        with told_as(409, RunError):
            acting.judge(
                holdings.service,
                account,
                (number, item.subject),
                body.verdict,
                body.note,
                settling=settling,
            )
        return JSONResponse(_item(_found(number).item(item.subject), account.name))

    def _found(number: int) -> Round:
        holdings.index.check_whole()
        with told_as(404, RunError):
            return find_round(holdings.index, number)

    return routes


def _given(holdings: Holdings, subject: Subject) -> dict[str, Any]:
    """What somebody asked, and what came; RunError or AuditError when there is no such answer."""
    if not subject.run:
        given = holdings.trail.find(subject.key).content["answer"]
        return {"question": given["question"], "answer": given}
    run = scored_run(holdings.settings, subject.run)
    if subject.key not in run.outcomes:
        raise RunError(f"the run {subject.run} has no case {subject.key[:80]!r}")
    outcome = run.outcomes[subject.key]
    return {"question": asked(run.cases[subject.key], outcome), "answer": outcome.answer}


def _summary(one: Round, me: str) -> dict[str, Any]:
    return {
        "round": one.number,
        "about": one.about,
        "by": one.by,
        "at": one.at,
        "answers": {standing.value: len(one.standing(standing)) for standing in Standing},
        "yours": [str(item.subject) for item in one.waiting_for(me)],
    }


def _shown(one: Round, account: Account) -> dict[str, Any]:
    return _summary(one, account.name) | {
        "items": [_item(item, account.name) for item in one.items.values()],
        "agreement": [
            {"raters": list(names)} | _agreement(found) for names, found in one.agreements
        ],
    }


def _item(item: Item, me: str) -> dict[str, Any]:
    """One answer, with what may be seen of its ratings."""
    return {
        "subject": str(item.subject),
        "standing": item.standing.value,
        "verdict": item.verdict and item.verdict.value,
        "ratings": [plain(one) for one in item.seen_by(me)],
        "resolutions": [plain(one) for one in item.resolutions],
    }


def _agreement(found: Agreement) -> dict[str, Any]:
    return {
        "judged": found.judged,
        "agreed": found.agreed,
        "percent": plain(found.percent),
        "kappa": found.kappa and plain(found.kappa),
    }
