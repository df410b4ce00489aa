"""Finds the sentences of a section: exact spans that can be quoted, with what they need to be read.

Punkt (nupunkt's trained model) proposes where prose ends; a proposal is dropped wherever clinical
writing makes it doubtful, because half a dose is worse than a long sentence.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from corpus.passages import Section, Sentence
from corpus.text import TABLE_KINDS, Block, BlockKind, Span, Text

LONGEST_ITEM = 60
"""Words up to which a list item is quoted whole."""
LONGEST_LABEL = 10
"""Words up to which a line without a full stop before a list, or a row of one cell, is a label."""


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# Abbreviations are compared in lower case and without their full stops.
_OPENS = _words(
    "eg ie vs approx fig figs dr drs mr mrs ms prof cf incl ca resp st ref refs vol pp viz al "
    "tab tabs cap caps inj susp syr sol wt temp ht esp"
)
"""Always followed by what they belong to, so no sentence ends after them."""
_COUNTS = _words(
    "no nos nr max min mins etc iv im sc po pr pv sl io in ng td tds bd od om on qds qid tid bid "
    "prn stat ac pc hs sp spp mg mcg ug µg μg g kg l ml dl iu u mmol meq cm mm hr hrs h sec secs s "
    "wk wks d mth mths yr yrs doz amp amps p para sect chap art eq"
)
"""May end a sentence, but a number after them belongs to them."""

_STOP = re.compile(r"[.?!…]\S*\s")
_LAST_WORD = re.compile(r"[^\s(\[/,;]+$")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,4}|[A-Za-z])[.)]")
_NUMBERED = re.compile(r"\(?(\d{1,2})[.)]\s.*\s\(?(\d{1,2})[.)]$", re.DOTALL)
_MARKS = re.compile(r"((?:\[[\d\s,–-]+\]\s*)*\[[\d\s,–-]+\])\s+(?=\S)")
_COLON = re.compile(r":[\s*_]*(?:\[[\d\s,–-]+\][\s*_]*)*$")
"""A colon at the end, behind it perhaps the numbers of references."""
_REFERENCE = re.compile(r"(?<=[^\W\d_]{3})[.?!)]{1,2}\d{1,3}(?:[,–-]\s?\d{1,3})*\s+(?=[A-Z])")
"""The numbers of a bibliography set directly behind a full stop, as in "mortality.12,13 The"."""


def split_sentences(text: Text, section: Section) -> tuple[Sentence, ...]:
    """The sentences of one section in source order, without overlap.

    Together they hold every character of the section's blocks that is not white space, table
    headers left out (a header is read with each of its rows).
    """
    sentences: list[Sentence] = []
    blocks = section.blocks
    position = 0
    while position < len(blocks):
        kind, table = blocks[position].kind, blocks[position].table
        end = position + 1
        if kind in TABLE_KINDS:
            while (
                end < len(blocks) and blocks[end].kind in TABLE_KINDS and blocks[end].table == table
            ):
                end += 1
            sentences += _rows(text, blocks[position:end], _surroundings(text, section, position))
        elif kind is BlockKind.LIST_ITEM:
            while end < len(blocks) and blocks[end].kind is BlockKind.LIST_ITEM:
                end += 1
            sentences += _items(text, blocks[position:end], _introduction(text, blocks, position))
        else:
            spans = sentence_spans(text.content, blocks[position].start, blocks[position].end)
            sentences += [Sentence(*span, "sentence") for span in spans]
            if _introduction(text, blocks, end):
                sentences[-1] = Sentence(*spans[-1], "intro")
        position = end
    return tuple(sentences)


def sentence_spans(content: str, start: int, end: int) -> list[Span]:
    """The sentences of the prose in `content[start:end]`, stripped, as spans over `content`."""
    while start < end and content[start].isspace():
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    prose = content[start:end]
    if not _STOP.search(prose):
        return [Span(start, end)] if prose else []
    joined: list[Span] = []
    for proposed in _proposals(prose):
        proposal = proposed
        if joined and _continues(prose, joined[-1], proposal):
            joined[-1] = Span(joined[-1].start, proposal.end)
        else:
            if joined:
                joined[-1], proposal = _with_references(prose, joined[-1], proposal)
            joined.append(proposal)
    return [Span(start + span.start, start + span.end) for span in joined]


@lru_cache(maxsize=1)
def _punkt() -> Any:
    from nupunkt import load

    return load("default")


def _proposals(prose: str) -> Iterable[Span]:
    for start, end in _punkt().iter_spans(prose):
        begin = start
        for reference in _REFERENCE.finditer(prose, begin, end):
            stop = begin + len(prose[begin : reference.end()].rstrip())
            if _abbreviation(prose[begin : reference.start()]) not in _OPENS | _COUNTS:
                yield Span(begin, stop)
                begin = reference.end()
        yield Span(begin, end)


def _with_references(prose: str, before: Span, after: Span) -> tuple[Span, Span]:
    """Gives "[2]" back to the sentence it follows: "Offer fluids. [2] See below."."""
    marks = _MARKS.match(prose, after.start, after.end)
    if marks is None:
        return before, after
    return Span(before.start, marks.end(1)), Span(marks.end(), after.end)


def _abbreviation(left: str) -> str:
    word = _LAST_WORD.search(left)
    return word.group().replace(".", "").lower() if word else ""


def _continues(prose: str, before: Span, after: Span) -> bool:
    """Whether `after` is, or may well be, part of the sentence `before`."""
    left, right = prose[before.start : before.end], prose[after.start : after.end]
    first = right.lstrip("([\"'“‘*_")[:1]
    return (
        first.islower()
        or right[0] in ",;:)]}%/"
        or not (any(map(str.isalpha, right)) or _ENUMERATOR.fullmatch(right))
        or _ENUMERATOR.fullmatch(left) is not None
        or _in_brackets(left, right)
        or _ends_in_next_number(left)
        or (left.endswith(".") and _needs_more(left, first))
    )


def _in_brackets(left: str, right: str) -> bool:
    closing = right.find(")")
    return left.count("(") > left.count(")") and 0 <= closing < (right + "(").find("(")


def _ends_in_next_number(left: str) -> bool:
    """Whether the next item's number was taken for the end: "1. Give oxygen 2."."""
    numbers = _NUMBERED.match(left)
    return numbers is not None and int(numbers[2]) == int(numbers[1]) + 1


