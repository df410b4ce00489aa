"""Traces every word of a statement to its place in the statement's quotes."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
"""A word, a number or a sign."""
_CONNECTOR = re.compile(r"[›:;|]")
"""The only characters a statement may add to the words of its quotes, or leave out."""
_REFERENCES = re.compile(r"\[[\d,;\s–-]+\](?=\s*(?:[›:;|.]|$))")
MOST_STEPS = 5_000
"""Ways tried before a statement counts as not traceable; a true one takes a few dozen."""
_CLOSING = {".", ","}
_ASKED = re.compile(r"(?<=[?!])\s")

Piece = tuple[str, ...]
"""The tokens between two connectors: a heading, a header's cell, a stretch of a sentence."""


def is_traceable(statement: str, quote: str, context: Sequence[str]) -> bool:
    """Whether a statement is its quote, whole and in order, read with pieces of the context.

    Only whole lines of the context or cells of a header may be said, each no more often than it
    is there, in their order, and set off by a connector from the words of the quote itself. So no
    negation can be dropped from a heading, slipped from it into the sentence, and no header's
    cell can change its column.
    """
    said = _pieces(statement)
    around = tuple(_pieces(text) for text in context)
    is_header = ["|" in text for text in context]
    words, repeats = _words(quote, merged=_may_be_merged(context))

    @cache
    def trace(number: int, spoken: int, used: tuple[int, ...]) -> bool:
        """Whether `said` from `number` on is the rest of the quote, with the rest around it."""
        if trace.cache_info().misses > MOST_STEPS:
            return False
        if number == len(said) and spoken == len(words):
            return all(map(_whole, used, around, is_header))
        if spoken in repeats and trace(number, repeats[spoken], used):
            return True
        if number == len(said):
            return False
        piece = said[number]
        after = spoken + len(piece)
        if words[spoken:after] == piece and trace(number + 1, after, used):
            return True
        covers = _covers(piece, used, around, is_header)
        return any(trace(number + 1, spoken, later) for later in covers)

    return bool(words) and trace(0, 0, (0,) * len(around))


def says(statement: str, line: str) -> bool:
    """Whether every piece of a line is said, signs and reference numbers after a piece left out.

    A question introduces without a colon, so that it ends a piece as well.
    """
    said, wanted = (
        {piece for part in _ASKED.split(_REFERENCES.sub("", text)) for piece in _pieces(part)}
        for text in (statement, line)
    )
    return all(piece in said for piece in wanted if any(map(str.isalnum, piece)))


def ends_with(statement: str, reading: str) -> bool:
    """Whether the last pieces of a statement are those of a row as it reads, in its order."""
    said, wanted = _pieces(statement), _pieces(reading)
    return bool(wanted) and said[-len(wanted) :] == wanted


def _words(quote: str, *, merged: bool) -> tuple[Piece, dict[int, int]]:
    """The tokens of the quote, and from where to where a cell only repeats the one before it.

    Readers repeat a merged cell in each of its columns; a statement says it once.
    """
    words: list[str] = []
    repeats: dict[int, int] = {}
    previous: tuple[Piece, ...] = ()
    for cell in quote.split("|"):
        pieces = _pieces(cell)
        begin = len(words)
        words += (token for piece in pieces for token in piece)
        if merged and pieces and pieces == previous:
            repeats[begin] = len(words)
        previous = pieces
    return tuple(words), repeats


def _may_be_merged(context: Sequence[str]) -> bool:
    """Whether neighbouring columns have the same header, as under a merged cell, or none.

    Equal cells of different columns, such as a morning and an evening dose, are both said.
    """
    headers = [[_pieces(cell) for cell in text.split("|")] for text in context if "|" in text]
    return not headers or any(a == b for header in headers for a, b in pairwise(header))


def _whole(used: int, pieces: tuple[Piece, ...], is_header: bool) -> bool:
    """Whether a line was said to its end or not at all; of a header only its cells are whole.

    "Potassium" of "Potassium: oral" would be less than its heading.
    """
    left = [piece for piece in pieces[used:] if any(map(str.isalpha, piece))]
    return is_header or used == 0 or not left


def _may_be_next(used: int, pieces: tuple[Piece, ...], is_header: bool) -> range:
    """Where the next piece of a line may be taken: of a header anywhere further on."""
    if is_header:
        return range(used, len(pieces))
    end = used + 1
    # The numbers of references may be left out.
    while end < len(pieces) and not any(map(str.isalpha, pieces[end - 1])):
        end += 1
    return range(used, min(end, len(pieces)))


def _covers(
    piece: Piece,
    used: tuple[int, ...],
    around: tuple[tuple[Piece, ...], ...],
    is_header: Sequence[bool],
) -> Iterator[tuple[int, ...]]:
    """Ways to say `piece` by whole pieces not yet used: how many of each quote are used then.

    Several header rows over one column are said one after the other, without a connector.
    """
    if not piece:
        yield used
        return
    for number, pieces in enumerate(around):
        for position in _may_be_next(used[number], pieces, is_header[number]):
            candidate = pieces[position]
            if candidate and piece[: len(candidate)] == candidate:
                later = (*used[:number], position + 1, *used[number + 1 :])
                yield from _covers(piece[len(candidate) :], later, around, is_header)


def _pieces(text: str) -> tuple[Piece, ...]:
    """Words, numbers and signs between connectors, in lower case, final stops left out."""
    found = []
    for part in _CONNECTOR.split(text.casefold()):
        tokens = TOKEN.findall(part)
        while tokens and tokens[-1] in _CLOSING:
            tokens.pop()
        if tokens:
            found.append(tuple(tokens))
    return tuple(found)
