"""The audit trail: one record per question, each chained to the one before."""

from assistant.audit.trail import Record, Trail

__all__ = ["Record", "Trail"]
