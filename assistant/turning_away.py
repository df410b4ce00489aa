"""The refusal of a question before anything is looked up."""

from assistant.answers import Refusal, RefusalReason
from assistant.conversation import Understood
from assistant.screen import Screening, screen


def turned_away(understood: Understood, screening: Screening) -> Refusal | None:
    """The refusal before anything is looked up, if any.

    Words that say nothing by themselves seem to be about something else: naming the drug or the
    condition helps then, and being sent elsewhere does not.
    """
    screened = _screened(understood, screening)
    if screened and screened.reason is not RefusalReason.OUT_OF_SCOPE:
        return screened
    return understood.refusal or screened


def _screened(understood: Understood, screening: Screening) -> Refusal | None:
    """The refusal that the words call for, as asked or as completed.

    A follow-up to a harmful question is refused with it: "how much?" is harmless only by itself.
    Whether it is in scope only the completed words tell: "what if that fails?" could be anything.
    """
    refusal = screen(understood.asked.text, screening)
    harmful = refusal is not None and refusal.reason in _REFUSED_WITH_WHAT_FOLLOWS
    if not harmful and understood.read is not understood.asked:
        refusal = screen(understood.read.text, screening)
    if refusal is None and understood.leaned_on:
        before = screen(understood.leaned_on, screening)
        if before and before.reason in _REFUSED_WITH_WHAT_FOLLOWS:
            return before
    return refusal


_REFUSED_WITH_WHAT_FOLLOWS = (RefusalReason.HARMFUL_REQUEST, RefusalReason.UNSAFE_INPUT)
