"""What is turned over one by one: the pages of a text, or its chapters where it has no pages."""

from dataclasses import dataclass

from corpus.sections import split_sections
from corpus.text import Span, Text

_DEPTH = 2
"""A text without pages is cut at its title and the headings right below it."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page or chapter."""

    number: int
    """From 1."""
    span: Span
    heading: str = ""
    """Of a chapter."""
    label: str = ""
    """What is printed on a page as its number, where that is another one."""


def leaves(text: Text) -> tuple[Leaf, ...]:
    """Every leaf of the text in order; at least one when it holds a block."""
    if text.pages:
        return tuple(
            Leaf(
                page.number,
                Span(page.start, page.end),
                label=page.label if page.label != str(page.number) else "",
            )
            for page in text.pages
        )
    starts: list[tuple[int, str]] = []
    path: tuple[Span, ...] | None = None
    for section in split_sections(text):
        if section.headings[:_DEPTH] != path:
            path = section.headings[:_DEPTH]
            starts.append((section.start, text[path[-1]] if path else ""))
    ends = [start for start, _ in starts[1:]] + [len(text.content)]
    return tuple(
        Leaf(number, Span(start, end), heading)
        for number, ((start, heading), end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def holding(found: tuple[Leaf, ...], span: Span) -> tuple[Leaf, ...]:
    """The leaves that hold some of `span`."""
    return tuple(
        leaf for leaf in found if leaf.span.start < span.end and span.start < leaf.span.end
    )
