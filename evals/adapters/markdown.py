"""Documents as Markdown that curation reads, with front matter of our own."""

import json
import re
from collections.abc import Iterable


def document(identity: str, title: str, parts: Iterable[str], *, source: str, licence: str) -> str:
    """One approved-at-any-time document for everybody: the front matter, then `parts`."""
    stated = {
        "id": identity,
        "title": title,
        "version": "1",
        "owner": "evaluation",
        "type": "guideline",
        "population": "all",
        "effective": "2000-01-01",
        "source": source,
        "licence": licence,
    }
    front = "\n".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in stated.items()
    )
    body = "\n\n".join(part.strip() for part in parts)
    return f"---\n{front}\n---\n\n{body}\n"


def escaped(text: str) -> str:
    """Plain text as Markdown that reads as that text; a line of it stays a line or list item."""
    return _MARKS.sub(r"\\\g<0>", text)


_MARKS = re.compile(r"[\\`*_\[\]<>|~&#=+]|(?<=\d)[.)](?= )")


def without_front_matter(markdown: str) -> str:
    """The body of a Markdown file."""
    if not markdown.startswith("---\n"):
        return markdown
    return markdown.partition("\n---\n")[2]


def notice_without_guidance(set_name: str) -> dict[str, str]:
    """A document in which no clinical question has its answer, so that refusing is always right.

    It stands in for a corpus where a set says nothing about answers: whether the home's documents
    hold one would decide what is right, and nobody has judged that.
    """
    identity = "visiting-hours"
    parts = [
        "# Visiting hours",
        "## When the ward is open",
        "The ward is open to visitors from two in the afternoon until eight in the evening. "
        "Flowers are left at the desk by the entrance.",
    ]
    text = document(
        identity, "Visiting hours", parts, source=f"made for {set_name}", licence="Apache-2.0"
    )
    return {identity: text}
