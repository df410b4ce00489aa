"""Opens every corpus that suites ask about: the home's, and those that suites bring."""

from collections.abc import Sequence
from datetime import date

from assistant.settings import Settings
from evals.runs.corpora import Corpus
from evals.runs.own_documents import own_corpus
from evals.suites.case import Case
from evals.suites.suite import Suite


def open_corpora(
    suites: Sequence[Suite], settings: Settings, snapshot: str | None, embedder: str, today: date
) -> dict[str, Corpus]:
    """By the name that cases have for it; `snapshot` stands in for the home's published one.

    `embedder` is the identity in use. Raises SnapshotError when the snapshot is not there or was
    built with another, and SuiteError for documents of a suite that cannot be published.
    """
    from assistant.snapshot.manifest import check_built_with, read_manifest
    from assistant.snapshot.pointer import find_snapshot, published

    def days(cases: Sequence[Case]) -> list[date]:
        return [case.as_of or today for case in cases]

    corpora = {}
    home = settings.home
    common = [case for suite in suites for case in suite.cases if not case.corpus]
    if common:
        identity = snapshot or published(home)
        check_built_with(read_manifest(find_snapshot(home, identity)), embedder)
        corpora[""] = Corpus.opened(home, settings.catalogue, identity, days(common), today)
    for suite in suites:
        if suite.documents is not None:
            own = days(suite.cases)
            corpora[suite.name] = own_corpus(suite, settings, embedder, own, today)
    return corpora
