"""Questions take turns: so many are answered at once, so many wait, and one more is turned away."""

import asyncio
import math
import os
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from assistant.web.failures import CrowdedError

AT_ONCE = (os.cpu_count() or 1) + 1
"""One for each core, and one that reads or writes meanwhile; more only wait inside each other."""
WAITING = 256
"""Questions that may wait; a client gives up sooner than the last of them comes about."""
OF_ONE = 64
"""Of one account: a script that asks without pause leaves room for the others."""
LONGEST = 60
"""Seconds; whoever is turned away is not asked to wait longer."""
_FIRST_GUESS = 1.0
"""Seconds that a question takes, until some have been answered."""


class Turns:
    """First come, first served. For one event loop."""

    def __init__(
        self, at_once: int = AT_ONCE, waiting: int = WAITING, of_one: int = OF_ONE
    ) -> None:
        self._at_once = at_once
        self._most = waiting
        self._of_one = of_one
        self._free = asyncio.Semaphore(at_once)
        self._waiting: Counter[str] = Counter()
        self._seconds = _FIRST_GUESS

    @property
    def waiting(self) -> int:
        """Questions whose turn has not come."""
        return self._waiting.total()

    @asynccontextmanager
    async def turn(self, by: str) -> AsyncIterator[None]:
        """Wait for a turn and have it until the block ends; CrowdedError when too many wait."""
        if self.waiting >= self._most:
            raise CrowdedError(
                f"{self.waiting} questions are waiting already: ask again in a while",
                self._patience(),
                of_one=False,
            )
        if self._waiting[by] >= self._of_one:
            raise CrowdedError(
                f"{self._waiting[by]} questions of this account are waiting already: ask the next "
                "when one of them is answered",
                self._patience(),
                of_one=True,
            )
        self._waiting[by] += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting[by] -= 1
            self._waiting += Counter()  # Without those that wait for nothing.
        began = time.monotonic()
        try:
            yield
        finally:
            self._free.release()
            self._seconds += 0.1 * (time.monotonic() - began - self._seconds)

    def _patience(self) -> int:
        """Seconds until those who wait now will have been answered, as the last ones were."""
        return min(LONGEST, max(1, math.ceil(self.waiting * self._seconds / self._at_once)))