def _needs_more(left: str, first: str) -> bool:
    """Whether a full stop before a word with this first character belongs to an abbreviation."""
    words, word, number = left.count(" ") + 1, _abbreviation(left), left[-2:-1].isdigit()
    return (
        words == 1
        or (words == 2 and number)  # "Table 2."
        or word in _OPENS
        or (len(word) == 1 and left[-3] in " (" and left[-2].isupper())  # "N. Gonorrhoeae"
        or (first.isdigit() and (number or word in _COUNTS))
    )


def _introduction(text: Text, blocks: Sequence[Block], position: int) -> tuple[Span, ...]:
    """The line ending in a colon directly before the list or table at `position`, if any."""
    if not 0 < position < len(blocks):
        return ()
    before, follower = blocks[position - 1], blocks[position]
    introduced = follower.kind in TABLE_KINDS or follower.kind in (
        BlockKind.LIST_ITEM,
        BlockKind.CAPTION,
    )
    if before.kind is not BlockKind.PARAGRAPH or not introduced:
        return ()
    words = text[before]
    # A line such as "Children" above a list of doses is what they apply to, colon or not.
    label = words[-1] not in ".?!;" and words.count(" ") < LONGEST_LABEL
    if not label and not _COLON.search(words):
        return ()
    return (sentence_spans(text.content, before.start, before.end)[-1],)


def stripped(text: Text, block: Block) -> Span:
    """The span of a block without white space at its ends, which empty outer cells leave."""
    words = text[block]
    left = len(words) - len(words.lstrip())
    return Span(block.start + left, block.start + len(words.rstrip()))


