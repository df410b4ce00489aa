"""Publishing as a job beside the desk, the snapshots there are, and the way back."""

from typing import Any

from assistant.curate.snapshots import list_snapshots
from assistant.curate.upkeep import publication
from assistant.publishing import publish
from assistant.releasing import blocked
from assistant.settings import Settings
from assistant.web.curator.address import Place
from assistant.web.curator.curation import Curation
from assistant.web.curator.rendering import render
from assistant.web.jobs import Job, Jobs, Tell
from corpus.errors import SnapshotError

KIND = "publish"


def begin_publish(jobs: Jobs, settings: Settings, by: str) -> Job:
    """Begin to build and serve a snapshot of what is approved; BusyError."""
    return jobs.start(KIND, by, publish_corpus, settings.choose(), by, about="what is approved")


def publish_corpus(tell: Tell, settings: Settings, by: str) -> dict[str, Any]:
    """What `assistant corpus publish --json` prints."""
    done = publish(settings, by, progress=lambda done, total: tell(done, total, "versions"))
    return done.to_json() | {"calibrated": done.calibrated}


def is_running(jobs: Jobs) -> bool:
    """Whether a publish is under way."""
    return any(job.running for job in jobs.all(KIND))


def render_publish(curation: Curation, place: Place) -> str:
    """What would be published, what is, and what was."""
    versions, stage = curation.catalogue.versions(), curation.stages()
    titles = {version.key: version.metadata.title for version in versions}
    fault = ""
    try:
        snapshots = list_snapshots(curation.settings.home)[::-1]
    except SnapshotError as error:
        snapshots, fault = (), str(error)
    return render(
        "publish.html",
        place=place,
        standing=publication(curation.settings.home, versions, stage),
        titles=titles,
        snapshots=snapshots,
        fault=fault,
        block=blocked(curation.index),
        gate=curation.settings.publish_gate,
        job=next(iter(curation.jobs.all(KIND)), None),
    )
