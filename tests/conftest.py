"""Homes with real documents, and the real parts that answer from them, each made once."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Stages, ask
from assistant.assembly import prompts_digest, settings_digest
from assistant.audit import Trail
from assistant.embed import PACKAGED, load_embedder
from assistant.evidence_model import load_evidence_model
from assistant.generate.extractive import ExtractiveGenerator
from assistant.question import Question
from assistant.redact.presidio import PresidioRedactor
from assistant.screen import Screening, ScreenModel, routes
from assistant.settings import default_models, load_settings
from assistant.snapshot.current import CurrentSnapshot
from assistant.snapshot.publish import publish, rollback
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from corpus.metadata_csv import read_metadata_csv
from tests.documents import APPROVED, DRAFT, HOSTILE, METADATA, NOT_YET, WITHDRAWN
from tests.postgresql import database_url, postgresql  # noqa: F401 – fixtures for all


@dataclass(frozen=True)
class Hospital:
    """One home with the real embedder and redactor."""

    home: Path
    stages: Stages

    def ask(self, words, **chosen):
        """The answer to a question, through every stage."""
        return ask(Question(words, **chosen), self.stages)

    def having(self, **parts):
        """The same hospital with some parts exchanged."""
        return replace(self, stages=replace(self.stages, **parts))

    def add(self, files, *, approved_by=""):
        """Bring files in; fails when one is refused."""
        table = read_metadata_csv(METADATA)
        intake = add_files(
            files,
            self.stages.catalogue,
            self.stages.library,
            by="Tester",
            table=table,
            approved_by=approved_by,
        )
        assert not intake.refused
        return intake

    def publish(self, calibration=None):
        """Build a snapshot of what is approved, and serve it."""
        stages = self.stages
        parts = (self.home, stages.catalogue, stages.library, stages.embedder)
        return publish(*parts, by="Tester", calibration=calibration)

    def rollback(self):
        """Serve the snapshot before this one."""
        return rollback(self.home, "Tester", self.stages.embedder.identity)

    def content(self, citation):
        """The canonical text of the version a citation names."""
        version = self.stages.catalogue.version(citation.document, citation.version)
        return self.stages.library.text(version.text_sha256).content

    def files(self):
        """Every file of the home, with its bytes."""
        return {path: path.read_bytes() for path in self.home.rglob("*") if path.is_file()}


def open_hospital(home, embedder, redactor):
    """The hospital that lives in the folder `home`."""
    settings = load_settings(home)
    stages = Stages(
        redactor=redactor,
        screening=Screening(ScreenModel(embedder), routes({})),
        catalogue=Catalogue(home),
        library=Library(home),
        current=CurrentSnapshot(home, embedder.identity),
        embedder=embedder,
        evidence_model=load_evidence_model(settings.evidence_model),
        generator=ExtractiveGenerator(embedder, statements=settings.statements),
        trail=Trail(home),
        provenance={
            "prompts": prompts_digest(),
            "settings": settings_digest(settings),
            "software": "test",
        },
        settings={},
        candidates=settings.candidates,
        evidence=settings.evidence,
    )
    return Hospital(home, stages)


@pytest.fixture(scope="session")
def embedder():
    """The embedder that comes with the installation."""
    return load_embedder(PACKAGED, default_models())


@pytest.fixture(scope="session")
def redactor():
    """The redactor in use."""
    return PresidioRedactor()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory, embedder, redactor):
    """Nine approved documents, a draft, a withdrawn one, one for 2099 and a hostile one.

    Shared by the whole session: only ask. Tests that change something take `hospital`.
    """
    folder = tmp_path_factory.mktemp("written")
    written = []
    for name, content in (("later", NOT_YET), ("gone", WITHDRAWN), ("hostile", HOSTILE)):
        written.append(folder / f"{name}.md")
        written[-1].write_text(content)
    opened = open_hospital(tmp_path_factory.mktemp("hospital"), embedder, redactor)
    opened.add([*APPROVED, *written], approved_by="Committee")
    opened.add([DRAFT])
    opened.stages.catalogue.retire("digoxin-loading", "Tester", "wrong dose", date.today())
    opened.publish()
    return opened


@pytest.fixture
def hospital(demonstration, tmp_path, embedder, redactor):
    """A copy of the demonstration hospital, to change and break."""
    home = tmp_path / "home"
    # SQLite makes its shared memory again from the log; what other tests asked is left behind.
    left_behind = shutil.ignore_patterns("*-shm", "*.lock", "audit", ".trail.*")
    shutil.copytree(demonstration.home, home, ignore=left_behind)
    return open_hospital(home, embedder, redactor)
