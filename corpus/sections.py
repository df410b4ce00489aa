"""Cuts a text into sections at its headings."""

from corpus.passages import Section
from corpus.text import Block, BlockKind, Span, Text


def split_sections(text: Text) -> tuple[Section, ...]:
    """The sections of `text` in order, so that every block that is no heading is in exactly one.

    A heading is under the nearest earlier heading of a smaller level, whatever levels were
    skipped between them. Blocks before the first heading form a section with an empty path.
    """
    sections: list[Section] = []
    path: list[Block] = []
    blocks: list[Block] = []

    def close() -> None:
        if path or blocks:
            headings = tuple(Span(heading.start, heading.end) for heading in path)
            sections.append(Section(headings, tuple(blocks)))
            blocks.clear()

    for block in text.blocks:
        if block.kind is not BlockKind.HEADING:
            blocks.append(block)
            continue
        close()
        while path and path[-1].level >= block.level:
            path.pop()
        path.append(block)
    close()
    return tuple(sections)


def heading_path(text: Text, at: int) -> tuple[Span, ...]:
    """The headings above the character `at`, outermost first."""
    path: list[Block] = []
    for block in text.blocks:
        if block.start > at:
            break
        if block.kind is BlockKind.HEADING:
            while path and path[-1].level >= block.level:
                path.pop()
            path.append(block)
    return tuple(Span(heading.start, heading.end) for heading in path)
