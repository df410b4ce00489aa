"""What the parts of the API work on: the catalogue, the library and the trail of one home."""

import threading
from collections.abc import Mapping
from datetime import date

from assistant.audit import Trail, TrailIndex
from assistant.cataloguing import open_catalogue
from assistant.settings import Settings
from assistant.web.jobs import Jobs, jobs_of
from assistant.web.service import Service
from corpus.catalogue import Catalogue
from corpus.library import Library
from corpus.versions import Stage, stages


class Holdings:
    """Opened at the first need: a server starts without a home, too. For several threads."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._catalogue: Catalogue | None = None
        self._lock = threading.Lock()

    @property
    def settings(self) -> Settings:
        """Those of the server."""
        return self.service.settings

    @property
    def index(self) -> TrailIndex:
        """What follows the audit trail."""
        return self.service.trail_index

    @property
    def trail(self) -> Trail:
        """The audit trail."""
        return self.index.trail

    @property
    def jobs(self) -> Jobs:
        """Those of the whole server."""
        return jobs_of(self.service)

    def catalogue(self) -> Catalogue:
        """Each change to it is in the trail before it is made."""
        with self._lock:
            if self._catalogue is None:
                self._catalogue = open_catalogue(
                    self.settings, lambda: self.service.stages().redactor
                )
            return self._catalogue

    def library(self) -> Library:
        """The texts and source files."""
        return Library(self.settings.home)

    def stages(self) -> Mapping[str, Stage]:
        """Where every version stands today, by key."""
        return stages(self.catalogue().versions(), date.today())
