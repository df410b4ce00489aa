"""What of a draft each person was shown, so that nobody approves what came after they read it."""

import threading
from collections import OrderedDict

from corpus.versions import Version

MOST = 2000
"""Drafts and readers; those shown longest ago are forgotten first, and have to be opened again."""


class Reading:
    """Remembers drafts as they were shown, until the server stops. For several threads."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[str, str], Version] = OrderedDict()
        self._lock = threading.Lock()

    def show(self, reader: str, version: Version, *, text: bool) -> None:
        """It is shown to an account; only with its `text` in place of how it was shown before."""
        with self._lock:
            if text or (reader, version.key) not in self._shown:
                self._shown[reader, version.key] = version
            self._shown.move_to_end((reader, version.key))
            while len(self._shown) > MOST:
                self._shown.popitem(last=False)

    def shown(self, reader: str, version: Version) -> Version | None:
        """As an account was shown it; None when it was not."""
        with self._lock:
            return self._shown.get((reader, version.key))
