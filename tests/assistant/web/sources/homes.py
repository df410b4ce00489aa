"""A home with the documents of a test, and its sources served without the rest of the app."""

from datetime import UTC, date, datetime

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.accounts import Account, Role
from assistant.web.sources.pages import Pages
from assistant.web.sources.routes import add_routes
from assistant.web.sources.source import Sources
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.metadata import Metadata
from corpus.page_pictures import draw, place
from corpus.readers import read
from corpus.versions import Version


class DrawingHere:
    """Draws in the process of the test, and counts."""

    def __init__(self):
        self.drawn = 0

    def picture(self, path, sha256, page):
        self.drawn += 1
        return draw(path, sha256, page)

    def words(self, path, sha256, page):
        return place(path, sha256, page)


class Home:
    """Documents are added, and read back as their readers would."""

    def __init__(self, folder):
        self.catalogue = Catalogue(folder)
        self.library = Library(folder)
        self.drawing = DrawingHere()
        self.reader = Account("ann", frozenset({Role.CLINICIAN}))

    def add(self, path, version="1", *, approved=True, **metadata):
        """One version of the document that the file is called after."""
        reading = read(path)
        dates = {"effective": date(2025, 1, 1), "review": date(2100, 1, 1)}
        added = Version(
            metadata=Metadata(
                path.stem, metadata.pop("title", "Zinc"), version, **(dates | metadata)
            ),
            ordinal=1,
            source_name=path.name,
            source_sha256=self.library.keep_source(path.read_bytes()),
            text_sha256=self.library.keep_text(reading.text),
            pages=len(reading.text.pages),
            problems=(),
            added_at=datetime.now(UTC),
            approved_at=datetime.now(UTC) if approved else None,
            approved_by="boss" if approved else "",
        )
        self.catalogue.add(added, "curator")
        return reading.text

    def client(self):
        """A browser signed in as `reader`."""
        app = FastAPI()
        sources = Sources(self.catalogue, self.library.text, Pages(self.library, self.drawing))

        @app.middleware("http")
        async def admit(request, call_next):
            request.state.account = self.reader
            return await call_next(request)

        add_routes(app, lambda: sources, "A banner")
        return TestClient(app)


def at(text, words):
    """Where the words stand in a text, as parameters of an address."""
    start = text.content.index(words)
    return {"start": start, "end": start + len(words)}
