"""From withdrawing a document to the first answer of a running server without it."""

import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.benchmarks.asking import corpus_questions, mixed_in_use, traffic
from evals.benchmarks.catalogue import REASON
from evals.benchmarks.ingest import ASSISTANT
from evals.benchmarks.large_home import APPROVER, published_home
from evals.benchmarks.places import Places, Size
from evals.benchmarks.process import run_measured
from evals.benchmarks.report import Outcome, Table
from evals.benchmarks.running_server import Asked, Client, Server, serving

DOCUMENTS = {"small": 5, "full": 10}
QUESTIONS_A_DOCUMENT = 20
"""Not every question is answered."""
GOAL_SECONDS = 1.0
LOOK = 0.001
"""Seconds between two looks whether the command's transaction is committed."""
AFTERWARDS = 1.0
"""Seconds of asking once the document is gone: it must stay away."""
PATIENCE = 60
NOTES = (
    "A question whose answer cites a document is asked without a pause; meanwhile "
    "`assistant corpus retire` withdraws that document in another process. The time runs to the "
    "end of the first answer that no longer shows it, so it holds a whole answer.",
    f"Committed: when another connection to the database first sees it, looking every "
    f"{1000 * LOOK:.0f} ms. Late: answers begun after that which still show the document; there "
    "must be none.",
)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What one withdrawal took, in seconds."""

    document: str
    from_commit: float
    from_start: float
    """From the start of the command."""
    answer: float
    """The question's own time before, as a median."""
    late: int
    """Answers begun after the commit that still showed the document."""


def run(size: Size, places: Places) -> Outcome:
    """Withdraw documents that answers cite; raises Skipped without guidelines."""
    home, _ = published_home(size, places)
    chosen = mixed_in_use(home)[: QUESTIONS_A_DOCUMENT * DOCUMENTS[size]]
    with serving(home) as server:
        done: list[Withdrawn] = []
        for question in corpus_questions(home, chosen):
            # The server closes a connection that is idle for some seconds.
            first = Client(server.port, server.token).ask(question)
            if first.status == 200 and first.cited:
                done.append(withdraw(home, server, question, _cited_first(first)))
            if len(done) == DOCUMENTS[size]:
                break
    if len(done) < DOCUMENTS[size]:
        raise RuntimeError(f"questions about {len(chosen)} documents gave {len(done)} answers")
    rows = [[one.document[:40], *list(asdict(one).values())[1:]] for one in done]
    for name, choose in (("median", statistics.median), ("most", max)):
        columns = list(zip(*(list(asdict(one).values())[1:] for one in done), strict=True))
        rows.append([name, *(choose(column) for column in columns)])
    header = ["document", "from commit s", "from start s", "an answer s", "late"]
    title = f"{len(done)} withdrawals in a running server, goal {GOAL_SECONDS:.0f} s"
    figures = {"withdrawals": [asdict(one) for one in done]}
    return Outcome((Table(title, header, rows),), NOTES, figures)


def withdraw(home: Path, server: Server, question: str, document: str) -> Withdrawn:
    """Withdraw `document`, which the answer to `question` cites, while that is asked."""
    command = [ASSISTANT, "--home", home, "corpus", "retire", document]
    with traffic(server, [question], askers=1) as asked:
        time.sleep(AFTERWARDS)
        with _watching(home / "catalogue.sqlite", document) as committed:
            started = time.perf_counter()
            run_measured([*command, "--by", APPROVER, "--reason", REASON])
        _until_gone(asked.asked, document)
        time.sleep(AFTERWARDS)
    if asked.errors:
        raise RuntimeError(f"{len(asked.errors)} questions failed: {asked.errors[0]}")
    [at] = committed
    return judge(document, asked.asked, started, at)


def judge(document: str, asked: Sequence[Asked], started: float, committed: float) -> Withdrawn:
    """What the answers, in the order of their questions, say about a withdrawal.

    `started` and `committed` are of the clock of `Asked`; the last answer is without the document.
    """
    last = max((n for n, one in enumerate(asked) if document in one.shown), default=-1)
    effective = asked[last + 1].ended
    return Withdrawn(
        document,
        # An answer may have been under way that read the catalogue just after the commit.
        max(0.0, effective - committed),
        effective - started,
        statistics.median(one.ms / 1000 for one in asked if one.ended < started),
        sum(one.began > committed and document in one.shown for one in asked),
    )


def _cited_first(asked: Asked) -> str:
    """The document of the first citation."""
    document: str = asked.answer["citations"][0]["document"]
    return document


def _until_gone(asked: Sequence[Asked], document: str) -> None:
    """Wait until an answer no longer shows the document; RuntimeError when that takes too long."""
    until = time.perf_counter() + PATIENCE
    while document in asked[-1].shown:
        if time.perf_counter() > until:
            raise RuntimeError(f"{document} is still shown {PATIENCE} s after it was withdrawn")
        time.sleep(LOOK)


@contextmanager
def _watching(database: Path, document: str) -> Iterator[list[float]]:
    """A list that holds, after the block, when the withdrawal was first seen as committed."""
    seen: list[float] = []
    stop = threading.Event()

    def look() -> None:
        query = "SELECT count(*) FROM versions WHERE document = ? AND retired_on IS NOT NULL"
        with closing(sqlite3.connect(database)) as connection:
            while not stop.is_set():
                if connection.execute(query, (document,)).fetchone()[0]:
                    seen.append(time.perf_counter())
                    return
                time.sleep(LOOK)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        # The command has ended, so it is committed; a failed one never will be.
        watcher.join(LOOK + 1)
        stop.set()
        watcher.join()
