"""Makes a follow-up a question of its own, by rules that can be read; no model is asked.

"And in children?" says for whom, and everything else was said before. What a follow-up states
anew replaces what was said of it, whatever it leaves open is carried over, and a question that is
complete is never changed: in doubt nothing is carried over, and the refusal that follows is
honest.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from assistant.conversation.ages import CHILDREN, with_ages
from assistant.conversation.leaning import (
    ASKED_ABOUT,
    CARRIED,
    WANTED,
    asks_what_follows,
    is_clause,
    leans,
    pronoun_first,
    says_how_bad,
    without_opener,
)
from assistant.conversation.pieces import DEGREES, Piece, Says, pieces_of
from assistant.vocabulary import populations_in
from assistant.vocabulary.lists import abbreviations, common_words

LONGEST = 2_000
"""Characters of a completed question, as of any question; a longer one is left as it was asked."""

_LIGHT = 40
"""Kilograms below which nobody is asked about as an adult."""
_GESTATION = re.compile(r"\d ?(?:weeks?|days?|months?)\b", re.IGNORECASE)
"""How long she is pregnant, where the talk is of pregnancy; it is no child's age."""
_CIRCUMSTANCE_WORD = re.compile(
    r"\b(?!(?:an?|is|of|at|to|below|under|above|over|severe|moderate|mild|acute|chronic)\b)[a-z]\w*"
)
"""What is so, without how much of it."""
_PERHAPS_A_CHILD = re.compile(
    r"\b(?:pre-?mature|pre-?term)\b|\b(?:under|below|less than|younger than) (?:an?|one|two|three|"
    r"four|five|six|nine|ten|twelve) (?:day|week|month|year)s?\b|"
    r"\A(?:if )?\d{1,2} ?(?:weeks?|days?)\Z",
    re.IGNORECASE,
)
"""Words after which nothing that was asked about adults is carried over."""
_STATE = re.compile(r".*(?:ed|ing|ive|ous|ant)|.*\d.*", re.IGNORECASE)
"""How words end that say how somebody is and name no drug."""
Pieces = Sequence[Piece]


def complete(question: str, earlier: Iterable[str]) -> str:
    """The question as one of its own; `earlier` are those before it, the oldest first.

    All are redacted texts. What needs no completing, or has nothing to be completed from, comes
    back as it is.
    """
    return _after(question, standing(earlier))


def standing(earlier: Iterable[str]) -> str:
    """The last of the earlier questions as one of its own; empty when there is none."""
    return reduce(lambda before, question: _after(question, before), earlier, "")


def _after(question: str, before: str) -> str:
    """`question`, completed from the question `before` it, which stands by itself."""
    if not before or not leans(question):
        return question
    said = pieces_of(before)
    if asks_what_follows(question):
        return _sentence(_of_another_kind("what then", said, [], pronoun=False))
    rest = without_opener(question).strip(" ,?.!")
    groups = populations_in(before)
    if groups == {"adult"} and _PERHAPS_A_CHILD.search(rest):
        return question
    if "obstetric" not in groups or not _GESTATION.search(rest):
        rest = with_ages(rest, of_children=bool(CHILDREN & groups))
    added = pieces_of(rest)
    says = {piece.says for piece in added}
    if Says.POPULATION in says:
        said = _without(said, {Says.POPULATION, Says.WEIGHT})
    said = _but(said, lambda one: any(_same_circumstance(one, other) for other in added))
    if Says.WEIGHT in says:
        said = _without(said, {Says.WEIGHT})
        if any(_is_light(piece) for piece in added) and populations_in(_joined(said)) == {"adult"}:
            said = _without(said, {Says.POPULATION})
    if not any(piece.says in ASKED_ABOUT | {Says.CIRCUMSTANCE} for piece in said):
        return question
    pronoun = pronoun_first(added, rest)
    if is_clause(rest) and not pronoun:
        completed = f"{_joined(said)} {rest}"
    elif says & WANTED or pronoun:
        completed = _of_another_kind(rest, said, added, pronoun=pronoun)
    else:
        completed = _of_the_same_kind(said, added)
    sentence = _sentence(completed)
    return sentence if len(sentence) <= LONGEST else question


def _of_another_kind(rest: str, said: Pieces, added: Pieces, *, pronoun: bool) -> str:
    """Another kind of answer about the same: what it is about, and then the words as asked."""
    says = {piece.says for piece in added}
    kept = set(CARRIED)
    if Says.LIMIT in says and Says.DOSE not in says:
        kept.add(Says.DOSE)
    if Says.ROUTE in says:
        kept.discard(Says.ROUTE)
    if Says.DRUG in says and not pronoun:
        kept.discard(Says.DRUG)
    if Says.CONDITION in says and not pronoun:
        said, _ = _of_another_condition(said, added)
    topic = _phrase(said, kept)
    lower = rest if rest[1:2].isupper() else rest[:1].lower() + rest[1:]
    return f"{topic}: {lower}" if topic else rest


