"""Puts sources and recorded answers into the app."""

import threading
from collections.abc import Callable

from fastapi import FastAPI

from assistant.audit import Record
from assistant.replaying import Replay, replay
from assistant.settings import Settings
from assistant.web.service import Service
from assistant.web.sources.answers import add_answers
from assistant.web.sources.pages import Pages
from assistant.web.sources.routes import add_routes
from assistant.web.sources.source import Sources
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.text import Text


def add_sources(app: FastAPI, service: Service, settings: Settings) -> Callable[[], None]:
    """The routes of this package; what is returned starts what the first page would wait for."""
    home = _Home(service, settings)
    add_routes(app, home.sources, settings.banner)
    add_answers(app, home.record, home.catalogue, home.repeat, settings.banner)
    return home.wake


class _Home:
    """What the routes need of a home, opened at the first need."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._service = service
        self._settings = settings
        self._pages = Pages(Library(settings.home))
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._sources: Sources | None = None

    def catalogue(self) -> Catalogue:
        with self._lock:
            if self._catalogue is None:
                self._catalogue = Catalogue(self._settings.home, self._settings.catalogue)
            return self._catalogue

    def sources(self) -> Sources:
        catalogue = self.catalogue()
        with self._lock:
            if self._sources is None:
                self._sources = Sources(catalogue, self._text, self._pages)
            return self._sources

    def record(self, answer: str) -> Record:
        return self._service.trail_index.record(answer)

    def repeat(self, record: Record, by: str) -> Replay:
        return replay(record, self._service.stages(), by)

    def wake(self) -> None:
        self._pages.wake()

    def _text(self, sha256: str) -> Text:
        """The texts that answers are made of are in memory already."""
        return self._service.stages().library.text(sha256)
