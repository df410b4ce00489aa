"""A random sample of what people were given, the same for the same seed, with every kind in it."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.audit import AnswerSummary

LEAST = 2
"""Of each kind, where there are as many: rare kinds are where mistakes hide."""


@dataclass(frozen=True, slots=True, order=True)
class Stratum:
    """Answers of one kind."""

    status: str
    reason: str
    """Of a refusal; otherwise empty."""
    high_risk: bool


def stratum(answer: AnswerSummary, *, high_risk: bool) -> Stratum:
    """The kind that an answer is of."""
    return Stratum(answer.status, answer.reason or "", high_risk)


def sample(
    answers: Iterable[AnswerSummary],
    count: int,
    seed: int,
    kind: Callable[[AnswerSummary], Stratum],
) -> Sequence[tuple[Stratum, AnswerSummary]]:
    """About `count` answers by kind: some of each kind, then in proportion to how many there are.

    Within a kind they are drawn in the order of a hash over seed and id, so that answers given
    later change nothing in how the earlier ones stand to each other. ValueError for a count of
    none.
    """
    if count < 1:
        raise ValueError(f"a sample of {count} shows nothing")
    strata: dict[Stratum, list[AnswerSummary]] = {}
    for one in answers:
        strata.setdefault(kind(one), []).append(one)
    total = sum(map(len, strata.values()))
    drawn = []
    for name, members in sorted(strata.items()):
        share = max(LEAST, round(count * len(members) / total))
        members.sort(key=lambda one: _draw(seed, one.id))
        drawn += [(name, one) for one in members[:share]]
    return drawn


def _draw(seed: int, identity: str) -> bytes:
    return hashlib.sha256(f"{seed}:{identity}".encode()).digest()
