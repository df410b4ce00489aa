"""Whether words give a dose by naming another one."""

import re

_AMOUNT = (
    r"(?:same|usual|normal|standard|ordinary|full|half|double|doubled|halved|quarter|two[- ]thirds)"
)
_IN_WORDS = re.compile(
    r"\bsame (?:[\w-]+ ){0,2}doses?\b"
    r"|\bhalf(?! an hour| hour| life)(?: of)?(?: the| a| this| that)? (?:[\w-]+ ){0,2}doses?\b"
    r"|\b(?:quarter|third|thirds) of (?:the |this |that )?(?:[\w-]+ ){0,2}doses?\b"
    rf"|\b(?:at|gives?|given|in|with|uses?|used|using|receives?|continued?|needs?)"
    rf" (?:the |an? )?{_AMOUNT} (?:[\w-]+ ){{0,2}}doses?\b"
    r"|\bdos(?:es?|age|ing)\b[^.;:|]{0,40}?"
    r"\b(?:in full|unchanged|halved|doubled|(?:the|is|are) same"
    r"|not (?:be |need to be )?(?:changed|reduced|adjusted|altered))\b"
    r"|\b(?:halve[sd]?|doubled?|halving|doubling) (?:the )?(?:[\w-]+ ){0,4}?dos(?:es?|age)\b"
    r"|\bno (?:[\w-]+ )?dos(?:es?|age|ing) (?:changes?|adjustments?|reductions?)\b"
    r"|\bno (?:changes?|adjustments?|reductions?) (?:of|in|to) (?:the )?(?:[\w-]+ ){0,2}?dos\w+"
    r"|\b(?:do(?:es)?|need) not (?:need |require |be )?(?:an? )?(?:chang|adjust|reduc|alter)\w*"
    r" (?:the |of |in |to )*dos\w+"
    r"|(?:^|[:;|] ?)no (?:change|adjustment)s?\b(?! (?:of|in|to)\b)",
    re.IGNORECASE,
)
"""A dose told by another one: "the same dose", "given in full", "no change of dose"."""
_DENIED = re.compile(r"\b(?:not|never|avoid|no)\b[^.;:|]{0,30}$", re.IGNORECASE)


def doses_in_words(words: str) -> bool:
    """Whether the words give a dose as another one, changed or not."""
    return any(not _DENIED.search(words[: one.start()]) for one in _IN_WORDS.finditer(words))
