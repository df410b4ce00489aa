"""The refusal of a question before anything is looked up."""

from assistant.answers import Refusal, RefusalReason
from assistant.conversation import Understood
from assistant.screen import Screening, certainly_refused, screen


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
    Whether it is in scope only the completed words tell: "what if that fails?" could be anything,
    and so only what a rule is certain of counts of the words as asked. The language is that of the
    words as they were typed.
    """
    asked, read, before = understood.asked.text, understood.read.text, understood.leaned_on
    if read == asked:
        refusal = screen(asked, screening)
    else:
        refusal = _of_harm(certainly_refused(asked, screening))
        refusal = refusal or screen(read, screening, (asked, before))
    if before and not _of_harm(refusal):
        return _of_harm(screen(before, screening)) or refusal
    return refusal


def _of_harm(refusal: Refusal | None) -> Refusal | None:
    """The refusal, if it is one with which whatever follows is refused."""
    return refusal if refusal and refusal.reason in _REFUSED_WITH_WHAT_FOLLOWS else None


_REFUSED_WITH_WHAT_FOLLOWS = (RefusalReason.HARMFUL_REQUEST, RefusalReason.UNSAFE_INPUT)
