"""Frequencies in all their wordings: equal ones reword a statement, others corrupt it."""

from collections.abc import Iterator
from fractions import Fraction

from corpus.frequencies import Frequency, frequencies_in

# Times a day; "every 8 hours" and "three times a day" are read as equal, as by verification.
WORDINGS: dict[int, tuple[str, ...]] = {
    1: ("once daily", "once a day", "every 24 hours", "one time per day"),
    2: ("twice daily", "twice a day", "every 12 hours", "12-hourly", "two times a day", "q12h"),
    3: ("three times daily", "three times a day", "every 8 hours", "8-hourly", "q8h"),
    4: ("four times daily", "four times a day", "every 6 hours", "6-hourly", "q6h"),
    6: ("every 4 hours", "4-hourly", "six times a day", "q4h"),
    8: ("every 3 hours", "3-hourly", "eight times a day"),
    12: ("every 2 hours", "2-hourly", "twelve times a day"),
}


def equal(text: str) -> Iterator[str]:
    """Each frequency in another wording that is as often."""
    for found in _plain(text):
        times = found.fewest
        if times.denominator == 1 and found.most == times:
            yield from _put(text, found, WORDINGS.get(int(times), ()))


def other(text: str) -> Iterator[str]:
    """Each frequency as another one."""
    for found in _plain(text):
        for times, wordings in WORDINGS.items():
            if not found.fewest <= Fraction(times) <= found.most:
                yield from _put(text, found, wordings[:3])


def _plain(text: str) -> Iterator[Frequency]:
    """Those that say by themselves how often; "per day" may only divide an amount."""
    for found in frequencies_in(text):
        if not text[found.start : found.end].lower().startswith(("per", "/", "a ", "each")):
            yield found


def _put(text: str, found: Frequency, wordings: tuple[str, ...]) -> Iterator[str]:
    old = text[found.start : found.end].lower()
    for words in wordings:
        if words.lower() != old:
            yield text[: found.start] + words + text[found.end :]
