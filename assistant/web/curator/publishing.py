"""What would be published, how a publish stands, and the snapshots there are."""

from assistant.curate.snapshots import list_snapshots
from assistant.curate.upkeep import publication
from assistant.releasing import blocked
from assistant.web.curator.address import Place
from assistant.web.curator.curation import Curation
from assistant.web.curator.rendering import render
from assistant.web.failures import describe
from assistant.web.jobs import Jobs
from assistant.web.publishing import KIND
from corpus.errors import SnapshotError


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
        snapshots, fault = (), describe(error)
    return render(
        "publish.html",
        place=place,
        standing=publication(curation.settings.home, versions, stage),
        titles=titles,
        snapshots=snapshots,
        fault=fault,
        block=blocked(curation.index),
        damaged=curation.index.damaged,
        gate=curation.settings.publish_gate,
        job=next(iter(curation.jobs.all(KIND)), None),
    )
