"""Identifiers of people and places are replaced before a question goes anywhere else."""

from assistant.redact.redaction import Redacted, Redactor

__all__ = ["Redacted", "Redactor"]
