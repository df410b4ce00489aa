"""Makes guessing passwords slow, by account and by address."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from corpus.errors import AccountError

PER_ACCOUNT = 5
"""Wrong passwords before the next has to wait."""
PER_ADDRESS = 20
"""More, because a whole ward may share one address."""
LONGEST_WAIT = 300.0
"""Seconds; a wait doubles with every failure up to this. Longer would let anybody who knows a name
lock its owner out."""
FORGOTTEN = 3600.0
"""Seconds after which failures no longer count."""
REMEMBERED = 10_000
"""Names and addresses; those that failed longest ago are forgotten first."""


class SlowedError(AccountError):
    """Too many wrong passwords; tells how many seconds to wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, round(seconds + 0.5))
        super().__init__(
            f"there were too many wrong passwords: try again in {self.seconds} seconds"
        )


class Slowing:
    """Counts failures in memory: a restart forgets them, which nobody outside can bring about.

    Each of several servers counts for itself, so that n of them allow n times as many guesses:
    still a few thousand a day. May be used by several threads.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        # How many failed, when the last did, and until when the next has to wait.
        self._failed: OrderedDict[tuple[str, str], tuple[int, float, float]] = OrderedDict()

    def attempt(self, name: str, address: str) -> None:
        """Count a password as wrong before it is looked at, so that many at once count too.

        Raises SlowedError when it has to wait; it is not counted then.
        """
        now = self._clock()
        with self._lock:
            found = [
                (key, limit, *self._known(key, now))
                for key, limit in (
                    (("account", name.strip().lower()[:80]), PER_ACCOUNT),
                    (("address", address), PER_ADDRESS),
                )
            ]
            until = max(until for *_, until in found)
            if until > now:
                raise SlowedError(until - now)
            for key, limit, failures, _ in found:
                # The one after the limit is the first that waits.
                over = failures + 1 - limit
                wait = min(LONGEST_WAIT, 2.0 ** min(over, 20)) if over >= 0 else 0.0
                self._failed[key] = (failures + 1, now, now + wait)
                self._failed.move_to_end(key)
            while len(self._failed) > REMEMBERED:
                self._failed.popitem(last=False)

    def succeed(self, name: str, address: str) -> None:
        """It was right after all: the account's failures are forgotten, the address' lessened."""
        with self._lock:
            self._failed.pop(("account", name.strip().lower()[:80]), None)
            key = ("address", address)
            if key in self._failed:
                failures, at, _ = self._failed[key]
                self._failed[key] = (failures - 1, at, 0.0)

    def _known(self, key: tuple[str, str], now: float) -> tuple[int, float]:
        failures, at, until = self._failed.get(key, (0, now, 0.0))
        return (failures, until) if now < at + FORGOTTEN else (0, 0.0)
