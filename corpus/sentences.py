"""Finds the sentences of a section: spans that can be quoted, with what they need to be read."""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.passages import Section, Sentence
from corpus.prose import sentence_spans
from corpus.rows import split_rows
from corpus.text import TABLE_KINDS, Block, BlockKind, Span, Text

LONGEST_ITEM = 60
"""Words up to which a list item is quoted whole."""
LONGEST_LABEL = 10
"""Words up to which a line without a full stop before a list is a label."""
SHORTEST_HALF = 8
"""Words from which a block without a full stop may go on in the next block of its page."""

_PROSE = frozenset({"sentence", "list_item"})
_FINAL = frozenset(".?!:;…")
_HANGING = re.compile(
    r"(?:[,≥≤<>]|\b(?:an?|and|are|at|be|by|every|for|from|in|is|least|not?|of|on|or|over|should|than|that"
    r"|the|to|under|until|with|within))$"
)
"""An end that asks for more, whatever the next page begins with."""
_COLON = re.compile(r":[\s*_]*(?:\[[\d\s,–-]+\][\s*_]*)*$")
"""A colon at the end, behind it perhaps the numbers of references."""


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
            sentences += split_rows(
                text, blocks[position:end], _surroundings(text, section, position)
            )
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
    return tuple(_joined(text, section, sentences))


def _joined(text: Text, section: Section, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Makes one sentence of two halves that a page or column break left in two blocks.

    Half a sentence can lose the words that limit it. Only formats with pages break so.
    """
    starts = {block.start for block in section.blocks if block.kind is BlockKind.PARAGRAPH}
    ends = {block.end: block for block in section.blocks}
    half: Sentence | None = None
    for sentence in sentences:
        whole = sentence
        if half is not None:
            goes_on = sentence.kind == "sentence" and sentence.start in starts
            if goes_on and _runs_over(text, ends[half.end], sentence):
                rest = text[Span(sentence.start, sentence.end)]
                reading = f"{half.reading or text[Span(half.start, half.end)]} {rest}"
                whole = Sentence(half.start, sentence.end, half.kind, half.context, reading)
            else:
                yield half
        half = None
        open_end = whole.end in ends and text.content[whole.end - 1] not in _FINAL
        if text.pages and whole.kind in _PROSE and open_end:
            half = whole
        else:
            yield whole
    if half is not None:
        yield half


def _runs_over(text: Text, block: Block, rest: Sentence) -> bool:
    words = text[block]
    if text.page_at(block.start) != text.page_at(rest.start):
        return text.content[rest.start].islower() or _HANGING.search(words) is not None
    # On one page a short block is more likely a label beside a figure than half a sentence.
    return text.content[rest.start].islower() and words.count(" ") >= SHORTEST_HALF


def _introduction(text: Text, blocks: Sequence[Block], position: int) -> tuple[Span, ...]:
    """The line with a colon, or label, directly before the list or table at `position`, if any."""
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
            reading = _read_with(text, context, text[span]) if context else ""
            sentences.append(Sentence(*span, "list_item", context, reading))
        nested = number + 1 < len(items) and items[number + 1].level > item.level
        if nested and _COLON.search(text[item]):
            last = sentences[-1]
            sentences[-1] = Sentence(last.start, last.end, "intro", last.context, last.reading)
        parents.append((item.level, spans[-1]))
    return sentences


def _surroundings(text: Text, section: Section, position: int) -> tuple[Span, ...]:
    """The captions of the table at `position`, and the line that introduces it."""
    blocks, table = section.blocks, section.blocks[position].table
    captions = [b for b in blocks if b.kind is BlockKind.CAPTION and b.table == table]
    first = position
    while first > 0 and blocks[first - 1] in captions:
        first -= 1
    intro = _introduction(text, blocks, first)
    return (*intro, *(Span(caption.start, caption.end) for caption in captions))


def _read_with(text: Text, context: Iterable[Span], words: str) -> str:
    """`words` behind the lines that introduce them: "Give in this order: oxygen"."""
    for span in reversed(tuple(context)):
        line = _COLON.sub("", text[span]).rstrip(" .;,:")
        words = f"{line} {words}" if line.endswith(("?", "!")) else f"{line}: {words}"
    return words
