"""Sources beside answers: a cited page with its words highlighted, and what was parsed from it."""

from assistant.web.sources.parts import Part, arranged
from assistant.web.sources.rendering import render_parsed
from corpus.text import Span, Text

__all__ = ["Part", "parsed", "render_parsed"]


def parsed(text: Text, page: int) -> tuple[Part, ...]:
    """The headings, paragraphs, lists and tables read from page `page` (from 1) of a text.

    A text without pages is one page. Nothing for a page that it does not have.
    `render_parsed` makes HTML of them; the picture of the page is at `Wanted.picture`.
    """
    if not text.pages:
        return arranged(text, Span(0, len(text.content))) if page == 1 else ()
    found = [one for one in text.pages if one.number == page]
    return arranged(text, Span(found[0].start, found[0].end)) if found else ()
