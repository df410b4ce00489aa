"""Homes with a few small documents, and what is done with them."""

from datetime import UTC, datetime, timedelta

from assistant.snapshot.publish import publish
from assistant.snapshot.retention import prune
from corpus.catalogue import Catalogue
from corpus.intake import add_files
from corpus.library import Library
from tests.documents import protocol
from tests.fakes.embedders import HashingEmbedder


def with_documents(home, folder, *names, approved_by="C"):
    """The home, with a document of each name added, approved unless `approved_by` is empty."""
    files = [folder / f"{name}.md" for name in names]
    for file in files:
        body = f"# {file.stem}\n\nGive {file.stem} 5 mg.\n\n## Limits\n\nNever exceed 9 mg."
        file.write_text(protocol(file.stem, body))
    add_files(files, Catalogue(home), Library(home), by="T", approved_by=approved_by)
    return home


def build(home, embedder=None):
    """Publish what is approved."""
    return publish(home, Catalogue(home), Library(home), embedder or HashingEmbedder(), by="T")


def prune_after(home, *, days=0.0, keep=1, needed=(), dry_run=False):
    """Prune as if so many days had passed."""
    return prune(
        home,
        Catalogue(home).versions(),
        HashingEmbedder(),
        keep=keep,
        needed=needed,
        now=datetime.now(UTC) + timedelta(days=days),
        dry_run=dry_run,
    )
