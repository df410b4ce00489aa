"""`corpus impact` and `unanswered`: what the audit trail tells curators."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cataloguing import open_catalogue
from assistant.commands.naming import named_parts
from assistant.commands.options import AsJson, Named, Since
from assistant.commands.printing import counted, moment, say, say_json, say_wrapped
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.curate.impact import PastAnswer, Standing
    from assistant.curate.unanswered import Topic

LAST = 2000
"""Unanswered questions that are grouped unless more are wanted."""
MOST = 5000
"""Questions that can be grouped: memory grows with their square, to 0.8 GB here."""
EXAMPLES = 3
"""Questions of a topic that a person is shown."""


def register(group: typer.Typer) -> None:
    """Add the commands."""
    group.command()(impact)
    group.command()(unanswered)


def impact(
    context: typer.Context,
    document: Named,
    since: Since = None,
    as_json: AsJson = False,
) -> None:
    """List past answers that cited what is no longer in force.

    With a version, those that cited it, in force or not.
    """
    from assistant.audit import Trail
    from assistant.curate.impact import impact as impact_of

    settings: Settings = context.obj
    catalogue = open_catalogue(settings)
    name, version = named_parts(document)
    found = impact_of(
        Trail(settings.home),
        catalogue.versions(),
        name,
        version,
        on=date.today(),
        since=since,
    )
    if as_json:
        say_json(found.to_json())
        return
    for standing, answers in found.found:
        _say_version(standing, answers)
    what = document if version else f"versions of {name} that are not in force"
    after = f" since {since}" if since else ""
    if found.days is None:
        say(f"No answer{after} cited {what}.")
    else:
        first, last = found.days
        many = counted(found.answers, "answer")
        say(f"{many}{after} cited {what}, the first on {first}, the last on {last}.")


def _say_version(standing: "Standing", answers: Sequence["PastAnswer"]) -> None:
    from assistant.curate.impact import UNKNOWN

    state = (standing.stage or UNKNOWN) + ("" if standing.in_force else " (not in force)")
    since = f" since {standing.since}" if standing.since else ""
    by = f", by {standing.by}" if standing.by else ""
    why = f": {standing.why}" if standing.why else ""
    say(f"{standing.key} is {state}{since}{by}{why}")
    for answer in answers:
        say(f"  {moment(answer.at)}  {answer.id}")
        say_wrapped(f"Question: {answer.question}", 4)
        for statement in answer.statements:
            sign = "Caution: " if statement.caution else ""
            say_wrapped(f"• {sign}{statement.text}", 4)
    say()


def unanswered(
    context: typer.Context,
    since: Since = None,
    last: Annotated[
        int, typer.Option(min=1, max=MOST, help="How many of the latest questions.")
    ] = LAST,
    as_json: AsJson = False,
) -> None:
    """List questions refused for lack of evidence, by topic."""
    from assistant.audit import Trail
    from assistant.curate.unanswered import by_topic
    from assistant.curate.unanswered import unanswered as refused
    from assistant.embed import load_embedder

    settings: Settings = context.obj
    every = refused(Trail(settings.home), since)
    questions = every[-last:]
    embedder = load_embedder(settings.embedder, settings.models)
    topics = by_topic(questions, embedder) if questions else ()
    asked = sum(topic.asked for topic in topics)
    left_out = len(every) - len(questions)
    if as_json:
        say_json(
            {
                "asked": asked,
                "questions": len(questions),
                "left_out": left_out,
                "topics": [topic.to_json() for topic in topics],
            }
        )
        return
    for topic in topics:
        _say_topic(topic)
    if not topics:
        say("No question was refused for lack of evidence.")
        return
    many = f"{counted(len(questions), 'question')} on {counted(len(topics), 'topic')}"
    say(f"{many}, asked {_times(asked)}.{_older(left_out, len(every))}")


def _older(left_out: int, every: int) -> str:
    if not left_out:
        return ""
    ones = "1 older one is" if left_out == 1 else f"{left_out} older ones are"
    return f" {ones} left out: --last {min(every, MOST)} takes more."


def _say_topic(topic: "Topic") -> None:
    say(f"{topic.label}: asked {_times(topic.asked)}, last on {topic.last[:10]}")
    for question in topic.questions[:EXAMPLES]:
        say_wrapped(f"• {question.question}" + f" (×{question.asked})" * (question.asked > 1), 2)
    if len(topic.questions) > EXAMPLES:
        say(f"  … and {len(topic.questions) - EXAMPLES} more")
    for _, title, section in topic.nearest:
        say_wrapped(f"nearest: {title}: {' › '.join(section)}", 2)
    say()


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
