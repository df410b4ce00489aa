"""Finds a version that its reader may see, and arranges one place of it for the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.accounts import Account
from assistant.web.access import CURATING
from assistant.web.failures import describe
from assistant.web.sources.leaves import Leaf, holding, leaves
from assistant.web.sources.pages import Pages
from assistant.web.sources.parts import Part, arranged
from assistant.web.sources.placing import Mark, displayed, marks
from assistant.web.sources.standing import Standing, standing
from assistant.web.sources.wanted import Wanted
from corpus.errors import AssistantError, CatalogueError, DocumentError, QuestionError
from corpus.sections import heading_path
from corpus.text import Text
from corpus.versions import Stage, Version

MOST_LEAVES = 3
"""Pages shown at once for words that run over the end of one."""


class HiddenDraftError(AssistantError):
    """A draft that the reader's roles do not show."""


class Versions(Protocol):
    """Knows the versions; the catalogue does."""

    def versions(self, document: str | None = None) -> tuple[Version, ...]:
        """All of a document; raises CatalogueError."""
        ...

    def stage(self, version: Version, on: date) -> Stage:
        """Where one stands in its life on that day."""
        ...


@dataclass(frozen=True)
class Shown:
    """One page or chapter as shown."""

    leaf: Leaf
    picture: str
    """Address of its picture; empty for formats without pages."""
    width: float
    height: float
    """Points, of the picture."""
    marks: tuple[Mark, ...]
    parts: tuple[Part, ...]
    problem: str = ""
    """Why there is no picture of a page that should have one."""


@dataclass(frozen=True)
class Source:
    """A place in a version, with what has to be known of it."""

    wanted: Wanted
    version: Version
    standing: Standing
    quote: str
    """The cited words; empty when none were asked for."""
    path: tuple[str, ...]
    """The headings above them."""
    shown: tuple[Shown, ...]
    unit: str
    """`page` or `section`."""
    count: int
    before: Leaf | None
    after: Leaf | None
    on_cited: bool
    """Whether the cited words are on what is shown."""

    @property
    def unplaced(self) -> bool:
        """Whether a picture is shown on which nobody knows where the cited words stand."""
        pictures = [one for one in self.shown if one.picture]
        marked = any(not mark.also for one in pictures for mark in one.marks)
        return bool(self.on_cited and pictures and not marked)


class Sources:
    """Opens the versions of a catalogue. May be used by several threads."""

    def __init__(
        self,
        catalogue: Versions,
        read_text: Callable[[str], Text],
        pages: Pages,
    ) -> None:
        self._catalogue = catalogue
        self._read_text = read_text
        self.pages = pages

    def version(self, wanted: Wanted, reader: Account) -> tuple[Version, Standing]:
        """The version and how it stands today.

        Raises CatalogueError when there is none, and HiddenDraftError for what was never approved
        unless the reader curates.
        """
        try:
            same = self._catalogue.versions(wanted.document)
        except CatalogueError:  # Its advice is for the command line.
            raise CatalogueError(f"there is no document {wanted.document!r} here") from None
        found = next((one for one in same if one.metadata.version == wanted.version), None)
        if found is None:
            raise CatalogueError(f"{wanted.document} has no version {wanted.version!r}")
        if found.approved_at is None and not reader.may(CURATING):
            raise HiddenDraftError(
                f"{found.key} was never approved: only curators and approvers may read it"
            )
        today = date.today()
        others = [(one, self._catalogue.stage(one, today)) for one in same if one.approved_at]
        stage = self._catalogue.stage(found, today)
        return found, standing(found, stage, others)

    def open(self, wanted: Wanted, reader: Account) -> Source:
        """The place as it is shown. Raises as `version`, QuestionError and StorageError."""
        version, state = self.version(wanted, reader)
        text = self._read_text(version.text_sha256)
        length = len(text.content)
        if any(one.end > length for one in (*wanted.also, *filter(None, [wanted.cited]))):
            raise QuestionError(
                f"{version.key} ends at character {length}, before the words asked for: "
                "open the citation again from the answer"
            )
        every = leaves(text)
        cited = holding(every, wanted.cited) if wanted.cited else ()
        chosen = _chosen(every, wanted, cited)
        return Source(
            wanted=wanted,
            version=version,
            standing=state,
            quote=text[wanted.cited] if wanted.cited else "",
            path=tuple(
                text[heading]
                for heading in heading_path(text, wanted.cited.start if wanted.cited else 0)
            ),
            shown=tuple(self._shown(version, text, leaf, wanted) for leaf in chosen),
            unit="page" if text.pages else "section",
            count=len(every),
            before=_beside(every, chosen[0], -1),
            after=_beside(every, chosen[-1], 1),
            on_cited=any(leaf in cited for leaf in chosen),
        )

    def picture(self, wanted: Wanted, reader: Account) -> bytes:
        """The page as PNG. Raises as `version`, DocumentError and StorageError."""
        version, _ = self.version(wanted, reader)
        page = wanted.page or 1
        if page > version.pages:
            raise CatalogueError(f"{version.key} has no page {page} with a picture")
        return self.pages.picture(version, page)

    def _shown(self, version: Version, text: Text, leaf: Leaf, wanted: Wanted) -> Shown:
        parts = arranged(text, leaf.span, wanted.cited, wanted.also)
        if not text.pages:
            return Shown(leaf, "", 0.0, 0.0, (), parts)
        try:
            words = self.pages.words(version, leaf.number)
        except DocumentError as error:
            return Shown(leaf, "", 0.0, 0.0, (), parts, describe(error))
        return Shown(
            leaf,
            wanted.picture(leaf.number),
            *displayed(words),
            marks(text, leaf.number, words, wanted.cited, wanted.also),
            parts,
        )


def _chosen(every: Sequence[Leaf], wanted: Wanted, cited: Sequence[Leaf]) -> Sequence[Leaf]:
    """The page asked for, else those of the cited words, else the first."""
    if wanted.page is not None:
        found = [leaf for leaf in every if leaf.number == wanted.page]
        if not found:
            raise CatalogueError(
                f"{wanted.document} has no page or section {wanted.page}: the last is {len(every)}"
            )
        return found
    return (cited or every)[: MOST_LEAVES if cited else 1]


def _beside(every: Sequence[Leaf], leaf: Leaf, step: int) -> Leaf | None:
    position = every.index(leaf) + step
    return every[position] if 0 <= position < len(every) else None
