"""Assistants that answer without a model, and some that hang, crash or fail on one question.

They are asked in worker processes, so every class can be pickled by name.
"""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ModelError, QuestionError
from evals.runs.asker import Reply
from evals.runs.outcome import Outcome

TROUBLE = "trouble"
"""Stands in the questions that a troubled assistant stumbles over."""


def refusal(question):
    """The object of the contract for a question that nothing answers, without id and timings."""
    return {
        "status": "refused",
        "question": question,
        "redactions": [],
        "statements": [],
        "citations": [],
        "refusal": {"reason": "not_in_corpus", "message": "Nothing.", "nearest": []},
        "notices": [],
        "confidence": 0.0,
        "provenance": {},
    }


@dataclass(frozen=True)
class RefusingAssistant:
    """Refuses everything; opens itself."""

    log: Path | None = None
    """Where every question is noted, a line each."""

    def __call__(self):
        return self

    def ask(self, request):
        if self.log:
            with self.log.open("a") as file:
                file.write(f"{request.case}\n")
        if TROUBLE in request.question.text:
            self.stumble(request)
        return Reply(Outcome(request.case, refusal(request.question.text)), {"total": 1.0}, 0.001)

    def stumble(self, request):
        """What happens with a question that holds TROUBLE."""


class HangingAssistant(RefusingAssistant):
    """Never comes back."""

    def stumble(self, request):
        time.sleep(3600)


class LeavingAssistant(RefusingAssistant):
    """Ends its process, as a library may."""

    def stumble(self, request):
        os._exit(3)


class CrashingAssistant(RefusingAssistant):
    """Crashes as native code does."""

    def stumble(self, request):
        os.kill(os.getpid(), signal.SIGSEGV)


class QuotingAssistant(RefusingAssistant):
    """Raises an error that quotes the question, as libraries do."""

    def stumble(self, request):
        raise RuntimeError(f"cannot answer {request.question.text}")


class OwnErrorAssistant(RefusingAssistant):
    """Raises one of our errors, with a folder of the machine in its message."""

    def stumble(self, request):
        raise QuestionError("/srv/home/models/embedder is too long for mg/kg/day: shorten it")


class SilentAssistant(RefusingAssistant):
    """Gives nothing back."""

    def ask(self, request):
        return None if TROUBLE in request.question.text else super().ask(request)


@dataclass(frozen=True)
class GarblingAssistant(RefusingAssistant):
    """Gives back what is no answer to the case."""

    case: str = ""
    """Another that it answers instead; empty for the right one."""
    changed: tuple = ()
    """Parts of the answer with what stands there instead."""

    def ask(self, request):
        if TROUBLE not in request.question.text:
            return super().ask(request)
        answer = {**refusal(request.question.text), **dict(self.changed)}
        return Reply(Outcome(self.case or request.case, answer), {}, 0.001)


class SlowAssistant(RefusingAssistant):
    """Takes a while over every question."""

    def ask(self, request):
        time.sleep(0.3)
        return super().ask(request)


class ClosedAssistant(RefusingAssistant):
    """Cannot be opened."""

    def __call__(self):
        raise ModelError("the embedder is missing: run `make setup`")


class CrashingAtOnceAssistant(RefusingAssistant):
    """Crashes while it opens."""

    def __call__(self):
        os._exit(9)


class UnreadableAssistant(RefusingAssistant):
    """Fails to open in a way nobody foresaw."""

    def __call__(self):
        raise ValueError("secret")
