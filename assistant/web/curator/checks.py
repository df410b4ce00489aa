"""The check of the whole corpus as a job beside the desk: its findings are kept until the next."""

from datetime import date
from typing import Any

import orjson

from assistant.settings import Settings
from assistant.web.jobs import Job, Jobs, State, Tell

KIND = "check"


def begin_check(jobs: Jobs, settings: Settings, by: str) -> Job:
    """Begin to look for conflicts, duplicates and badly read pages; BusyError."""
    return jobs.start(KIND, by, check_corpus, settings.choose(), about="the whole corpus")


def last_check(jobs: Jobs) -> Job | None:
    """The last check that came to its end since the server was started."""
    return next((job for job in jobs.all(KIND) if job.state is State.DONE), None)


def check_corpus(tell: Tell, settings: Settings) -> dict[str, Any]:
    """What `assistant corpus check --json` prints, without the pages that are well."""
    from assistant.curate.checking import check
    from assistant.curate.quoting import Quoter
    from corpus.catalogue import Catalogue
    from corpus.library import Library

    catalogue, library = Catalogue(settings.home, settings.catalogue), Library(settings.home)
    versions = catalogue.versions()
    done = 0

    def advance() -> None:
        nonlocal done
        done += 1
        tell(done, 2 * len(versions), "readings")

    today = date.today()
    report = check(versions, settings.home, library, names=(), today=today, progress=advance)
    found: dict[str, Any] = orjson.loads(
        orjson.dumps(report.to_json(Quoter(library, versions, today)), default=str)
    )
    found["pages"] = [page for page in found["pages"] if page["findings"]]
    return found
