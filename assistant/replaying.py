"""Asks a recorded question again, on the snapshot and the day of its record, and compares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from assistant.answers import Answer
from assistant.ask import Stages, ask
from assistant.audit import Record
from assistant.question import Question
from corpus.errors import AuditError

REPLAYED = ("status", "statements", "citations", "refusal", "confidence", "provenance")
"""What must come out the same, byte for byte; the id and the timings cannot, and notices speak of
the day."""
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that came out another."""

    place: str
    """Such as `citations[0].quote`."""
    before: Any
    """None where there was none."""
    after: Any

    @property
    def dated(self) -> bool:
        """Whether it is the review date of a source, which moves on while the source stays."""
        return self.place.endswith(".review")

    def to_json(self) -> dict[str, Any]:
        """Its three fields."""
        return {"place": self.place, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Replay:
    """What came out when a recorded question was asked again."""

    record: Record
    answer: Answer
    identical: bool
    """Whether everything in `REPLAYED` is the same to the byte."""
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs but review dates of the sources."""
        return all(one.dated for one in self.differences)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the answer that differ in more than review dates."""
        found = (one.place.partition(".")[0].partition("[")[0] for one in self.differences
                 if not one.dated)  # fmt: skip
        return tuple(dict.fromkeys(found))

    def to_json(self) -> dict[str, Any]:
        """As `assistant audit replay --json` prints it."""
        return {
            "id": self.record.content["answer"]["id"],
            "same": self.same,
            "identical": self.identical,
            "differences": list(self.fields),
            "changes": [one.to_json() for one in self.differences],
        }


def replay(record: Record, stages: Stages, by: str = "") -> Replay:
    """Ask the question of a record again; the repetition is recorded too.

    A model on a server is asked anew, and need not say the same twice. Raises AuditError for a
    record of an event, and what `ask` raises, such as SnapshotError for one that was pruned.
    """
    if record.answer is None:
        raise AuditError(f"record {record.number} is an event: only answers can be replayed")
    before, asked = record.answer, record.content["asked"]
    answer = ask(
        Question.recorded(before["question"], asked),
        stages,
        snapshot_id=before["provenance"]["snapshot"],
        by=by,
        replay_of=before["id"],
    )
    return compare(record, answer)


def compare(record: Record, answer: Answer) -> Replay:
    """Hold an answer against a record of an earlier one."""
    before = {key: (record.answer or {}).get(key) for key in REPLAYED}
    # Through JSON, as the record went.
    after = {key: value for key, value in orjson.loads(_bytes(answer.to_json())).items()
             if key in REPLAYED}  # fmt: skip
    differences = tuple(
        Difference(place, *(None if side is _ABSENT else side for side in sides))
        for place, *sides in _differing(before, after, "")
    )
    return Replay(record, answer, _bytes(before) == _bytes(after), differences)


def _bytes(said: Mapping[str, Any]) -> bytes:
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def _differing(before: Any, after: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """The innermost values that differ, each with its place."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            inner = f"{place}.{key}" if place else key
            yield from _differing(before.get(key, _ABSENT), after.get(key, _ABSENT), inner)
    elif isinstance(before, list) and isinstance(after, list):
        for at in range(max(len(before), len(after))):
            old, new = (side[at] if at < len(side) else _ABSENT for side in (before, after))
            yield from _differing(old, new, f"{place}[{at}]")
    elif type(before) is not type(after) or before != after:
        yield place, before, after
