"""Reads many files at once, each in a worker process that may crash or hang without harm."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as Overdue
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

from corpus.errors import AssistantError, DocumentError
from corpus.readers import read
from corpus.readers.reading import Reading

SECONDS_A_FILE = 300
"""A thousand-page document takes under a minute; a file that takes longer is made to."""
MEMORY = 4 * 2**30
"""Bytes of address space a worker may use beyond what it starts with: stops decompression bombs."""

Read = Callable[[Path], Reading]
"""Reads one file; must be picklable, since a worker calls it. Raises DocumentError."""
Outcome = tuple[bytes, Reading] | AssistantError


def read_files(files: Sequence[Path], reader: Read | None = None) -> Iterator[tuple[Path, Outcome]]:
    """Each file with its bytes and reading, or with the error that says why not, in order.

    `reader` stands in for our own readers.
    """
    waiting = list(files)
    while waiting:
        for file, outcome in _read_until_crash(tuple(waiting), reader):
            waiting.pop(0)
            yield file, outcome


def _read_until_crash(files: Sequence[Path], reader: Read | None) -> Iterator[tuple[Path, Outcome]]:
    """Read in parallel; ends early, after reporting the culprit, when a worker dies or hangs."""
    workers = min(len(files), os.cpu_count() or 1)
    context = multiprocessing.get_context("forkserver")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_limit_memory)
    try:
        # Only a few files are in flight, so that finished readings do not pile up in memory.
        ahead = 4 * workers
        futures: list[Future[Outcome]] = []
        for position, file in enumerate(files):
            # Submitting fails once the pool is broken; the culprit is then among those in flight.
            with suppress(BrokenProcessPool):
                while len(futures) < min(position + ahead, len(files)):
                    futures.append(pool.submit(_read, files[len(futures)], reader))
            if position == len(futures):
                return  # It broke while idle: nobody is to blame, the rest takes another pool.
            try:
                yield file, futures[position].result(timeout=SECONDS_A_FILE)
            except (BrokenProcessPool, Overdue) as error:
                if isinstance(error, BrokenProcessPool) and workers > 1:
                    # Any file in flight may be the culprit: this one is tried again, alone.
                    yield file, _read_alone(file, reader)
                else:
                    yield file, _hostile(file, error)
                return
    finally:
        for process in list((pool._processes or {}).values()):
            process.kill()
        # Waited for: a pool that closes while Python exits trips over its own pipes now and then.
        pool.shutdown(wait=True, cancel_futures=True)


def _read_alone(file: Path, reader: Read | None) -> Outcome:
    [(_, outcome)] = list(_read_until_crash([file], reader))
    return outcome


def _hostile(file: Path, error: Exception) -> DocumentError:
    what = "took too long to read" if isinstance(error, Overdue) else "crashed its reader"
    return DocumentError(
        f"{str(file)!r} {what}: the file is damaged or hostile; "
        "open and save it again with the program it came from, or leave it out"
    )


def _read(file: Path, reader: Read | None = None) -> Outcome:
    try:
        return file.read_bytes(), (reader or read)(file)
    except AssistantError as error:
        return error
    except MemoryError:
        return DocumentError(f"{str(file)!r} needs too much memory to read: leave it out")
    except OSError as error:
        return DocumentError(f"{str(file)!r} cannot be read ({error.strerror}): check its rights")
    except Exception as error:
        # A library stumbled over the file in a way its reader did not foresee.
        return DocumentError(
            f"{str(file)!r} cannot be read ({type(error).__name__}): the file is damaged or odd; "
            "save it again with the program it came from, or leave it out"
        )


def _limit_memory() -> None:
    import resource

    used = 4096 * int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
