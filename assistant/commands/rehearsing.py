"""`corpus rehearse`: what publishing would change, before it is published."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.answers import Answer, NoticeKind
from assistant.cataloguing import open_catalogue
from assistant.commands.naming import find_draft
from assistant.commands.options import AsJson, AsOf
from assistant.commands.printing import (
    counted,
    progress_bar,
    say,
    say_answer,
    say_json,
    say_wrapped,
)
from assistant.commands.questions import Words, read_questions
from assistant.question import Question
from assistant.settings import Settings
from corpus.catalogue import Catalogue
from corpus.errors import AssistantError, CatalogueError, QuestionError
from corpus.versions import Version

if TYPE_CHECKING:
    from assistant.curate.rehearsal import Trial

RECENT = 100
"""Questions of the audit trail that are tried when nothing else is chosen."""
_CITED_VERSION = re.compile(r"@[^@()]*\)$")


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(rehearse)


def rehearse(
    context: typer.Context,
    questions: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION", help="Tried and shown whole.")
    ] = None,
    drafts: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar="DOC[@VERSION]", help="A draft to take as in force; repeatable."
        ),
    ] = None,
    file: Annotated[Path | None, typer.Option(help="JSON Lines with a question each.")] = None,
    suite: Annotated[
        str | None, typer.Option(help="The questions of a suite: a shipped one, or a YAML file.")
    ] = None,
    recent: Annotated[
        int | None, typer.Option(min=1, help="So many of the latest questions asked. [100]")
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Ask what would be published; say which answers would change.

    Nothing is published, and no clinician sees any of it.
    """
    from assistant.assembly import open_stages
    from assistant.audit import Trail
    from assistant.curate.rehearsal import Rehearsal, open_rehearsal, recent_questions, to_json
    from assistant.curate.rehearsal import rehearse as trials_of

    settings: Settings = context.obj
    day = as_of or date.today()
    catalogue = open_catalogue(settings)
    chosen = [_draft(catalogue, named) for named in dict.fromkeys(drafts or [])]
    rehearsal = Rehearsal(catalogue.versions(), chosen, day)
    given = tuple(dict.fromkeys(questions or []))
    asked = [Question(text, as_of=day, earlier=earlier) for text, earlier in _texts(given, file)]
    if suite:
        from evals.suites.finding import find_suites

        asked += [case.asked(day) for one in find_suites([suite]) for case in one.cases]
    if recent or not (given or file or suite):
        asked += recent_questions(Trail(settings.home).records(), recent or RECENT, day)
    asked = list(dict.fromkeys(asked))
    if not asked:
        raise QuestionError(
            "there is no question to try: give one, or --file or --suite with some; without them "
            "those asked before are tried"
        )
    stages = open_stages(settings)
    approved = sum(bool(version.approved_at) for version in rehearsal.versions)
    with progress_bar("Building", approved) as advance:
        now, then = open_rehearsal(
            settings.home, stages, rehearsal, progress=lambda done, total: advance()
        )
    trials = []
    with progress_bar("Questions", len(asked)) as advance:
        for trial in trials_of(asked, now, then):
            trials.append(trial)
            advance()
    changed = sorted(
        (trial for trial in trials if trial.changed), key=lambda trial: trial.effect.gravity
    )
    snapshot = then.current.get().identity
    whole = trials[: len(given)]
    failed = sum(isinstance(trial.then, AssistantError) for trial in trials)
    if as_json:
        say_json(to_json(snapshot, chosen, trials, len(given)))
        return
    for trial in whole:
        if isinstance(trial.then, Answer):
            say_answer(trial.then)
        else:
            say(f"Not asked: {trial.then}")
        say()
    _report(changed, whole=whole, asked=len(trials))
    if failed:
        say(f"{counted(failed, 'question')} could not be asked.")
    taken = f", {', '.join(version.key for version in chosen)} taken as in force" if chosen else ""
    say(f"Tried on snapshot {snapshot}{taken}; nothing was published.")


def _report(changed: "Sequence[Trial]", *, whole: "Sequence[Trial]", asked: int) -> None:
    """What would change, gravest first; of answers shown `whole` already, not all of it again."""
    for trial in changed:
        record = trial.to_json()
        say_wrapped(f"{trial.effect}: {record['question'] or '(not asked)'}")
        for sign, line in _told(trial):
            if sign == "+" and trial in whole and not _answered(trial.now):
                continue
            say_wrapped(f"{sign} {line}", 4)
    counts = Counter(trial.effect for trial in changed)
    effects = ", ".join(f"{effect} ({count})" for effect, count in counts.items())
    would = f"{len(changed)} of {counted(asked, 'answer')} would change"
    say(f"{would}{': ' if effects else ''}{effects}.")


def _told(trial: "Trial") -> Iterator[tuple[str, str]]:
    """What goes and what comes; the same words from the same document are only counted.

    A new version is cited anew for every sentence, and the changed dose must not hide among them.
    """
    lines = trial.lines()
    sides = {sign: [_unversioned(line) for s, line in lines if s == sign] for sign in "-+"}
    same = set(sides["-"]) & set(sides["+"])
    for sign, line in lines:
        # That a draft is a draft is said once, at the end.
        if _unversioned(line) not in same and line not in _of_drafts(trial):
            yield sign, line
    if same:
        yield "=", f"{counted(len(same), 'statement')} in the same words, from another version"


def _answered(outcome: Answer | AssistantError) -> bool:
    return isinstance(outcome, Answer) and outcome.refusal is None


def _of_drafts(trial: "Trial") -> set[str]:
    if not isinstance(trial.then, Answer):
        return set()
    return {
        f"Notice: {one.message}" for one in trial.then.notices if one.kind == NoticeKind.REHEARSAL
    }


def _unversioned(line: str) -> str:
    """A statement with its document, whichever version it was cited from."""
    return _CITED_VERSION.sub(")", line)


def _draft(catalogue: Catalogue, named: str) -> Version:
    version = find_draft(catalogue, named)
    if not version.is_draft:
        raise CatalogueError(
            f"{version.key} is no draft: what is approved is tried without naming it"
        )
    return version


def _texts(questions: Sequence[str], file: Path | None) -> list[Words]:
    if any(not question.strip() for question in questions):
        raise QuestionError("a question is empty: write it in quotation marks, or leave it out")
    texts: list[Words] = [(question, ()) for question in questions]
    if file:
        texts += [asked for _, asked in read_questions(file)]
    return texts