def _of_the_same_kind(said: Pieces, added: Pieces) -> str:
    """The earlier question, asked of another drug, route, population or condition."""
    if says_how_bad(added):
        return _as_bad(said, added)
    if any(piece.says is Says.CONDITION for piece in added):
        said, added = _of_another_condition(said, added)
    new = {piece.says for piece in added} & {Says.DRUG, Says.SUBJECT}
    if new == {Says.SUBJECT} and _is_no_drug(added):
        led = added[0].says is Says.LINK
        return f"{_joined(said)}{' ' if led else ': '}{_joined(added)}"
    if new and all(piece.says is not Says.DRUG for piece in said):
        return f"{_phrase(said, CARRIED)}: {_phrase(added, CARRIED, led=True)}"
    if new:
        said = _exchanged(said, Says.DRUG, _phrase(added, new))
        added = [piece for piece in added if piece.says not in new]
    routes = [piece.text for piece in added if piece.says is Says.ROUTE]
    if routes and any(piece.says is Says.ROUTE for piece in said):
        said = _exchanged(said, Says.ROUTE, " and ".join(routes))
        added = [piece for piece in added if piece.says is not Says.ROUTE]
    fragment = _phrase(added, CARRIED, led=True)
    if fragment and added[0].says in (Says.POPULATION, Says.CIRCUMSTANCE, Says.WEIGHT):
        fragment = fragment if fragment.startswith("aged ") else f"in {fragment}"
    return f"{_joined(said)} {fragment}"


def _is_no_drug(added: Pieces) -> bool:
    """Whether its words say how or where somebody is: "HIV positive", "at the weekend"."""
    words = [piece.text for piece in added if piece.says is Says.SUBJECT]
    short = {form.lower() for form, *_ in abbreviations()}
    known = common_words() | short
    return added[0].says is Says.LINK or any(
        word.lower() in known or _STATE.fullmatch(word) for word in words
    )


def _same_circumstance(said: Piece, added: Piece) -> bool:
    """Whether one is the other stated anew: an eGFR, an allergy, dialysis or none."""
    if not said.says is added.says is Says.CIRCUMSTANCE:
        return False
    before, now = (set(_CIRCUMSTANCE_WORD.findall(one.text.lower())) for one in (said, added))
    return before <= now or now <= before


def _is_light(piece: Piece) -> bool:
    kilograms = re.search(r"\d+(?:\.\d+)?", piece.text)
    return piece.says is Says.WEIGHT and kilograms is not None and float(kilograms[0]) < _LIGHT


def _as_bad(said: Pieces, added: Pieces) -> str:
    """The earlier question, of the same condition as bad as the follow-up says."""
    degree = next(one for one in added if one.says is Says.SUBJECT)
    places = [n for n, one in enumerate(said) if one.text.lower() in DEGREES]
    if places:
        return _joined([*said[: places[0]], degree, *said[places[0] + 1 :]])
    first = next((n for n, one in enumerate(said) if one.says is Says.CONDITION), None)
    if first is None:
        return f"{_joined(said)}: {degree.text}"
    return _joined([*said[:first], degree, *said[first:]])


def _of_another_condition(said: Pieces, added: Pieces) -> tuple[list[Piece], list[Piece]]:
    """Both, with the condition that was added in the place of the one that was said."""
    of_it = {Says.CONDITION, Says.SUBJECT}
    first = next((n for n, piece in enumerate(said) if piece.says is Says.CONDITION), None)
    if first is None:
        return _without(said, {Says.SUBJECT}), list(added)
    while first and said[first - 1].says is Says.SUBJECT:
        first -= 1  # "community acquired" belongs to the pneumonia
    last = max(n for n, piece in enumerate(said) if piece.says is Says.CONDITION)
    new = Piece(_phrase(added, of_it), Says.CONDITION)
    between = _without(said[first : last + 1], of_it)
    rest = [piece for piece in added if piece.says not in of_it]
    return [*said[:first], new, *between, *said[last + 1 :]], rest


def _without(said: Pieces, gone: set[Says]) -> list[Piece]:
    """The pieces but those that say one of `gone`."""
    return _but(said, lambda piece: piece.says in gone)


def _but(said: Pieces, goes: Callable[[Piece], bool]) -> list[Piece]:
    """The pieces but those that go, and but the "in an" that led to them alone."""
    kept: list[Piece] = []
    for number, piece in enumerate(said):
        if not goes(piece):
            kept.append(piece)
            continue
        following = said[number + 1 : number + 2]
        if all(one.says in (Says.LINK, Says.PLAIN) or goes(one) for one in following):
            while kept and kept[-1].says is Says.LINK:
                kept.pop()
    return kept


def _exchanged(said: Pieces, says: Says, new: str) -> list[Piece]:
    """The pieces with `new` in the place of the first that says this, and without the others."""
    first = next(number for number, piece in enumerate(said) if piece.says is says)
    return [*said[:first], Piece(new, says), *_without(said[first + 1 :], {says})]


def _phrase(said: Iterable[Piece], kept: Iterable[Says], *, led: bool = False) -> str:
    """Only what says one of `kept`, with the words that join two of them.

    With `led`, the words that lead to the first are kept too: "in children".
    """
    kept = set(kept)
    words: list[Piece] = []
    links: list[Piece] = []
    dropped = False
    for piece in said:
        if piece.says in kept:
            words += [*(links if words or led else ()), piece]
            links = []
        elif piece.says is Says.LINK:
            # "Oral dose of paracetamol" without its dose is "oral paracetamol".
            links += [] if dropped and piece.text.lower() == "of" else [piece]
        else:
            links = []
        dropped = piece.says not in kept and piece.says is not Says.LINK
    return _joined(words)


def _joined(said: Iterable[Piece]) -> str:
    """The words, spaced as they were."""
    return "".join(("" if piece.glued else " ") + piece.text for piece in said).strip()


def _sentence(words: str) -> str:
    """One question, with its signs where they belong."""
    plain = re.sub(r"\s+([,.;:%)\]?!])", r"\1", " ".join(words.split()))
    plain = plain.replace("?", "").strip(" ,;:.!")
    return f"{plain[:1].upper()}{plain[1:]}?"
