"""Questions for the large corpus, and threads that ask a server without a pause."""

import http.client
import json
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from corpus.library import Library
from corpus.versions import Version
from evals.benchmarks.large_home import in_use
from evals.benchmarks.running_server import Asked, Client, Server
from evals.benchmarks.sets import fixed_order

WORDS = range(8, 26)
"""How many words a sentence may have that is made a question."""
_NUMBER = re.compile(r"\b\d[\d.,]*")


@dataclass
class Traffic:
    """What the askers got so far."""

    asked: list[Asked] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """Questions that got no HTTP response at all."""

    @property
    def errors(self) -> list[str]:
        """Every question that got neither an answer nor a refusal, with the reason."""
        refused = [
            f"HTTP {one.status}: {json.dumps(one.answer)[:200]}"
            for one in tuple(self.asked)
            if one.status != 200
        ]
        return [*self.failures, *refused]


def corpus_questions(home: Path, versions: Iterable[Version]) -> Iterator[str]:
    """A question for each version that has a sentence fit for one.

    Each asks for the first number of that sentence, with the title of its document.
    """
    library = Library(home)
    for version in versions:
        text = library.text(version.text_sha256)
        fitting = [text[block] for block in text.blocks if _NUMBER.search(text[block])]
        sentences = [one for one in fitting if len(one.split()) in WORDS]
        if sentences:
            asked = _NUMBER.sub("how much", sentences[len(sentences) // 2].rstrip(".:;"), count=1)
            yield f"{version.metadata.title}: {asked}?"


def mixed_in_use(home: Path) -> list[Version]:
    """The versions of `in_use` in a fixed order as good as random."""
    return fixed_order(in_use(home), lambda version: version.key)


@contextmanager
def traffic(server: Server, questions: Sequence[str], askers: int) -> Iterator[Traffic]:
    """Ask the questions round and round from `askers` threads until the block ends."""
    found = Traffic()
    stop = threading.Event()

    def ask(first: int) -> None:
        client = Client(server.port, server.token)
        # Each begins elsewhere, so that no two put the same question at the same time.
        for question in islice(cycle(questions), first * len(questions) // askers, None):
            if stop.is_set():
                return
            try:
                found.asked.append(client.ask(question))
            except (OSError, http.client.HTTPException, ValueError) as error:
                found.failures.append(f"{type(error).__name__}: {error}")
                client = Client(server.port, server.token)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(askers)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        stop.set()
        for thread in threads:
            thread.join()
