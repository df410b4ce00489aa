"""Joins alike sentences of two documents to runs: the same passage in both."""

from collections.abc import Callable, Collection, Iterator

Match = tuple[int, int]
"""Numbers of two alike sentences, in the first document and in the second."""
Run = tuple[Match, ...]
"""Alike sentences that follow one another in both documents."""

_STEPS = ((1, 1), (1, 2), (2, 1), (2, 2))
"""Up to one sentence may stand between two of a run, in one copy or in both."""


def chain_runs(matches: Collection[Match], alike: Callable[[int, int], bool]) -> Iterator[Run]:
    """Runs of matches, the longest first; a sentence is in one run at most.

    `alike` says of any two sentences whether they are, so that a short one that is looked for
    nowhere else joins the run it stands beside. Of a table whose rows are all alike, only the
    rows that go together are kept.
    """
    taken: tuple[set[int], set[int]] = set(), set()
    for run in sorted(_chains(matches, alike), key=lambda run: (-len(run), run)):
        free = tuple(m for m in run if m[0] not in taken[0] and m[1] not in taken[1])
        if free:
            yield free
            taken[0].update(one for one, _ in free)
            taken[1].update(other for _, other in free)


def _chains(matches: Collection[Match], alike: Callable[[int, int], bool]) -> Iterator[Run]:
    """Runs that together hold every match, each in exactly one."""
    left = set(matches)

    def follow(at: Match, direction: int) -> Match | None:
        for one, other in _STEPS:
            beside = at[0] + direction * one, at[1] + direction * other
            if beside in left or (one == other == 1 and alike(*beside)):
                return beside
        return None

    for match in sorted(matches):
        if match not in left:
            continue
        run = [match]
        left.remove(match)
        for direction in (-1, 1):
            at: Match | None = match
            while at is not None and (at := follow(at, direction)) is not None:
                left.discard(at)
                run.append(at)
        yield tuple(sorted(run))
