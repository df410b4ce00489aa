"""Rounds of judging, as the trail tells them: which answers, who judged them, what stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from assistant.audit import Event, Trail, TrailIndex
from corpus.errors import RunError
from evals.adjudication.agreement import Agreement, agreement
from evals.adjudication.rating import Rating, Subject, Verdict

BEGUN = "adjudication"
RATED = "rating"
RESOLVED = "resolution"
"""Kinds of events in the trail."""
RATERS = 2
MOST = 500
"""Answers of a round: more than two people judge in a month of evenings."""


class Standing(StrEnum):
    """How far an answer has come."""

    OPEN = "open"
    """One or both ratings are missing."""
    AGREED = "agreed"
    DISPUTED = "disputed"
    """The raters differ, and nobody has settled it."""
    SETTLED = "settled"


@dataclass(frozen=True)
class Item:
    """One answer of a round."""

    subject: Subject
    ratings: tuple[Rating, ...] = ()
    """The first two, each given without knowledge of the other."""
    resolutions: tuple[Rating, ...] = ()
    """Given with knowledge of both, the latest of each person."""

    @property
    def complete(self) -> bool:
        """Whether both ratings are there, and so may be seen."""
        return len(self.ratings) == RATERS

    @cached_property
    def settled(self) -> Rating | None:
        """What ended a dispute: a third person's verdict, or the same from both raters."""
        raters = {one.by for one in self.ratings}
        third = [one for one in self.resolutions if one.by not in raters]
        if third:
            return third[-1]
        agreed = {one.verdict for one in self.resolutions}
        both = len(self.resolutions) == RATERS and len(agreed) == 1
        return self.resolutions[-1] if both else None

    @property
    def standing(self) -> Standing:
        """How far it has come."""
        if not self.complete:
            return Standing.OPEN
        if self.ratings[0].verdict == self.ratings[1].verdict:
            return Standing.AGREED
        return Standing.SETTLED if self.settled else Standing.DISPUTED

    @property
    def verdict(self) -> Verdict | None:
        """What stands in the end; None while it is open or disputed."""
        if self.standing is Standing.AGREED:
            return self.ratings[0].verdict
        return self.settled.verdict if self.standing is Standing.SETTLED and self.settled else None

    def of(self, name: str) -> Rating | None:
        """The rating that somebody gave."""
        return next((one for one in self.ratings if one.by == name), None)

    def seen_by(self, name: str) -> tuple[Rating, ...]:
        """What somebody may see: all once both are there, before that only what is their own."""
        return self.ratings if self.complete else tuple(r for r in self.ratings if r.by == name)

    def waits_for(self, name: str) -> bool:
        """Whether somebody may still give one of the two ratings."""
        return not self.complete and self.of(name) is None


@dataclass(frozen=True)
class Round:
    """Answers that two people judge."""

    number: int
    """Of its record in the trail; its name."""
    about: str
    by: str
    at: str
    items: Mapping[Subject, Item] = field(default_factory=dict)

    @cached_property
    def agreements(self) -> Sequence[tuple[tuple[str, str], Agreement]]:
        """Of each pair of raters over the answers that both have judged, the largest first."""
        pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for item in self.items.values():
            if item.complete:
                one, other = sorted(item.ratings, key=lambda rating: rating.by)
                pairs.setdefault((one.by, other.by), []).append((one.verdict, other.verdict))
        found = [(names, agreement(ratings, tuple(Verdict))) for names, ratings in pairs.items()]
        return sorted(found, key=lambda one: (-one[1].judged, one[0]))

    def standing(self, standing: Standing) -> Sequence[Item]:
        """The answers that have come so far."""
        return [item for item in self.items.values() if item.standing is standing]

    def waiting_for(self, name: str) -> Sequence[Item]:
        """The answers that somebody may still judge, in the order of the round."""
        return [item for item in self.items.values() if item.waits_for(name)]

    def item(self, subject: Subject) -> Item:
        """One answer; RunError when it is none of the round."""
        if subject not in self.items:
            raise RunError(f"{subject} is no answer of round {self.number}: open it from its round")
        return self.items[subject]


def begin(trail: Trail, by: str, about: str, subjects: Iterable[Subject]) -> int:
    """Put answers before two raters; the number of the round. RunError for none or too many."""
    every = list(dict.fromkeys(map(str, subjects)))
    if not every or len(every) > MOST:
        raise RunError(
            f"a round of {len(every)} answers cannot be judged: choose between 1 and {MOST}"
        )
    return trail.note(BEGUN, by, about=about, subjects=every).number


def rounds(index: TrailIndex) -> Sequence[Round]:
    """Every round as it stands, the newest first."""
    begun = {event.number: event for event in index.events(BEGUN)}
    ratings: dict[tuple[int, Subject], dict[str, Rating]] = {}
    for event in index.events(RATED):
        # Two may have judged in the same moment as third; the first two count.
        given = ratings.setdefault(_place(event), {})
        if len(given) < RATERS:
            given.setdefault(event.by, _rating(event))
    resolutions: dict[tuple[int, Subject], dict[str, Rating]] = {}
    for event in index.events(RESOLVED):
        given = resolutions.setdefault(_place(event), {})
        given.pop(event.by, None)
        given[event.by] = _rating(event)

    def item(number: int, subject: Subject) -> Item:
        place = (number, subject)
        return Item(
            subject,
            tuple(ratings.get(place, {}).values()),
            tuple(resolutions.get(place, {}).values()),
        )

    found = []
    for number, event in sorted(begun.items(), reverse=True):
        subjects = [Subject.read(one) for one in event.detail["subjects"]]
        items = {subject: item(number, subject) for subject in subjects}
        found.append(Round(number, str(event.detail["about"]), event.by, event.at, items))
    return found


def find_round(index: TrailIndex, number: int) -> Round:
    """One round; RunError when there is none."""
    for one in rounds(index):
        if one.number == number:
            return one
    raise RunError(f"there is no round {number} of judging: choose one that is listed")


def _place(event: Event) -> tuple[int, Subject]:
    return int(event.detail["round"]), Subject.read(str(event.detail["subject"]))


def _rating(event: Event) -> Rating:
    detail = event.detail
    verdict, note = Verdict(detail["verdict"]), str(detail.get("note", ""))
    return Rating(verdict, event.by, event.at, note, event.number)
