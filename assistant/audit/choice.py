"""Which records are wanted: by what they hold, who did it, when, and about which document."""

from dataclasses import dataclass
from datetime import date

from assistant.audit.record import Record
from assistant.audit.trail import Trail

ANSWERS, EVENTS, EVERYTHING = "answers", "events", "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked for in the trail."""

    kind: str = ANSWERS
    """`answers`, `events`, `all`, or a kind of events, such as `document` or `feedback.unsafe`."""
    by: str | None = None
    """Who asked or did it."""
    since: date | None = None
    """The first day, in UTC as the trail counts them."""
    document: str | None = None
    """`DOC` or `DOC@VERSION`: answers that cited it, and what was done to it."""

    def takes(self, record: Record) -> bool:
        """Whether a record is among those that are wanted."""
        event = record.event
        if self.since and record.at[:10] < self.since.isoformat():
            return False
        if self.by is not None and (event or record.content).get("by", "") != self.by:
            return False
        return self._is_of_kind(record) and (self.document is None or self._is_about(record))

    def _is_of_kind(self, record: Record) -> bool:
        if record.event is None:
            return self.kind in (ANSWERS, EVERYTHING)
        if self.kind in (EVENTS, EVERYTHING):
            return True
        kind = str(record.event.get("kind"))
        return kind == self.kind or kind.startswith(f"{self.kind}.")

    def _is_about(self, record: Record) -> bool:
        places = [record.event] if record.event else (record.answer or {}).get("citations", ())
        return any(self.document in _names(place) for place in places)


def _names(place: object) -> tuple[str, ...]:
    if not isinstance(place, dict) or "document" not in place:
        return ()
    return place["document"], f"{place['document']}@{place.get('version')}"


def latest(trail: Trail, wanted: Choice, count: int) -> list[Record]:
    """The last `count` records that are wanted, oldest first; AuditError at a damaged line."""
    found: list[Record] = []
    for record in trail.latest():
        if len(found) == count or (wanted.since and record.at[:10] < wanted.since.isoformat()):
            break
        if wanted.takes(record):
            found.append(record)
    return found[::-1]
