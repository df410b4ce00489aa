"""Whether a question needs an earlier one to be understood; in doubt it does not."""

import re
from collections.abc import Sequence

from assistant.conversation.ages import with_ages
from assistant.conversation.pieces import DEGREES, Piece, Says, pieces_of

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
    r"(?:if|after|before|without|once|unless|despite|until|with|on|taking|alongside)\b",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|isn't|would|will|should|does|can|could|may) it (?:be )?(?:ever |always |still )?"
    r"(?:safe|unsafe|dangerous|ok|okay|possible|necessary|true|recommended|appropriate|better|"
    r"best|important|acceptable|reasonable|advisable|sensible|wise|useful|harmful|essential|"
    r"mandatory|worth|right|wrong|lawful|legal|common|normal|called|take|mean)\b"
    r"(?=.*\b(?:to|that|for|when|if)\b)|^(?:this|that|it)(?: is|'s)\b",
    re.IGNORECASE,
)
"""An "it" that stands for nothing that was said before."""
_AFTERWARDS = re.compile(
    r"\s*(?:(?:and|so|but|ok|okay)\b[\s,]*)*(?:then(?: what)?|what then|now what|afterwards"
    r"|after that)[\s?.!]*",
    re.IGNORECASE,
)
"""Asks for what follows, and says nothing else."""
_CONDITIONAL = re.compile(r"(?:if|unless|until|once|despite)\b", re.IGNORECASE)
_POINTING = frozenset({"this", "that", "these", "those"})
_POINTED_AT = frozenset({"patient", "patients", "person", "people", "case", "one"})
_ASKING = frozenset({"what", "which", "how", "when", "who", "where", "why"})
_LEADING = frozenset(
    "in with without for of on after before during under over from to by at taking".split()  # noqa: SIM905
)
_OF_A_SENTENCE = frozenset(
    """
    which what who how when where why is are was were does do did can should must will would has
    have may could
    """.split()  # noqa: SIM905
)
_FRAGMENT = 7
"""Pieces up to which something without a verb is a part of a question, its sign included."""
_SHORT = 4
"""Words up to which "and the trough level?" is one thing more about the same."""


def leans(question: str) -> bool:
    """Whether a question needs an earlier one to be understood."""
    rest = without_opener(question)
    opened = rest != question
    found = pieces_of(rest)
    says = {piece.says for piece in found}
    if asks_what_follows(question) or pronoun_first(found, rest) or is_age(rest):
        return True
    if not opened and _only_limits(found, rest):
        return True
    if opened and is_clause(rest):
        return not (says & ASKED_ABOUT and _asks(found))
    if not says & ASKED_ABOUT:
        return bool(says & (CARRIED | WANTED)) and not _is_about_someone(found)
    return _opened_leans(found, says) if opened else _is_a_part(found, rest)


def _only_limits(found: Sequence[Piece], rest: str) -> bool:
    """Whether a condition is all that is said, of what it does not say: "if that fails?"."""
    says = {piece.says for piece in found}
    short = _CONDITIONAL.match(rest) is not None and len(found) <= _FRAGMENT
    return short and not says & {Says.DRUG, Says.CONDITION, *WANTED}


def _is_a_part(found: Sequence[Piece], rest: str) -> bool:
    """Whether what names something, and does not open as a follow-up does, is no sentence."""
    says = {piece.says for piece in found}
    if says <= {Says.SUBJECT, Says.LINK, Says.PLAIN} and says_how_bad(found):
        return True
    led = found[0].text.lower() in _LEADING and len(found) <= _FRAGMENT
    fragment = led and not _is_sentence(found) and not says & WANTED
    return fragment and (Says.DRUG not in says or is_clause(rest))


def _opened_leans(found: Sequence[Piece], says: set[Says]) -> bool:
    """Whether what follows "and" or "what about", and names something, leaves the rest open."""
    if not says & WANTED:
        return not _is_sentence(found)
    if Says.DRUG in says:
        return False
    # "And the trough level?", "what about the dose in meningitis?": of what?
    words = sum(piece.text.isalnum() for piece in found)
    return Says.SUBJECT not in says or (words <= _SHORT and Says.CONDITION not in says)


def _is_about_someone(found: Sequence[Piece]) -> bool:
    """Whether a sentence is about a group or state itself: "how is renal failure managed?"."""
    if not _is_sentence(found) or any(one.says in (Says.DOSE, Says.LIMIT) for one in found):
        return False
    return any(
        piece.says in (Says.POPULATION, Says.CIRCUMSTANCE) and not (before and _led(found[:before]))
        for before, piece in enumerate(found)
    )


def _led(before: Sequence[Piece]) -> bool:
    """Whether words such as "in an" come last."""
    articles = ("a", "an", "the")
    words = (one for one in reversed(before) if one.says is not Says.WEIGHT)
    last = next((one for one in words if one.text.lower() not in articles), None)
    return last is not None and last.text.lower() in _LEADING


def _is_sentence(found: Sequence[Piece]) -> bool:
    return any(piece.text.lower() in _OF_A_SENTENCE for piece in found)


def _asks(found: Sequence[Piece]) -> bool:
    """Whether the words ask by themselves, with a word such as "how"."""
    return any(piece.text.lower() in _ASKING for piece in found)


def without_opener(question: str) -> str:
    """The question without words such as "and what about"; all of it when nothing is left."""
    opener = _OPENER.match(question)
    return (question[opener.end() :].strip() if opener else "") or question


def asks_what_follows(question: str) -> bool:
    """Whether it only asks what to do next: "then what?"."""
    return _AFTERWARDS.fullmatch(question) is not None


def is_age(rest: str) -> bool:
    """Whether it is nothing but an age: "and at 6 months?"."""
    plain = rest.strip(" ,?.!")
    return with_ages(plain, of_children=True) != plain


def says_how_bad(found: Sequence[Piece]) -> bool:
    """Whether the only subject of the words is how bad something is: "and if mild?"."""
    subjects = [piece.text.lower() for piece in found if piece.says is Says.SUBJECT]
    return bool(subjects) and DEGREES.issuperset(subjects)


def is_clause(rest: str) -> bool:
    """Whether it limits a question further, and replaces nothing of it: "if that fails"."""
    return _CLAUSE.match(rest) is not None


def pronoun_first(found: Sequence[Piece], rest: str) -> bool:
    """Whether "it" or "they" stands where nothing was named yet that it could stand for."""
    if _EXPLETIVE.search(rest) or (found and found[0].text.lower() == "if"):
        return False
    for number, piece in enumerate(found):
        if piece.says is Says.PRONOUN and not _points(found[number : number + 2]):
            return True
        if piece.says in ASKED_ABOUT or piece.says is Says.CIRCUMSTANCE:
            return False
    return False


def _points(found: Sequence[Piece]) -> bool:
    """Whether the first of two is the "this" of "this rash", which stands for nothing."""
    if found[0].text.lower() not in _POINTING or len(found) == 1:
        return False
    following = found[1]
    return following.says in CARRIED or following.text.lower() in _POINTED_AT
