"""The questions an account asked last, from the audit trail: nothing is kept in the browser."""

from collections.abc import Iterable

from assistant.answers import RefusalReason
from assistant.audit import AnswerSummary

RECENT_COUNT = 5
LOOKED_THROUGH = 2000
"""Records, so that somebody who asks seldom does not make everybody's page slow."""
_UNSAID = {RefusalReason.UNSAFE_INPUT, RefusalReason.HARMFUL_REQUEST}


def recent(answers: Iterable[AnswerSummary], by: str) -> tuple[str, ...]:
    """Up to `RECENT_COUNT` different questions of an account, redacted, the newest first.

    `answers` are the newest last. Without an account there are none: nobody reads what somebody
    else asked.
    """
    if not by:
        return ()
    found: dict[str, str] = {}
    for one in reversed(tuple(answers)[-LOOKED_THROUGH:]):
        if one.by == by and one.reason not in _UNSAID:
            found.setdefault(one.question.casefold(), one.question)
            if len(found) == RECENT_COUNT:
                break
    return tuple(found.values())
