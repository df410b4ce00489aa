"""Everything a curator should look at before publishing, in one report."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.conflicts.comparison import find_conflicts
from assistant.conflicts.conflict import Conflict
from assistant.conflicts.facts import Facts, facts_of
from assistant.curate.duplicates import Duplicate, find_duplicates
from assistant.curate.quoting import Quoter
from assistant.curate.sentence_index import Source
from assistant.curate.upkeep import (
    CURRENT,
    Incomplete,
    Publication,
    Review,
    incomplete,
    publication,
    reviews,
)
from corpus.addressing import addresses_software, addressing
from corpus.doses import holds_dose
from corpus.library import Library
from corpus.page_drawings import drawn_pages
from corpus.page_quality import PageQuality, assess_pages, count_words, sparse_pages
from corpus.splitting import split_passages
from corpus.text import Span, Text
from corpus.versions import Version, stages

PLACES_QUOTED = 10
"""Places of one repeated wording that are quoted; all of them are counted."""
_WINDOW = 200
_CHARACTERS_A_TOKEN = 4


@dataclass(frozen=True)
class Report:
    """What was found."""

    pages: Mapping[str, tuple[PageQuality, ...]]
    """Every page of every version checked, by `document@version`."""
    metadata: tuple[Incomplete, ...]
    reviews: tuple[Review, ...]
    publication: Publication
    duplicates: tuple[Duplicate, ...]
    conflicts: tuple[Conflict, ...]
    addressed: Mapping[str, tuple[Span, ...]]
    """What speaks to the software and is never quoted, by `document@version`: likely planted."""
    titles: tuple[str, ...]
    """Versions whose title does."""

    def to_json(self, quoter: Quoter) -> dict[str, Any]:
        """Every page and finding as plain values, with the words quoted."""
        return {
            "pages": [
                {
                    **_identified(key),
                    "page": page.page,
                    "characters": page.characters,
                    "blocks": page.blocks,
                    "tables": page.tables,
                    "findings": [
                        {"fault": finding.fault.value, "detail": finding.detail}
                        for finding in page.findings
                    ],
                }
                for key, pages in self.pages.items()
                for page in pages
            ],
            "metadata": [asdict(one) | _identified(one.version) for one in self.metadata],
            "reviews": [asdict(one) | _identified(one.version) for one in self.reviews],
            "publication": self.publication,
            "duplicates": [_duplicate_to_json(one, quoter) for one in self.duplicates],
            "conflicts": [
                {
                    "drug": conflict.drug,
                    "what": conflict.what,
                    "sides": [
                        quoter.quote(f"{s.document}@{s.version}", s.start, s.end).to_json()
                        | {"stated": s.stated}
                        for s in conflict.sides
                    ],
                }
                for conflict in self.conflicts
            ],
            "addressed": [
                quoter.quote(key, *span).to_json()
                for key, spans in self.addressed.items()
                for span in spans
            ],
            "addressed_titles": [_identified(key) for key in self.titles],
        }


def check(
    versions: Sequence[Version],
    home: Path,
    library: Library,
    *,
    names: Collection[str],
    today: date,
    progress: Callable[[], None],
) -> Report:
    """Check what is draft, approved or in force; with `names` only what touches those versions.

    `versions` is the whole catalogue, `names` hold `document@version`; what is superseded or
    retired is looked at only when it is named. `progress` is called twice for every version read.
    Raises StorageError when a text is missing or damaged.
    """
    stage = stages(versions, today)
    compared = [v for v in versions if stage[v.key] in CURRENT or v.key in names]
    checked = [v for v in compared if not names or v.key in names]
    reader = _Reader(compared, library, progress)
    duplicates, conflicts = find_duplicates(reader.sources), find_conflicts(reader.facts)
    if names:
        duplicates = tuple(
            d for d in duplicates if not {place.version for place in d.places}.isdisjoint(names)
        )
        conflicts = tuple(
            c
            for c in conflicts
            if not {f"{side.document}@{side.version}" for side in c.sides}.isdisjoint(names)
        )
    return Report(
        pages={v.key: _pages(v, library, reader.words, progress) for v in checked},
        metadata=tuple(incomplete(checked, reader.dosed)),
        reviews=tuple(reviews(checked, today)),
        publication=publication(home, [v for v in versions if not names or v.key in names], stage),
        duplicates=duplicates,
        conflicts=conflicts,
        addressed={v.key: reader.addressed[v.key] for v in checked if reader.addressed[v.key]},
        titles=tuple(v.key for v in checked if addresses_software(v.metadata.title)),
    )


class _Reader:
    """What is needed of all texts at once; the texts themselves would not fit the memory."""

    def __init__(
        self, versions: Sequence[Version], library: Library, progress: Callable[[], None]
    ) -> None:
        self.sources: list[Source] = []
        self.facts: dict[tuple[str, str], Facts] = {}
        self.words: Counter[str] = Counter()
        self.dosed: dict[str, bool] = {}
        self.addressed: dict[str, tuple[Span, ...]] = {}
        for version in versions:
            self._read(version, library.text(version.text_sha256))
            progress()

    def _read(self, version: Version, text: Text) -> None:
        metadata = version.metadata
        # Only sentences are compared. Where a passage ends does not matter, so that neither the
        # embedder nor its cache is needed.
        passages = split_passages(text, metadata.title, _measure, _WINDOW)
        spans = tuple(Span(s.start, s.end) for passage in passages for s in passage.sentences)
        self.sources.append(Source(version.document, version.key, text.content, spans))
        key = version.document, metadata.version
        self.facts[key] = facts_of(passages, text, metadata.title, metadata.population)
        self.words.update(count_words([text]))
        self.addressed[version.key] = addressing(text)
        self.dosed[version.key] = any(holds_dose(text[block]) for block in text.blocks)


def _pages(
    version: Version, library: Library, words: Mapping[str, int], progress: Callable[[], None]
) -> tuple[PageQuality, ...]:
    text = library.text(version.text_sha256)
    sparse = sparse_pages(text)
    source = library.source_path(version.source_sha256)
    drawn = drawn_pages(source, text, sparse) if sparse else frozenset[int]()
    progress()
    return assess_pages(text, version.problems, words, drawn)


def _measure(strings: Sequence[str]) -> list[int]:
    return [len(string) // _CHARACTERS_A_TOKEN + 1 for string in strings]


def _identified(key: str) -> dict[str, str]:
    document, _, version = key.partition("@")
    return {"document": document, "version": version}


def _duplicate_to_json(duplicate: Duplicate, quoter: Quoter) -> dict[str, Any]:
    shown = duplicate.places[:PLACES_QUOTED]
    return {
        "likeness": duplicate.likeness.value,
        "words": duplicate.words,
        "similarity": duplicate.similarity,
        "places": len(duplicate.places),
        "passages": [quoter.quote(p.version, p.start, p.end).to_json() for p in shown],
        "differences": [
            {
                **{
                    name: side and quoter.quote(place.version, *side).to_json()
                    for name, side, place in zip(
                        ("first", "second"),
                        (difference.first, difference.second),
                        duplicate.places,
                        strict=True,
                    )
                },
                "findings": [finding.to_json() for finding in difference.findings],
            }
            for difference in duplicate.differing
        ],
    }
