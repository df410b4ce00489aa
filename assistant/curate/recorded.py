"""The answers and refusals that people were shown, out of the audit trail."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.audit import AnswerSummary, Record, Trail, TrailIndex
from corpus.errors import AuditError

_NEEDED = {"question", "statements", "citations", "refusal"}


def shown(trail: Trail, since: date | None = None) -> Iterator[Record]:
    """The records of what was shown to someone, oldest first, one at a time.

    Events are left out, and replays: they repeat an answer to compare it. `since` is the first
    day, in UTC as the trail counts them. Raises AuditError when the trail is damaged.
    """
    first = since.isoformat() if since else ""
    for record in trail.records():
        if record.event is not None:
            continue
        try:
            asked, answer = record.content["asked"], record.content["answer"]
            counts = asked.get("replay_of") is None and record.at[:10] >= first
            whole = answer["id"] and answer.keys() >= _NEEDED
        except (KeyError, TypeError, AttributeError):
            counts, whole = True, False
        if not counts:
            continue
        if not whole:
            raise AuditError(
                f"record {record.number} of {trail.file} holds no answer: "
                "`assistant audit verify` says where the trail is broken"
            )
        yield record


def shown_in(index: TrailIndex, since: date | None = None) -> Sequence[AnswerSummary]:
    """The same out of an index, without their records. Raises AuditError where some are damaged."""
    index.check_whole()
    first = since.isoformat() if since else ""
    return tuple(one for one in index.answers() if one.at[:10] >= first)


def citing(
    index: TrailIndex, document: str, version: str | None = None, since: date | None = None
) -> Iterator[Record]:
    """The records of the answers that cited a document, or one version of it, oldest first.

    Raises AuditError for a record that was changed, and where some cannot be read or are gone: a
    list without them would say that nobody need be told.
    """
    index.check_whole()
    first = since.isoformat() if since else ""
    for one in index.citing(document, version):
        if one.at[:10] >= first:
            yield index.record(one.id)
