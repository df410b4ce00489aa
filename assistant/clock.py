"""Times the stages of a question."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Milliseconds by stage, and in all."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds what happens inside to the stage called `name`."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._stages[name] = round(1000 * (time.perf_counter() - began), 2)

    @property
    def timings(self) -> dict[str, float]:
        """Milliseconds by stage, and `total` since the clock was made."""
        total = round(1000 * (time.perf_counter() - self._began), 2)
        return {**self._stages, "total": total}
