"""Identifiers of people and places are replaced before a question goes anywhere else."""

from assistant.redact.redaction import Redacted, Redactor
from assistant.redact.remarks import remark

__all__ = ["Redacted", "Redactor", "remark"]
