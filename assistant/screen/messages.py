"""What a question that goes no further is told: never an accusation, always whom to turn to."""

from collections.abc import Mapping

from assistant.answers import Refusal, RefusalReason
from assistant.screen.model import Kind
from assistant.screen.routes import Route

UNSAFE_INPUT = (
    "This text gives instructions to the system instead of asking a question, so it was not "
    "processed. Please ask a protocol question."
)
OTHER_LANGUAGE = (
    "The approved documents are in English, and this question seems to be in another language. "
    "Please ask it in English."
)
_MESSAGES = {
    Kind.HARMFUL: (
        RefusalReason.HARMFUL_REQUEST,
        "Help with harming, deceiving, or taking what belongs to others is not given here. If this "
        "is about safe care, such as poisoning, safeguarding or reporting a concern, please ask "
        "what the protocol says about it.",
        Route.HARMFUL_REQUEST,
    ),
    Kind.SELF_HARM: (
        RefusalReason.HARMFUL_REQUEST,
        "If this is about you: you matter, and help is there now. If it is about a patient, please "
        "ask what the protocol says about care after self-harm.",
        Route.CRISIS,
    ),
    Kind.INDIVIDUAL: (
        RefusalReason.INDIVIDUAL_DECISION,
        "A diagnosis or a decision about one patient is for the clinicians who treat them. Please "
        "ask what the protocol says for the condition, for example when a drug is stopped.",
        Route.INDIVIDUAL_DECISION,
    ),
    Kind.ELSEWHERE: (
        RefusalReason.OUT_OF_SCOPE,
        "This assistant only looks up the approved documents of this site, and this seems to be "
        "about something else. If one of them should say it, please ask with the words it uses.",
        Route.OUT_OF_SCOPE,
    ),
}
"""For each kind that is stopped: the reason, what is said, and whom to turn to."""


def refusal_for(kind: Kind, routes: Mapping[Route, str]) -> Refusal | None:
    """The refusal of a kind of question; None for a legitimate one."""
    if kind is Kind.LEGITIMATE:
        return None
    reason, message, route = _MESSAGES[kind]
    # In a crisis whom to turn to comes first.
    parts = (routes[route], message) if route is Route.CRISIS else (message, routes[route])
    return Refusal(reason, " ".join(parts))
