"""Hyphens at line ends: undone when what the document prints elsewhere shows one whole word."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.pdf.lines import PrintedLine

_JOIN = "\u00ad"
"""At a line's end this tells the text builder to join the next line without a space."""
_HYPHENS = ("-", "‐")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]+)-$")
_HEAD = re.compile(r"[^\W\d_]+")
_LONGEST = 18
"""Letters: two unknown parts that make a longer word may be two names, as of joint drugs."""
_ENDING = 4
"""Letters in which two forms of one word may differ: "estimated" and "estimation"."""
# Parts of compounds that keep their hyphen even in a leaflet too short to print them elsewhere.
_FIRST_PART = re.compile(
    "alpha|anti|beta|broad|co|cross|double|drug|early|end|evidence|family|first|five|follow|four"
    "|full|gamma|half|hand|health|high|home|hospital|ill|intra|large|late|life|long|low|mid|narrow"
    "|nil|non|nurse|once|one|open|patient|rapid|second|self|short|single|six|slow|small|step|ten"
    "|third|three|twice|two|ultra|up|weight|well|whole|wide|x|year"
)
_LAST_PART = re.compile(
    "acting|associated|based|blind|blockers?|controlled|daily|dependent|doses?|down|effective"
    "|effects|fold|free|hourly|hours|income|induced|level|life|line|minute|monthly?|off|old|out"
    "|positive|negative|rays?|related|release|resistant|risk|scale|sensitive|specific|stage"
    "|strength|style|term|threatening|time|type|up|week|weekly|weight|wide|years?"
)
_ENDING_ALONE = re.compile(
    "[ct]?al|[ct]ies|e[ds]|ers?|ics|ings?|ity|[st]?ive|ly|ments?|mia|ness|ous|[st]ions?|ual|um"
)
"""What ends a word and is never one."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words, in lower case, that a document prints within its lines."""

    words: frozenset[str]
    """Whole words, with their hyphens, and the parts of those that have hyphens."""
    ordered: tuple[str, ...]
    """The words without hyphens, sorted."""

    def has_form_of(self, word: str) -> bool:
        """Whether another form of `word` is known: one that differs in its ending alone."""
        stem = word[: max(len(word) - _ENDING, 6)]
        at = bisect_left(self.ordered, stem)
        while at < len(self.ordered) and self.ordered[at].startswith(stem):
            if len(self.ordered[at]) <= len(stem) + _ENDING + 2:
                return True
            at += 1
        return False


def vocabulary(lines: Iterable[str]) -> Vocabulary:
    """The words of a document's lines, halves of words at their ends left out."""
    known: set[str] = set()
    halved = False
    for line in lines:
        words = _WORD.findall(line.casefold())
        if halved:
            words = words[1:]
        halved = line.rstrip().endswith(_HYPHENS)
        known.update(words[:-1] if halved else words)
    known.update([part for word in known if "-" in word for part in word.split("-")])
    return Vocabulary(frozenset(known), tuple(sorted(w for w in known if "-" not in w)))


def join_hyphens(lines: Sequence[PrintedLine], known: Vocabulary) -> list[str]:
    """The text of each line, a line-end hyphen undone or kept, never followed by a space.

    In doubt the hyphen stays: "5-" before "10 mg" and "beta-" before "blocker" lose nothing.
    """
    texts = [line.text.strip() for line in lines]
    for index, text in enumerate(texts[:-1]):
        following = texts[index + 1]
        if not text.endswith(_HYPHENS) or not following or text[-2:-1].isspace():
            continue
        tail, head = _TAIL.search(text), _HEAD.match(following)
        if head and following.split(" ", 1)[0] in ("and", "or", "to"):
            continue  # "low- and high-dose": the hyphen is waiting for a later word
        if len(text) < 2 or not (text[-2].isalnum() and following[0].isalnum()):
            continue
        if tail and head and _is_one_word(tail[1], head[0], known):
            texts[index] = text[:-1] + _JOIN
        else:
            texts[index] = text + _JOIN
    return texts


def _is_one_word(tail: str, head: str, known: Vocabulary) -> bool:
    if head.islower() == tail.isupper():
        return False  # a name, or an abbreviation before a word, as in "HIV-exposed"
    tail, head = tail.casefold(), head.casefold()
    printed = f"{tail}-{head}" in known.words
    if tail + head in known.words:
        return not printed or len(head) < 3
    if printed or len(tail) < 2:
        return False
    return bool(_ENDING_ALONE.fullmatch(head)) or _is_unknown_word(tail, head, known)


def _is_unknown_word(tail: str, head: str, known: Vocabulary) -> bool:
    word, parts = tail + head, (tail in known.words) + (head in known.words)
    if parts < 2 and len(head) > 1 and len(word) > 6 and known.has_form_of(word):
        return True
    compound = _FIRST_PART.fullmatch(tail) or _LAST_PART.fullmatch(head)
    return not parts and not compound and len(word) <= _LONGEST
