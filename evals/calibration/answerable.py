"""Answerable protocol questions of one part, and the corpus that their documents make."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.embed import Embedder, load_embedder
from assistant.evidence import Evidence
from assistant.retrieve import Reranker, retrieve
from assistant.settings import load_settings
from assistant.snapshot.current import CurrentSnapshot
from assistant.snapshot.snapshot import Snapshot
from assistant.vocabulary import Expansion, expand
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.text import Span
from corpus.versions import Version
from evals.adapters.protocol_questions import find_quote
from evals.adapters.splits import Part, part_of


@dataclass(frozen=True)
class Answerable:
    """A question with the places that answer it."""

    text: str
    key: str
    """Of the version it was asked about."""
    gold: tuple[Span, ...]

    def answered_at(self, found: Evidence, start: int, end: int) -> bool:
        """Whether those characters of the evidence's document overlap what answers."""
        return found.version.key == self.key and any(
            span.start < end and start < span.end for span in self.gold
        )

    def answered_in(self, found: Evidence) -> bool:
        """Whether the passage overlaps what answers."""
        return self.answered_at(found, found.passage.start, found.passage.end)


@dataclass(frozen=True)
class Corpus:
    """A home with the documents of the set published."""

    snapshot: Snapshot
    library: Library
    embedder: Embedder
    in_force: Mapping[str, Version]
    candidates: int

    @classmethod
    def open(cls, home: Path) -> "Corpus":
        """The corpus of the home; raises the family of AssistantError."""
        settings = load_settings(home)
        embedder = load_embedder(settings.embedder, settings.models)
        return cls(
            snapshot=CurrentSnapshot(home, embedder.identity).get(),
            library=Library(home),
            embedder=embedder,
            in_force=Catalogue(home).in_force(date.today()),
            candidates=settings.candidates,
        )

    def read(self, question: str) -> Expansion:
        """The question as the product reads it."""
        return expand(question, self.snapshot.lexical.__contains__, self.snapshot.spelling)

    def retrieve(
        self,
        question: Expansion,
        count: int,
        reranker: Reranker | None = None,
        *,
        without: str | None = None,
    ) -> tuple[Evidence, ...]:
        """What the product finds for a question, nothing filtered out but the version `without`."""
        allowed = {key: one for key, one in self.in_force.items() if key != without}
        return retrieve(
            question,
            allowed,
            self.snapshot,
            self.library,
            self.embedder,
            candidates=self.candidates,
            count=count,
            reranker=reranker,
        )

    def answerable(self, folder: Path, part: Part) -> Iterator[Answerable]:
        """The answerable questions on the documents of a part whose quote is one run of the text.

        `folder` holds the set's questions.jsonl.
        """
        by_file = {version.source_name: version for version in self.in_force.values()}
        for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["answerable"] and part_of(record["doc"]) == part:
                asked = self.asked(record, by_file[record["doc"]])
                if asked:
                    yield asked

    def asked(self, record: Mapping[str, Any], version: Version) -> Answerable | None:
        """An answerable question of the set; None where its quote is not one run of the text."""
        gold = find_quote(self.library.text(version.text_sha256), record["quote"])
        return Answerable(record["question"], version.key, gold) if gold else None
