"""What must not go further than the question: one function, run on the redacted question.

`check_question` comes before redaction, `screen` after it.
"""

from assistant.answers import Refusal
from assistant.screen.checking import MAX_CHARACTERS, check_question
from assistant.screen.language import is_english
from assistant.screen.rules import MESSAGES, NOT_ENGLISH, OTHER_LANGUAGE, first_broken

__all__ = ["MAX_CHARACTERS", "check_question", "screen"]


def screen(question: str) -> Refusal | None:
    """The refusal a question calls for by itself, or None when it may go on to retrieval.

    `question` is checked and redacted. The rules are few and certain on purpose: what they let
    through is still answered only from approved text, and what they stop wrongly is a clinician
    without an answer.
    """
    reason = first_broken(question)
    if reason is not None:
        return Refusal(reason, MESSAGES[reason])
    if not is_english(question):
        return Refusal(NOT_ENGLISH, OTHER_LANGUAGE)
    return None
