"""Keeps the documents of a run beside its outcomes, so that it can be scored anywhere."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from corpus.library import Library
from evals.runs.folder import SOURCES, RunFolder
from evals.runs.outcome import Outcome
from evals.runs.sources import Sources
from evals.suites.case import Case
from evals.suites.gold import gold_key


def keep_sources(
    folder: RunFolder,
    sources: Mapping[str, Sources],
    cases: Iterable[Case],
    outcomes: Mapping[str, Outcome],
    today: date,
) -> None:
    """Write `sources.json`, and copy the texts that are gold or were cited."""
    wanted: dict[str, set[str]] = {name: set() for name in sources}
    for case in cases:
        of = sources[case.corpus]
        day = (case.as_of or today).isoformat()
        gold = (gold_key(one, of, day) for one in case.evidence)
        keys = {key for key in gold if key} | set(_cited(outcomes[case.key]))
        wanted[case.corpus] |= {of.versions[key].text_sha256 for key in keys if key in of.versions}
    for name, digests in wanted.items():
        _copy(sources[name].library, digests, folder.library)
    folder.write(SOURCES, {name: one.to_json() for name, one in sources.items()})


def _cited(outcome: Outcome) -> Iterator[str]:
    """Keys of all that an answer, its notices or a refusal point to."""
    answer = outcome.answer
    if answer is None:
        return
    places = [*answer["citations"], *(answer["refusal"] or {}).get("nearest", ())]
    for notice in answer["notices"]:
        places += notice.get("citations", ())
    yield from (f"{place['document']}@{place['version']}" for place in places)


def _copy(library: Library, digests: Iterable[str], target: Library) -> None:
    for sha256 in sorted(digests):
        # A text is stored under the digest of its JSON, which is the same however often written.
        target.keep_text(library.text(sha256))
