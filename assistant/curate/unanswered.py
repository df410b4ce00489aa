"""Questions refused for lack of evidence, by topic: which guideline is missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.answers import RefusalReason
from assistant.audit import Record, Trail, TrailIndex
from assistant.curate.recorded import shown, shown_in
from assistant.curate.topics import Labels, group
from assistant.embed import Embedder
from assistant.redact.redaction import Redacted

LACKING = frozenset(
    {
        RefusalReason.NOT_IN_CORPUS,
        RefusalReason.INSUFFICIENT_EVIDENCE,
        RefusalReason.UNSUPPORTED_DRAFT,
    }
)
"""The reasons that a better corpus could take away."""
MOST = 5000
"""Questions that can be grouped: memory grows with their square, to a gigabyte at this number."""
NEAREST = 3
"""Sections shown beside a topic."""

Section = tuple[str, str, tuple[str, ...]]
"""Document, title and heading path."""
Filters = tuple[str | None, ...]


@dataclass
class Unanswered:
    """One question, however often it was asked in the same words."""

    question: str
    """As last asked, identifiers redacted."""
    asked: int = 0
    last: str = ""
    """When last asked: UTC, ISO 8601."""
    id: str = ""
    """Of the last refusal."""
    reasons: Counter[str] = field(default_factory=Counter)
    nearest: tuple[Section, ...] = ()
    """The sections shown beside the last refusal."""
    open: set[Filters] = field(default_factory=set, repr=False)
    """The filters with which it was refused and not answered since."""

    def to_json(self) -> dict[str, Any]:
        """The object of the contract's words."""
        return {
            "question": self.question,
            "asked": self.asked,
            "last": self.last,
            "id": self.id,
            "reasons": dict(self.reasons),
        }


@dataclass(frozen=True)
class Topic:
    """Questions about the same thing."""

    label: str
    """A few of their own words."""
    questions: tuple[Unanswered, ...]
    """The one asked most first."""

    @property
    def asked(self) -> int:
        """How often any of them was asked."""
        return sum(question.asked for question in self.questions)

    @property
    def last(self) -> str:
        """When one of them was last asked."""
        return max(question.last for question in self.questions)

    @property
    def nearest(self) -> tuple[Section, ...]:
        """The sections shown most often, which did not answer."""
        seen = Counter(section for question in self.questions for section in question.nearest)
        return tuple(section for section, _ in seen.most_common(NEAREST))

    def to_json(self) -> dict[str, Any]:
        """One object with every question."""
        return {
            "topic": self.label,
            "asked": self.asked,
            "last": self.last,
            "questions": [question.to_json() for question in self.questions],
            "nearest": [
                {"document": document, "title": title, "section": list(section)}
                for document, title, section in self.nearest
            ],
        }


def unanswered(trail: Trail, since: date | None = None) -> list[Unanswered]:
    """The questions refused for lack of evidence from `since` on, in the order last asked.

    A question answered later, with the same filters, is not among them. What the screen refused
    and what was replayed never is. Raises AuditError when the trail is damaged.
    """
    return unanswered_of(shown(trail, since))


def unanswered_in(index: TrailIndex, since: date | None = None) -> list[Unanswered]:
    """The same, of a trail that is followed: only the records that matter are read again."""
    asked = shown_in(index, since)
    lacking = {_words(one.question) for one in asked if one.reason in LACKING}
    wanted = (one for one in asked if _words(one.question) in lacking)
    return unanswered_of(index.record(one.id) for one in wanted)


def unanswered_of(records: Iterable[Record]) -> list[Unanswered]:
    """The same, of answers and refusals in the order in which they were shown."""
    found: dict[str, Unanswered] = {}
    for record in records:
        answer, refusal = record.content["answer"], record.content["answer"]["refusal"]
        words = _words(answer["question"])
        if refusal is None:
            known = found.get(words)
            if known is not None and _about_its_day(record):
                known.open.discard(_filters(record))
                if not known.open:
                    del found[words]
        elif refusal["reason"] in LACKING:
            one = found.pop(words, None) or Unanswered("")
            one.question, one.last, one.id = answer["question"], record.at, answer["id"]
            one.asked += 1
            one.reasons[refusal["reason"]] += 1
            one.nearest = tuple(
                (nearest["document"], nearest["title"], tuple(nearest["section"]))
                for nearest in refusal["nearest"]
            )
            one.open.add(_filters(record))
            found[words] = one
    return list(found.values())


def by_topic(questions: Sequence[Unanswered], embedder: Embedder) -> tuple[Topic, ...]:
    """The questions in groups, the one asked most first; ValueError for more than `MOST`."""
    if len(questions) > MOST:
        raise ValueError(f"{len(questions)} questions are more than the {MOST} that are grouped")
    # Placeholders of identifiers say nothing about the topic.
    texts = [Redacted(question.question, ()).searchable for question in questions]
    labels = Labels(texts)
    topics = [
        Topic(
            labels.of([texts[at] for at in positions]) or "unnamed",
            tuple(
                sorted(
                    (questions[at] for at in positions),
                    key=lambda one: (one.asked, one.last),
                    reverse=True,
                )
            ),
        )
        for positions in group(texts, embedder)
    ]
    return tuple(sorted(topics, key=lambda topic: (topic.asked, topic.last), reverse=True))


def _words(question: str) -> str:
    """What two questions share that are the same but for the way they are written."""
    return " ".join(question.casefold().split()).rstrip("?!. ")


def _filters(record: Record) -> Filters:
    asked = record.content["asked"]
    return tuple(asked.get(name) for name in ("population", "site", "specialty"))


def _about_its_day(record: Record) -> bool:
    """Whether it was asked about the present: an answer out of the past fills no gap of today."""
    return bool(record.content["asked"].get("as_of", "") >= record.at[:10])
