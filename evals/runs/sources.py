"""The documents a run asked, as they stood: enough to score it again anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.library import Library
from corpus.text import Text


@dataclass(frozen=True, slots=True)
class Source:
    """One document version."""

    document: str
    version: str
    title: str
    text_sha256: str

    @property
    def key(self) -> str:
        """`document@version`."""
        return f"{self.document}@{self.version}"


@dataclass(frozen=True)
class Sources:
    """The versions of one corpus, and which were in force on the days asked about."""

    versions: Mapping[str, Source]
    """By key; all of the corpus that were ever approved."""
    in_force: Mapping[str, frozenset[str]]
    """Keys of the versions in force, by ISO day."""
    library: Library
    """Holds the texts of the versions that are gold or were cited."""

    def text(self, key: str) -> Text:
        """The canonical text of a version; KeyError for an unknown one, StorageError."""
        return self.library.text(self.versions[key].text_sha256)

    def of(self, document: str, day: str) -> Source | None:
        """The version of a document in force on that day, if any."""
        keys = self.in_force[day]
        return next((self.versions[k] for k in keys if self.versions[k].document == document), None)

    def to_json(self) -> dict[str, Any]:
        """What `sources.json` holds of one corpus."""
        return {
            "versions": [
                [s.document, s.version, s.title, s.text_sha256]
                for _, s in sorted(self.versions.items())
            ],
            "in_force": {day: sorted(keys) for day, keys in sorted(self.in_force.items())},
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any], library: Library) -> "Sources":
        """The sources that `to_json` wrote."""
        sources = [Source(*fields) for fields in record["versions"]]
        days = {day: frozenset(keys) for day, keys in record["in_force"].items()}
        return cls({source.key: source for source in sources}, days, library)
