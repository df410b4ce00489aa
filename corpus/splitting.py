"""Splits a text into passages: runs of sentences of one section that fit the embedder's window."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise

from corpus.passages import Passage, Section
from corpus.rows import stripped
from corpus.sections import split_sections
from corpus.sentences import split_sentences
from corpus.text import TABLE_KINDS, Block, BlockKind, Span, Text

SPLITTER_VERSION = "2"
"""Changes whenever the same text would be split or read differently; caches depend on it."""

Measure = Callable[[Sequence[str]], Sequence[int]]
"""The number of the embedder's tokens in each string, special tokens not counted."""

_SEPARATOR = " › "
_APPARATUS = re.compile(
    r"\W*(?:[\dA-Z]{0,4}\W+)?(?:references?(?: list)?|bibliography|(?:table of )?contents|index"
    r"|further reading|works cited|list of (?:tables|figures)|acknowledge?ments?)\W*",
    re.IGNORECASE,
)
"""Headings of lists of works, pages and thanks; their sections stay quotable but unindexed."""
# Prices of a break, in squared windows. A passage costs the square of the room it leaves, so
# anything above two is never cheaper than one passage more on either side.
_NEVER = 10.0
_RATHER_NOT = 0.5
_SLIGHTLY = 0.06


def split_passages(text: Text, title: str, measure: Measure, window: int) -> tuple[Passage, ...]:
    """The passages of `text` in order; every sentence outside reference lists is in exactly one.

    A reading (first line: title and heading path) measures at most `window` tokens, taking the
    counts of its lines to add up, unless a single sentence is longer than that. Tables and lists
    that fit stay whole; a longer list keeps its introduction with its first item. Among those
    splits, the one with the most even use of the window is taken. ValueError without a window.
    """
    if window < 1:
        raise ValueError(f"a window holds at least one token, not {window}")
    title = " ".join(title.split())
    drafts = [
        _Draft(text, section)
        for section in split_sections(text)
        if section.blocks and not _is_apparatus(text, section)
    ]
    strings = list(dict.fromkeys(chain([title], *(draft.strings() for draft in drafts))))
    lengths = dict(zip(strings, measure(strings), strict=True))
    passages: list[Passage] = []
    for draft in drafts:
        first_line = _first_line(title, draft.path, lengths, window // 3)
        room = window - sum(lengths[part] for part in first_line)
        for begin, end in _partition(draft, lengths, room):
            run = draft.sentences[begin:end]
            heading = "".join(first_line).removeprefix(_SEPARATOR)
            lines = chain([heading], *islice(draft.lines_from(begin), end - begin))
            passages.append(
                Passage(
                    run[0].start,
                    run[-1].end,
                    draft.section.headings,
                    text.page_at(run[0].start),
                    run,
                    "\n".join(filter(None, lines)),
                )
            )
    return tuple(passages)


def _is_apparatus(text: Text, section: Section) -> bool:
    """Whether a section lists other works or pages: it would be found by every topic it names."""
    return any(_APPARATUS.fullmatch(text[span]) for span in section.headings[-2:])


class _Draft:
    """One section on its way to passages: its sentences, and the lines they are read with."""

    def __init__(self, text: Text, section: Section) -> None:
        self.section = section
        self.sentences = split_sentences(text, section)
        self.path = [_SEPARATOR + " ".join(text[span].split()) for span in section.headings]
        self.blocks = list(_blocks_of(section, [sentence.start for sentence in self.sentences]))
        rows = {
            stripped(text, block).start for block in section.blocks if block.kind in TABLE_KINDS
        }
        self._number = {sentence.start: n for n, sentence in enumerate(self.sentences)}
        self._own = [
            s.reading if s.start in rows else " ".join(text[Span(s.start, s.end)].split())
            for s in self.sentences
        ]
        # Header and group rows are already in the reading of each row.
        self._context = [
            [(span.start, text[span]) for span in s.context if span.start not in rows]
            for s in self.sentences
        ]

    def strings(self) -> Iterator[str]:
        """Everything that has to be measured."""
        yield from self.path
        yield from self._own
        for context in self._context:
            yield from (line for _, line in context)

    def lines_from(self, begin: int) -> Iterator[list[str]]:
        """The lines each sentence adds to a passage that begins with sentence `begin`.

        A line that introduces it comes first, unless it is in the passage already.
        """
        said: set[int] = set()
        for number in range(begin, len(self.sentences)):
            lines = []
            for start, line in self._context[number]:
                if start not in said and self._number.get(start, -1) < begin:
                    lines.append(line)
                    said.add(start)
            lines.append(self._own[number])
            yield lines


def _blocks_of(section: Section, starts: Sequence[int]) -> Iterator[Block]:
    blocks = iter(section.blocks)
    block = next(blocks)
    for start in starts:
        while block.end <= start:
            block = next(blocks)
        yield block


def _first_line(
    title: str, path: Sequence[str], lengths: Mapping[str, int], limit: int
) -> list[str]:
    """Title and headings; over `limit` tokens the middle ones go, from the outside in."""
    parts = [title] if title else []
    # Many documents repeat their title as the first heading.
    same = bool(path) and path[0].removeprefix(_SEPARATOR).casefold() == title.casefold()
    parts += path[1:] if same else path
    while len(parts) > 2 and sum(lengths[part] for part in parts) > limit:
        del parts[1]
    return parts


def _partition(draft: _Draft, lengths: Mapping[str, int], room: int) -> Iterator[tuple[int, int]]:
    """The cheapest runs [begin, end) of sentences that fit `room` tokens."""
    count = len(draft.sentences)
    prices = _prices(draft, lengths, room)
    best = [0.0] + [float("inf")] * count
    came_from = [0] * (count + 1)
    for begin in range(count):
        used = 0
        for end, lines in enumerate(draft.lines_from(begin), begin + 1):
            used += sum(lengths[line] for line in lines)
            if used > room and end > begin + 1:
                break
            left = max(0, room - used) / max(1, room)
            cost = best[begin] + left * left + prices[end]
            if cost < best[end]:
                best[end], came_from[end] = cost, begin
    ends = [count]
    while ends[-1]:
        ends.append(came_from[ends[-1]])
    ends.reverse()
    return pairwise(ends)


def _prices(draft: _Draft, lengths: Mapping[str, int], room: int) -> list[float]:
    """What it costs to end a passage before each sentence, and at the end of the section."""
    blocks, sentences = draft.blocks, draft.sentences
    prices = [0.0] * (len(sentences) + 1)
    for number in range(1, len(sentences)):
        before, after = blocks[number - 1], blocks[number]
        if sentences[number - 1].kind == "intro":
            prices[number] = _NEVER
        elif before.table and before.table == after.table and before.kind is not after.kind:
            prices[number] = _RATHER_NOT
        elif after.kind is BlockKind.LIST_ITEM and (after.level > 1 or before is after):
            prices[number] = _SLIGHTLY
    for begin, end in _wholes(draft):
        lines = chain(*islice(draft.lines_from(begin), end - begin))
        if sum(lengths[line] for line in lines) <= room:
            prices[begin + 1 : end] = [_NEVER] * (end - begin - 1)
    return prices


def _wholes(draft: _Draft) -> Iterator[tuple[int, int]]:
    """The runs of sentences that are one table, or one list with its introduction."""
    keys = [
        ("table", block.table)
        if block.kind in TABLE_KINDS
        else ("list", 0)
        if block.kind is BlockKind.LIST_ITEM
        else None
        for block in draft.blocks
    ]
    begin = 0
    for end in range(1, len(keys) + 1):
        if end < len(keys) and keys[end] == keys[begin]:
            continue
        if keys[begin]:
            introduced = begin > 0 and draft.sentences[begin - 1].kind == "intro"
            yield begin - introduced, end
        begin = end
