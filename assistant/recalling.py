"""The answer that an audit record holds, as it was shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.answers import (
    Answer,
    Citation,
    Notice,
    Redaction,
    Refusal,
    RefusalReason,
    Statement,
)
from assistant.audit import Record
from corpus.errors import AuditError


def recalled(record: Record) -> Answer:
    """The answer or refusal of a record; AuditError when it holds none, or a broken one."""
    said = record.answer
    if said is None:
        raise AuditError(f"record {record.number} is an event: it holds no answer")
    try:
        return Answer(
            id=said["id"],
            question=said["question"],
            redactions=tuple(Redaction(**one) for one in said["redactions"]),
            statements=tuple(
                Statement(one["text"], tuple(one["citations"]), one["caution"])
                for one in said["statements"]
            ),
            citations=tuple(map(_citation, said["citations"])),
            refusal=_refusal(said["refusal"]),
            notices=tuple(map(_notice, said["notices"])),
            confidence=said["confidence"],
            provenance=dict(said["provenance"]),
            timings_ms=dict(said["timings_ms"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise AuditError(
            f"record {record.number} holds no answer that can be shown "
            f"({type(error).__name__}): `assistant audit verify` says where the trail is broken"
        ) from error


def _citation(said: Mapping[str, Any]) -> Citation:
    review = said["review"]
    return Citation(
        **{
            **said,
            "section": tuple(said["section"]),
            "effective": date.fromisoformat(said["effective"]),
            "review": date.fromisoformat(review) if review else None,
        }
    )


def _refusal(said: Mapping[str, Any] | None) -> Refusal | None:
    if said is None:
        return None
    nearest = tuple(map(_citation, said["nearest"]))
    return Refusal(RefusalReason(said["reason"]), said["message"], nearest)


def _notice(said: Mapping[str, Any]) -> Notice:
    return Notice(said["kind"], said["message"], tuple(map(_citation, said.get("citations", ()))))
