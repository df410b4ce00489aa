"""The stages as a running server holds them: opened once, and asked for again while missing."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from assistant.answers import Answer
from assistant.ask import Stages, ask, search
from assistant.audit import Trail, TrailIndex
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.settings import Settings
from assistant.web.failures import call
from assistant.web.streaming import Looking, follow
from corpus.errors import AssistantError
from corpus.metadata import Population
from corpus.versions import Version

EXAMPLES = {
    "anaphylaxis-adult": "Adrenaline dose in adult anaphylaxis?",
    "hyperkalaemia-adult": "Calcium gluconate in hyperkalaemia?",
    "neonatal-sepsis": "Antibiotics for early-onset neonatal sepsis?",
    "gentamicin-vancomycin": "When is the first vancomycin level taken?",
}
"""Questions worth showing while the document that answers them is in force."""
EXAMPLE_COUNT = 4


@dataclass(frozen=True)
class Overview:
    """What the page says about the documents it answers from."""

    snapshot: str
    documents: int
    """How many of the snapshot are in force today."""
    software: str
    populations: tuple[Population, ...]
    sites: tuple[str, ...]
    specialties: tuple[str, ...]
    examples: tuple[str, ...]


class Service:
    """Answers and searches with stages that are opened at the first need and then kept."""

    def __init__(self, open_stages: Callable[[], Stages], settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        call(self.settings.home, "the home folder")
        call(self.settings.models, "the folder of models")
        self._open = open_stages
        self._stages: Stages | None = None
        # Follows the trail of the stages where no settings say which home it is in.
        self._index = TrailIndex(Trail(settings.home)) if settings else None
        self._lock = threading.Lock()

    @property
    def trail_index(self) -> TrailIndex:
        """Follows the audit trail; its first use reads all of it."""
        if self._index is None:
            self._index = TrailIndex(self.stages().trail)
        return self._index

    def read_trail(self) -> None:
        """Read the trail in the background, so that the first page that needs it need not wait."""

        def read() -> None:
            # What is wrong with it is told to who asks for it.
            with suppress(AssistantError):
                self.trail_index.answers()

        threading.Thread(target=read, name="reading the trail", daemon=True).start()

    def ask(self, question: Question, by: str = "") -> Answer:
        """An answer or refusal, recorded as asked by that account; raises AssistantError."""
        return ask(question, self.stages(), by=by)

    def follow(self, question: Question, by: str = "") -> Iterator[Looking | Answer]:
        """Where it is looked up, then the answer or refusal; raises AssistantError on the way."""
        return follow(lambda tell: ask(question, self.stages(), by=by, on_evidence=tell))

    def search(self, question: Question, count: int) -> tuple[Evidence, ...]:
        """The best passages; raises AssistantError."""
        return search(question, self.stages(), count)

    def overview(self) -> Overview:
        """What is published and in force today; AssistantError while nothing can be answered."""
        stages = self.stages()
        snapshot = stages.current.get()
        stages.calibration(snapshot)
        in_force = snapshot.holding(stages.catalogue.in_force(date.today()))
        metadata = [version.metadata for version in in_force.values()]
        groups = {group for one in metadata for group in one.population}
        return Overview(
            snapshot=snapshot.identity,
            documents=len(in_force),
            software=stages.provenance.get("software", ""),
            populations=tuple(group for group in Population if group in groups),
            sites=_names(site for one in metadata for site in one.site),
            specialties=_names(name for one in metadata for name in one.specialty),
            examples=examples(in_force),
        )

    def stages(self) -> Stages:
        """The stages; a failure is not kept, so that what was missing can be put in place."""
        with self._lock:
            if self._stages is None:
                self._stages = self._open()
            return self._stages


def examples(in_force: Mapping[str, Version]) -> tuple[str, ...]:
    """Questions that documents in force answer, chosen ones first, then some from titles."""
    titles = {version.document: version.metadata.title for version in in_force.values()}
    chosen = [question for document, question in EXAMPLES.items() if document in titles]
    derived = [
        f"What does “{title}” say about treatment?"
        for document, title in sorted(titles.items())
        if document not in EXAMPLES and len(title) <= 60
    ]
    return tuple([*chosen, *derived][:EXAMPLE_COUNT])


def _names(found: Iterable[str]) -> tuple[str, ...]:
    """Each name once, however it is capitalised, in order; `all` is no choice of its own."""
    by_name: dict[str, str] = {}
    for name in found:
        if name.casefold() != "all":
            by_name.setdefault(name.casefold(), name[:1].upper() + name[1:])
    return tuple(by_name[name] for name in sorted(by_name))
