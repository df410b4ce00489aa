"""Publishing from the browser and the API: a job of its own, which questions do not wait for."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from assistant.web.jobs import Job, Jobs, Tell

KIND = "publish"


def start_publish(jobs: Jobs, settings: Settings, by: str) -> Job:
    """Begin to publish what is approved; BusyError while another publish of this server runs.

    The job's result is what `assistant corpus publish --json` prints, of gates their names alone.
    """
    # Plain settings: those that were read from a file are of a class that cannot be pickled.
    return jobs.start(KIND, by, _publish, settings.choose(), by, about="every approved version")


def _publish(tell: Tell, settings: Settings, by: str) -> dict[str, Any]:
    from assistant.publishing import publish

    done = publish(settings, by, progress=lambda done, total: tell(done, total, "versions"))
    named = tuple((Path(gates).name, run) for gates, run in done.passed)
    return replace(done, passed=named).to_json()
