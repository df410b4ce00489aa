"""Whether a question needs an earlier one to be understood; in doubt it does not."""

import re
from collections.abc import Sequence

from assistant.conversation.pieces import Piece, Says, pieces_of

ASKED_ABOUT = frozenset({Says.DRUG, Says.SUBJECT, Says.CONDITION})
WANTED = frozenset({Says.KIND, Says.LIMIT, Says.DOSE})
CARRIED = ASKED_ABOUT | {Says.POPULATION, Says.WEIGHT, Says.ROUTE, Says.CIRCUMSTANCE}
"""What is taken over from the question before."""

_OPENER = re.compile(
    r"\s*(?:(?:ok|okay|so|right|thanks|thank you|great|please)\b[\s,.!]*)*"
    r"(?:(?:and|but|also|or|then|plus|what about|how about|what of|what(?= if\b)|likewise|"
    r"similarly|(?:the )?same(?: question| thing| again)?|is (?:it|that|this) (?:also )?the same|"
    r"does (?:it|that|this|the same) (?:also )?apply|does (?:it|that|this) (?:differ|change)|"
    r"any differen(?:ce|t)|different)\b[\s,]*)+",
    re.IGNORECASE,
)
"""How a follow-up begins; a question that stands by itself may begin so too."""
_CLAUSE = re.compile(
    r"(?:if|after|before|without|once|unless|despite|until|with no|on top of)\b", re.IGNORECASE
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|isn't|would|will|should|does|can|could|may) it (?:be )?(?:ever |always |still )?"
    r"(?:safe|ok|okay|possible|necessary|true|recommended|appropriate|better|best|important|"
    r"acceptable|common|normal|take|mean)\b(?=.*\b(?:to|that|for|when|if)\b)",
    re.IGNORECASE,
)
"""An "it" that stands for nothing that was said before."""
_FRAGMENT = 7
"""Pieces up to which something without a verb is a part of a question, its sign included."""


def leans(question: str) -> bool:
    """Whether a question needs an earlier one to be understood."""
    rest = without_opener(question)
    opened = rest != question
    found = pieces_of(rest)
    says = {piece.says for piece in found}
    if pronoun_first(found, rest):
        return True
    if opened and is_clause(rest):
        return not (Says.DRUG in says and says & WANTED)
    if not says & (CARRIED | WANTED):
        return False
    if not says & ASKED_ABOUT:
        return True
    named = bool(says & {Says.DRUG, Says.SUBJECT})
    if opened:
        # "What about the dose in meningitis?" leaves open of what.
        return not (named and says & WANTED)
    short = len(found) <= _FRAGMENT and found[0].says is Says.LINK
    return short and Says.DRUG not in says and not says & WANTED


def without_opener(question: str) -> str:
    """The question without words such as "and what about"; all of it when nothing is left."""
    opener = _OPENER.match(question)
    return (question[opener.end() :].strip() if opener else "") or question


def is_clause(rest: str) -> bool:
    """Whether it limits a question further, and replaces nothing of it: "if that fails"."""
    return _CLAUSE.match(rest) is not None


def pronoun_first(found: Sequence[Piece], rest: str) -> bool:
    """Whether "it" or "they" stands where nothing was named yet that it could stand for."""
    if _EXPLETIVE.search(rest) or (found and found[0].text.lower() == "if"):
        return False
    for piece in found:
        if piece.says is Says.PRONOUN:
            return True
        if piece.says in ASKED_ABOUT or piece.says is Says.CIRCUMSTANCE:
            return False
    return False
