"""A rehearsal as a job beside the server: which answers would change, before anybody gets one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from assistant.settings import Settings
from assistant.web.jobs import Job, Jobs, Tell

KIND = "rehearsal"


@dataclass(frozen=True)
class Wanted:
    """What is to be tried."""

    drafts: tuple[str, ...]
    """DOC@VERSION each, to be taken as in force."""
    questions: tuple[str, ...]
    recent: int
    """How many of the latest questions asked, besides."""
    on: date


def start_rehearsal(jobs: Jobs, settings: Settings, by: str, wanted: Wanted) -> Job:
    """Begin; the result is what `assistant corpus rehearse --json` prints. Raises BusyError."""
    about = ", ".join(wanted.drafts[:3]) or "what is approved"
    return jobs.start(KIND, by, _rehearse, settings.choose(), wanted, about=about)


def _rehearse(tell: Tell, settings: Settings, wanted: Wanted) -> Any:
    from assistant.assembly import open_stages
    from assistant.audit import Trail
    from assistant.cataloguing import open_catalogue
    from assistant.curate.rehearsal import (
        Rehearsal,
        open_rehearsal,
        recent_questions,
        rehearse,
        to_json,
    )
    from assistant.question import Question
    from corpus.errors import CatalogueError, QuestionError

    catalogue = open_catalogue(settings)
    chosen = [catalogue.version(*named.split("@", 1)) for named in dict.fromkeys(wanted.drafts)]
    for version in chosen:
        if not version.is_draft:
            raise CatalogueError(
                f"{version.key} is no draft: what is approved is tried without naming it"
            )
    given = tuple(dict.fromkeys(wanted.questions))
    asked = [Question(text, as_of=wanted.on) for text in given]
    if wanted.recent:
        records = Trail(settings.home).records()
        asked += recent_questions(records, wanted.recent, wanted.on)
    asked = list(dict.fromkeys(asked))
    if not asked:
        raise QuestionError("there is no question to try: send some, or say how many recent ones")
    rehearsal = Rehearsal(catalogue.versions(), chosen, wanted.on)
    now, then = open_rehearsal(
        settings.home,
        open_stages(settings),
        rehearsal,
        lambda done, total: tell(done, total, "versions"),
    )
    trials = []
    for trial in rehearse(asked, now, then):
        trials.append(trial)
        tell(len(trials), len(asked), "questions")
    found = to_json(then.current.get().identity, chosen, trials, len(given))
    return orjson.loads(orjson.dumps(found, default=str))