def _items(text: Text, items: Sequence[Block], intro: tuple[Span, ...]) -> list[Sentence]:
    sentences: list[Sentence] = []
    parents: list[tuple[int, Span]] = []
    for number, item in enumerate(items):
        while parents and parents[-1][0] >= item.level:
            parents.pop()
        context = (*intro, *(span for _, span in parents))
        spans = [Span(item.start, item.end)]
        if len(text[item].split()) > LONGEST_ITEM:
            spans = sentence_spans(text.content, item.start, item.end)
        for span in spans:
            reading = read_with(text, context, text[span]) if context else ""
            sentences.append(Sentence(*span, "list_item", context, reading))
        nested = number + 1 < len(items) and items[number + 1].level > item.level
        if nested and _COLON.search(text[item]):
            last = sentences[-1]
            sentences[-1] = Sentence(last.start, last.end, "intro", last.context, last.reading)
        parents.append((item.level, spans[-1]))
    return sentences


def read_with(text: Text, context: Iterable[Span], words: str) -> str:
    """`words` behind the lines that introduce them: "Give in this order: oxygen"."""
    for span in reversed(tuple(context)):
        line = _COLON.sub("", text[span]).rstrip(" .;,:")
        words = f"{line} {words}" if line.endswith(("?", "!")) else f"{line}: {words}"
    return words


def _surroundings(text: Text, section: Section, position: int) -> tuple[Span, ...]:
    """The captions of the table at `position`, and the line that introduces it."""
    blocks, table = section.blocks, section.blocks[position].table
    captions = [b for b in blocks if b.kind is BlockKind.CAPTION and b.table == table]
    first = position
    while first > 0 and blocks[first - 1] in captions:
        first -= 1
    intro = _introduction(text, blocks, first)
    return (*intro, *(Span(caption.start, caption.end) for caption in captions))


def _rows(text: Text, rows: Sequence[Block], around: tuple[Span, ...]) -> list[Sentence]:
    if all(row.kind is BlockKind.TABLE_HEADER for row in rows):
        return [
            Sentence(*stripped(text, row), "table_row", around, read_row(text, row, ()))
            for row in rows
        ]
    sentences: list[Sentence] = []
    headers: list[Block] = []
    group: Block | None = None
    for number, row in enumerate(rows):
        if row.kind is BlockKind.TABLE_HEADER:
            if number and rows[number - 1].kind is BlockKind.TABLE_ROW:
                headers, group = [], None
            headers.append(row)
            continue
        if _names_group(text, row, rows[number + 1 : number + 2]):
            group, kind, spans = row, "intro", [*headers]
        else:
            kind, spans = "table_row", [*headers, *([group] if group else [])]
        reading = read_row(text, row, headers) if kind == "table_row" else text[_filled(row)[0]]
        if kind == "table_row" and group:
            reading = read_with(text, _filled(group), reading)
        context = sorted((*around, *(stripped(text, block) for block in spans)))
        sentences.append(Sentence(*stripped(text, row), kind, tuple(context), reading))
    return sentences


def _names_group(text: Text, row: Block, following: Sequence[Block]) -> bool:
    """Whether a row is only a label, such as "Children", for the rows below it.

    Read without it a child's dose would look like an adult's.
    """
    if not following or following[0].kind is not BlockKind.TABLE_ROW:
        return False
    filled = _filled(row)
    return (
        len(_filled(following[0])) > 1
        and len(filled) == 1
        and filled[0] == row.cells[0]
        and text[filled[0]].count(" ") < LONGEST_LABEL
        and not (text[filled[0]][0].islower() or text[filled[0]].startswith("("))
    )


def _filled(row: Block) -> list[Span]:
    return [cell for cell in row.cells if cell.end > cell.start]


def read_row(text: Text, row: Block, headers: Sequence[Block]) -> str:
    """A row as "Header: cell; Header: cell"; several header rows are read from the top down."""
    if not headers and len(row.cells) == 2:
        return ": ".join(text[cell] for cell in _filled(row))
    parts = []
    for column, cell in enumerate(row.cells):
        if cell.end == cell.start:
            continue
        above = [text[h.cells[column]].rstrip(" :") for h in headers if column < len(h.cells)]
        label = " ".join(filter(None, dict.fromkeys(above)))
        parts.append(f"{label}: {text[cell]}" if label else text[cell])
    return "; ".join(parts)
