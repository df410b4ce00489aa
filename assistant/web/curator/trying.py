"""Questions tried on a draft before it is published, beside what is published now."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from assistant.ask import Stages
from assistant.curate.rehearsal import (
    Rehearsal,
    Trial,
    open_rehearsal,
    recent_questions,
    rehearse,
)
from assistant.question import Question
from assistant.web.curator.curation import Curation
from assistant.web.curator.rendering import counted, render
from assistant.web.curator.working import Done, Tell, Under, working
from corpus.errors import CatalogueError, QuestionError
from corpus.versions import Version

RECENT = 30
"""Questions of the trail that are tried at once."""
SEARCHED = 300
"""Answers among which they are looked for, the latest: many are asked again and again."""
MOST = 20
"""Questions of one try, a line each."""


class Rehearsals:
    """The last rehearsal, kept open: its next question is asked at once."""

    def __init__(self, curation: Curation) -> None:
        self._curation = curation
        self._kept: tuple[object, tuple[Stages, Stages]] | None = None
        self._lock = threading.Lock()

    def open(self, draft: Version, tell: Tell) -> tuple[Stages, Stages]:
        """The stages as they answer now, and as they would with the draft in force today."""
        catalogue, today = self._curation.catalogue, date.today()
        if not draft.is_draft:
            raise CatalogueError(
                f"{draft.key} is no draft any more: ask it at the clinician's desk"
            )
        stages = self._curation.service.stages()
        versions = catalogue.versions()
        key = (versions, draft.key, today, stages.current.get().identity)
        with self._lock:
            if self._kept is None or self._kept[0] != key:
                rehearsal = Rehearsal(versions, [draft], today)
                opened = open_rehearsal(
                    self._curation.settings.home,
                    stages,
                    rehearsal,
                    lambda done, total: tell(done, total, "Building what would be published"),
                )
                self._kept = (key, opened)
            return self._kept[1]

    def tries(self, draft: Version, words: str | None) -> Iterator[str]:
        """The progress as HTML, and then what would differ.

        `words` are questions, a line each; without them the latest of the trail are tried. Raises
        the family of AssistantError.
        """
        for event in working(lambda tell: self._try(draft, words, tell)):
            if isinstance(event, Done):
                yield _outcome(draft, event.outcome, whole=words is not None)
            else:
                yield _under(event)

    def _try(self, draft: Version, words: str | None, tell: Tell) -> list[Trial]:
        questions = self._questions(words)
        now, then = self.open(draft, tell)
        trials = []
        for trial in rehearse(questions, now, then):
            trials.append(trial)
            tell(len(trials), len(questions), "Asking")
        return trials

    def _questions(self, words: str | None) -> Sequence[Question]:
        today = date.today()
        if words is None:
            index = self._curation.index
            records = [index.record(one.id) for one in index.answers()[-SEARCHED:]]
            found = recent_questions(records, RECENT, today)
            if not found:
                raise QuestionError("nobody has asked anything yet: write a question to try")
            return found
        lines = list(dict.fromkeys(line.strip() for line in words.splitlines() if line.strip()))
        if not lines:
            raise QuestionError("no question is written: write one, or several in a line each")
        if len(lines) > MOST:
            raise QuestionError(f"{len(lines)} questions are more than {MOST}: try fewer at once")
        return [Question(line, as_of=today) for line in lines]


def _under(under: Under) -> str:
    about = under.what or "Opening"
    if under.total:
        about = f"{about}: {under.done} of {under.total}"
    trying = {
        "about": about, "seconds": under.seconds, "done": under.done, "total": under.total,
    }  # fmt: skip
    return render("trials.html", trying=trying, summary="", trials=())


def _outcome(draft: Version, trials: Sequence[Trial], *, whole: bool) -> str:
    changed = sorted((one for one in trials if one.changed), key=lambda one: one.effect.gravity)
    counts = Counter(trial.effect.value for trial in changed)
    effects = "; ".join(f"{effect}: {count}" for effect, count in counts.items())
    summary = (
        f"{len(changed)} of {counted(len(trials), 'answer')} would change with {draft.key} in "
        f"force{f' ({effects})' if effects else ''}. Nothing was published."
    )
    shown = trials if whole else changed
    return render(
        "trials.html",
        trying=None,
        summary=summary,
        trials=[_arranged(trial) for trial in shown],
    )


def _arranged(trial: Trial) -> dict[str, Any]:
    lines = trial.lines()
    gone = {line for sign, line in lines if sign == "-"}
    come = {line for sign, line in lines if sign == "+"}
    now, then = trial.sides()
    return {
        "question": trial.to_json()["question"] or "A question that could not be asked",
        "effect": trial.effect.value,
        "grave": trial.effect.gravity < 3,
        "now": [(line, line in gone) for line in now],
        "then": [(line, line in come) for line in then],
    }
