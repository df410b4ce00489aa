"""What must not go further than the question, and what is urgent whatever the answer is.

`check_question` comes before redaction, `screen` after it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.answers import Notice, Refusal, RefusalReason
from assistant.screen.checking import MAX_CHARACTERS, check_question
from assistant.screen.emergency import PATTERNS, emergency_notice
from assistant.screen.language import is_english
from assistant.screen.legitimate import RULES as LEGITIMATE
from assistant.screen.messages import OTHER_LANGUAGE, UNSAFE_INPUT, refusal_for
from assistant.screen.model import PACKAGED, Kind, ScreenModel
from assistant.screen.routes import Route, routes
from assistant.screen.rule import UNSAFE, Verdict
from assistant.screen.rules import RULES

__all__ = [
    "MAX_CHARACTERS",
    "Kind",
    "Route",
    "ScreenModel",
    "Screening",
    "certainly_refused",
    "check_question",
    "routes",
    "screen",
    "screen_identity",
]


class Reader(Protocol):
    """Takes a question for one kind or another."""

    @property
    def identity(self) -> str:
        """Name and digest, for provenance."""

    def kind(self, question: str) -> Kind:
        """What a checked and redacted question is taken for."""


@dataclass(frozen=True)
class Screening:
    """What a question is screened with."""

    model: Reader
    routes: Mapping[Route, str]

    def urgent(self, question: str) -> tuple[Notice, ...]:
        """The emergency route, where the question tells of something that happens now."""
        return emergency_notice(question, self.routes[Route.EMERGENCY])


def screen(question: str, screening: Screening, typed: Iterable[str] = ()) -> Refusal | None:
    """The refusal a question calls for by itself, or None when it may go on to retrieval.

    `question` is checked and redacted; where it was completed from others, `typed` are those, and
    each must be in English, not what was put together of them. Rules come first and are certain
    either way; what they say nothing about, the model decides, which is set to stop few legitimate
    questions: what is let through is still answered only from approved text, and what is stopped
    wrongly is a clinician without an answer.
    """
    verdict = certainly(question)
    if verdict is UNSAFE:
        return _unsafe()
    if verdict is None and not all(map(is_english, tuple(typed) or (question,))):
        return Refusal(RefusalReason.OUT_OF_SCOPE, OTHER_LANGUAGE)
    return refusal_for(verdict or screening.model.kind(question), screening.routes)


def certainly_refused(question: str, screening: Screening) -> Refusal | None:
    """The refusal that a rule calls for; the model is not asked, which fragments tell nothing."""
    verdict = certainly(question)
    if verdict is UNSAFE:
        return _unsafe()
    return refusal_for(verdict or Kind.LEGITIMATE, screening.routes)


def _unsafe() -> Refusal:
    return Refusal(RefusalReason.UNSAFE_INPUT, UNSAFE_INPUT)


def screen_identity() -> str:
    """The first 12 hex digits over rules, phrases and the packaged model."""
    told = [*(f"{one!r}" for one in (*RULES, *LEGITIMATE)), *(one.pattern for one in PATTERNS)]
    card = (PACKAGED / "card.json").read_bytes() if (PACKAGED / "card.json").is_file() else b""
    return hashlib.sha256("\n".join(told).encode() + card).hexdigest()[:12]


def certainly(question: str) -> Verdict | None:
    """What the first rule that holds says; None where none does. Those that stop come first."""
    plain = question.replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"')
    plain = " ".join(plain.split())
    return next((one.verdict for one in (*RULES, *LEGITIMATE) if one.holds(plain)), None)
