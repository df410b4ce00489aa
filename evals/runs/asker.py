"""Asks the assistant one case at a time, through every stage that a clinician's question takes."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.answers import Answer
from assistant.ask import Stages
from assistant.question import Question
from assistant.settings import Settings
from corpus.errors import AssistantError, RunError
from evals.runs.corpora import Corpus
from evals.runs.outcome import Outcome, Place, stable
from evals.suites.case import Case

K = 10
"""Passages of a ranking."""
_FIRST = "Was steht in diesen Dokumenten?"
"""Not in English, so that what tells languages apart is loaded too."""
_FOLDERS = re.compile(r"(?<![\w.])/(?:[^\s/:'\"]+/)+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Request:
    """One case as the assistant gets it: nothing of what is expected of the answer."""

    case: str
    """`suite/id`."""
    corpus: str
    """Empty for the documents of the home; else the suite that brings its own."""
    question: Question
    ranked: bool
    """Whether the passages that a search finds are wanted too."""

    @classmethod
    def of(cls, case: Case, today: date) -> "Request":
        """A ranking is only wanted where there is evidence to be found."""
        return cls(case.key, case.corpus, case.asked(today), bool(case.evidence))


@dataclass(frozen=True)
class Reply:
    """An outcome, and how long it took."""

    outcome: Outcome
    timings_ms: Mapping[str, float]
    """Milliseconds by stage, as the answer gives them; empty after an error."""
    seconds: float
    """From question to answer; a search for the ranking does not count."""


class Asker(Protocol):
    """Answers cases; may raise, hang or crash, which its worker turns into an outcome."""

    def ask(self, request: Request) -> Reply:
        """The answer to one case."""
        ...


OpenAsker = Callable[[], Asker]
"""Opens an asker in a worker process, so it must be picklable. Raises AssistantError."""


class AssistantAsker:
    """The real stages, one set for each corpus."""

    def __init__(self, stages: Mapping[str, Stages]) -> None:
        self._stages = stages

    def ask(self, request: Request) -> Reply:
        """Through every stage; the record goes to the trail of the run."""
        from assistant.ask import ask, search

        stages = self._stages[request.corpus]
        began = time.perf_counter()
        answer: Answer = ask(request.question, stages)
        seconds = time.perf_counter() - began
        found = search(request.question, stages, K) if request.ranked else ()
        ranking = tuple(
            Place(
                one.version.document,
                one.version.metadata.version,
                one.passage.start,
                one.passage.end,
            )
            for one in found
        )
        outcome = Outcome(request.case, stable(answer.to_json()), ranking)
        return Reply(outcome, answer.timings_ms, seconds)


@dataclass(frozen=True)
class OpenAssistant:
    """Opens the real stages over corpora that stay as they were when the run began."""

    settings: Settings
    corpora: Mapping[str, Corpus]
    provenance: Mapping[str, str]
    """What the manifest says answers."""
    folder: Path
    """Of the run: its trail takes the questions, and the home's never sees them."""

    def __call__(self) -> Asker:
        """Load the models once, for all corpora."""
        from assistant.ask import search
        from assistant.assembly import open_stages
        from assistant.audit import Trail
        from assistant.curate.rehearsal import OneSnapshot
        from assistant.evidence_model import identity_of
        from assistant.screen import screen
        from corpus.library import Library

        stages = replace(open_stages(self.settings), trail=Trail(self.folder))
        identity = stages.embedder.identity
        answering = {
            "embedder": identity,
            "reranker": identity_of(stages.evidence_model),
            "generator": stages.generator.identity,
            **stages.provenance,
        }
        for name, value in answering.items():
            if self.provenance.get(name) != value:
                raise RunError(
                    f"the {name} in use is {value}, and the run began with "
                    f"{self.provenance.get(name)}: begin a new run"
                )
        opened = {}
        for name, corpus in self.corpora.items():
            opened[name] = replace(
                stages,
                catalogue=corpus.standing(),
                library=Library(corpus.home),
                current=OneSnapshot(corpus.open_snapshot(identity)),
            )
            # Where nothing can be decided every case would fail.
            opened[name].calibration(opened[name].current.get())
            # What is loaded at the first question is no case's time, and no case's error.
            screen(_FIRST, stages.screening)
            search(Question(_FIRST, as_of=corpus.days[0]), opened[name], K)
        return AssistantAsker(opened)


def failed(request: Request, reason: str, seconds: float) -> Reply:
    """What came of a case that has no answer."""
    return Reply(Outcome(request.case, None, error=reason), {}, seconds)


def described(error: Exception, question: Question) -> str:
    """An error as an outcome keeps it: no words of the question, no folder of this machine.

    The question may hold identifiers, and a library may quote it; only our own messages are
    kept, and of those none that shares a telling word with the question.
    """
    name = type(error).__name__
    if not isinstance(error, AssistantError):
        return name
    message = " ".join(str(error).split())
    words = " ".join((question.text, *question.earlier))
    if _telling(words) & _telling(message):
        return name
    return f"{name}: {_FOLDERS.sub('…/', message)}"


def _telling(text: str) -> set[str]:
    from assistant.vocabulary.lists import stop_words

    words = {word.casefold() for word in _WORD.findall(text)}
    return {word for word in words if len(word) > 1} - stop_words()
