"""Every command, in its group."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import (
    audit,
    calibrating,
    checking,
    comparing,
    corpus,
    doctor,
    eval_beside,
    eval_comparing,
    evaluating,
    evidencing,
    exchange,
    feedback,
    following,
    gating,
    grading,
    life,
    publishing,
    questions,
    rehearsing,
    releasing,
    reporting,
    resuming,
    scoring,
    serving,
    snapshots,
    suites,
    users,
    verifying,
)
from assistant.settings import load_settings

application = typer.Typer(
    help="Answers protocol questions from approved documents, every statement cited, or refuses.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_curate = typer.Typer(
    help="Bring documents in, approve, publish and withdraw them.", no_args_is_help=True
)
corpus.register(_curate)
life.register(_curate)
publishing.register(_curate)
releasing.register(_curate)
snapshots.register(_curate)
verifying.register(_curate)
rehearsing.register(_curate)
following.register(_curate)
exchange.register(_curate)
comparing.register(_curate)
checking.register(_curate)
_evaluate = typer.Typer(
    help="Score hallucination and refusal on suites of cases, and gate a release on it.",
    no_args_is_help=True,
)
suites.register(_evaluate)
evaluating.register(_evaluate)
eval_comparing.register(_evaluate)
eval_beside.register(_evaluate)
gating.register(_evaluate)
grading.register(_evaluate)
scoring.register(_evaluate)
calibrating.register(_evaluate)
reporting.register(_evaluate)
evidencing.register(_evaluate)
_trail = typer.Typer(help="The record of every answer and event.", no_args_is_help=True)
audit.register(_trail)
resuming.register(_trail)
_feedback = typer.Typer(help="What readers said about answers.", no_args_is_help=True)
feedback.register(_feedback)

application.add_typer(_curate, name="corpus")
application.add_typer(_evaluate, name="eval")
application.add_typer(_trail, name="audit")
_people = typer.Typer(help="Who may sign in, and what they may do.", no_args_is_help=True)
users.register(_people)
application.add_typer(_people, name="user")
application.add_typer(_feedback, name="feedback")
questions.register(application)
serving.register(application)
doctor.register(application)


@application.callback()
def _home(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help="Where everything is written; also ASSISTANT_HOME. [./.assistant]"),
    ] = None,
) -> None:
    context.obj = load_settings(home)
