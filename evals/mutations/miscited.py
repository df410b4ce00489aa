"""Harmful changes of a draft's citations, as a model that cites by number may make them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.evidence import DraftStatement

Miscite = Callable[[DraftStatement, DraftStatement], DraftStatement]
"""Changes what the first statement cites; the second is another one of the same draft."""


def moved(drafted: DraftStatement, other: DraftStatement) -> DraftStatement:
    """It cites what the other stands on."""
    return replace(drafted, quotes=other.quotes)


def beside(drafted: DraftStatement, _other: DraftStatement) -> DraftStatement:
    """Its first quote begins and ends one character late."""
    first, *others = drafted.quotes
    span = first.span._replace(start=first.span.start + 1, end=first.span.end + 1)
    return replace(drafted, quotes=(replace(first, span=span), *others))


def of_another_version(drafted: DraftStatement, _other: DraftStatement) -> DraftStatement:
    """Its first quote is of a version that is not in force."""
    first, *others = drafted.quotes
    metadata = replace(first.version.metadata, version=f"{first.version.metadata.version}-draft")
    quote = replace(first, version=replace(first.version, metadata=metadata))
    return replace(drafted, quotes=(quote, *others))


def of_invented_text(drafted: DraftStatement, _other: DraftStatement) -> DraftStatement:
    """Statement and quoted text have the same wrong digit, or else the same wrong letter."""
    first, *others = drafted.quotes
    words = re.sub(r"\d", lambda match: str((int(match[0]) + 1) % 10), first.words)
    if words == first.words:
        words = f"{'X' if words[0] != 'X' else 'Y'}{words[1:]}"
    content = first.text.content
    start, end = first.span
    text = replace(first.text, content=content[:start] + words + content[end:])
    said = drafted.text.replace(" ".join(first.words.split()), " ".join(words.split()))
    return replace(drafted, text=said, quotes=(replace(first, text=text), *others))


def uncited(drafted: DraftStatement, _other: DraftStatement) -> DraftStatement:
    """It cites nothing."""
    return replace(drafted, quotes=())


MISCITED: Mapping[str, Miscite] = {
    "citation_moved": moved,
    "span_moved": beside,
    "version_exchanged": of_another_version,
    "text_invented": of_invented_text,
    "citation_dropped": uncited,
}
