"""Hyphens at line ends: undone when the rest of the document knows the word without them."""

import re
from collections.abc import Iterable, Sequence

from corpus.readers.pdf.lines import PrintedLine

_JOIN = "\u00ad"
"""At a line's end this tells the text builder to join the next line without a space."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = re.compile(r"([^\W\d_]+)-$")
_HEAD = re.compile(r"[^\W\d_]+")


def vocabulary(lines: Iterable[str]) -> set[str]:
    """The words, in lower case, that a document prints within its lines."""
    known: set[str] = set()
    for line in lines:
        words = _WORD.findall(line.casefold())
        if line.endswith("-") and words:
            words = words[:-1]  # half a word
        known.update(words)
    return known


def join_hyphens(lines: Sequence[PrintedLine], known: set[str]) -> list[str]:
    """The text of each line, a line-end hyphen undone or kept, never followed by a space.

    In doubt the hyphen stays: "5-" before "10 mg" and "beta-" before "blocker" lose nothing.
    """
    texts = [line.text.strip() for line in lines]
    for index, text in enumerate(texts[:-1]):
        following = texts[index + 1]
        if not text.endswith(("-", "‐")) or not following or text[-2:-1].isspace():
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


def _is_one_word(tail: str, head: str, known: set[str]) -> bool:
    if not head.islower() and not tail.isupper():
        return False
    tail, head = tail.casefold(), head.casefold()
    if tail + head in known:
        return f"{tail}-{head}" not in known or len(head) < 3
    if f"{tail}-{head}" in known:
        return False
    return tail not in known and head not in known
