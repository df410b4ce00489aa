"""The audit trail: one record for every answer and event, each chained to the one before."""

from assistant.audit.chain import START, Head
from assistant.audit.index import TrailIndex
from assistant.audit.record import Record
from assistant.audit.summaries import AnswerSummary, Event
from assistant.audit.trail import Trail

__all__ = ["START", "AnswerSummary", "Event", "Head", "Record", "Trail", "TrailIndex"]
