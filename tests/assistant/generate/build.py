"""Makes evidence from a few lines of Markdown, without an index."""

from datetime import UTC, datetime

from assistant.evidence import Evidence
from corpus.metadata import parse_metadata
from corpus.readers.markdown import read_markdown
from corpus.splitting import split_passages
from corpus.versions import Version


def evidence_of(markdown, title="Protocol", **metadata):
    """Every passage of the Markdown as evidence, best first in source order."""
    text = read_markdown(markdown).text
    values = {"id": "protocol", "title": title, "version": "1", "effective": "2026-01-01"}
    version = Version(
        metadata=parse_metadata(values | metadata),
        ordinal=1,
        source_name="protocol.md",
        source_sha256="0" * 64,
        text_sha256="1" * 64,
        pages=0,
        problems=(),
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
        approved_at=datetime(2026, 1, 1, tzinfo=UTC),
        approved_by="a committee",
    )
    passages = split_passages(text, title, lambda texts: [len(t.split()) for t in texts], 200)
    return [
        Evidence(version, text, passage, 0.9 - rank / 10, 0.8, 0.5)
        for rank, passage in enumerate(passages)
    ]


def sentence_with(evidence, words):
    """The first sentence of the evidence that holds `words`, with the evidence it stands in."""
    for found in evidence:
        for sentence in found.passage.sentences:
            if words in found.text.content[sentence.start : sentence.end]:
                return found, sentence
    raise AssertionError(f"{words!r} is in no passage")
