"""The check of documents as a job beside the server: its findings are kept until the next."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import orjson

from assistant.settings import Settings
from assistant.web.jobs import Job, Jobs, State, Tell

KIND = "check"
EVERYTHING = "the whole corpus"
"""What a check without names is about; a name has its version behind an @."""


def start_check(jobs: Jobs, settings: Settings, by: str, names: Collection[str] = ()) -> Job:
    """Begin to look at some versions, by key, or at all that may answer. Raises BusyError."""
    about = ", ".join([*names][:3]) or EVERYTHING
    return jobs.start(KIND, by, check_corpus, settings.choose(), tuple(names), about=about)


def last_check(jobs: Jobs) -> Job | None:
    """The last check of everything that came to its end since the server was started."""
    whole = (job for job in jobs.all(KIND) if job.about == EVERYTHING)
    return next((job for job in whole if job.state is State.DONE), None)


def pages_to_look_at(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Of what a check found, the pages with which something is amiss."""
    return [page for page in found.get("pages", ()) if page["findings"]]


def check_corpus(tell: Tell, settings: Settings, names: Collection[str]) -> Any:
    """What `assistant corpus check --json` prints."""
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
    report = check(versions, settings.home, library, names=names, today=today, progress=advance)
    return orjson.loads(orjson.dumps(report.to_json(Quoter(library, versions, today)), default=str))
