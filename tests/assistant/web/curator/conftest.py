"""A home with a document in force, a draft of its next version, and accounts."""

import shutil
from types import SimpleNamespace

import pytest

from assistant.accounts import Account, Role
from assistant.audit import Trail, TrailIndex
from assistant.settings import load_settings
from assistant.web.curator.curation import Curation
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from tests.documents import protocol
from tests.fakes.redactors import ShoutedNames

HOSTILE = '<script>window.owned=1</script><img src=x onerror="window.owned=1">'
CORA = Account("cora", frozenset({Role.CURATOR}))
ANNA = Account("anna", frozenset({Role.APPROVER}))


class FakeService:
    """What the desk needs of a service."""

    def __init__(self, home):
        self.settings = load_settings(home)
        self.trail_index = TrailIndex(Trail(home))

    def stages(self):
        return SimpleNamespace(redactor=ShoutedNames())


@pytest.fixture(scope="session")
def zinc(tmp_path_factory):
    """A home with `zinc` version 1 in force, and version 2 a draft of Cora's with another dose."""
    home, written = tmp_path_factory.mktemp("zinc"), tmp_path_factory.mktemp("written")
    for version, dose, approved_by in (("1", "220 mg", "Committee"), ("2", "110 mg", "")):
        file = written / f"zinc-{version}.md"
        body = (
            f"# Zinc\n\n## Dose\n\nGive zinc sulfate {dose} once daily.\n\n"
            f"Take it with food {HOSTILE}.\n"
        )
        title = f"'Zinc {HOSTILE}'"
        file.write_text(protocol("zinc", body, version=version, title=title))
        intake = add_files(
            [file],
            Catalogue(home),
            Library(home),
            by="importer" if approved_by else CORA.name,
            approved_by=approved_by,
        )
        assert not intake.refused
    return home


@pytest.fixture
def curation(zinc, tmp_path):
    """What the desk works with, on a copy of that home."""
    home = tmp_path / "home"
    # SQLite makes its shared memory again from the log.
    shutil.copytree(zinc, home, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    return Curation(FakeService(home))
