"""Finds passages: what may be searched, two searches, one ranking."""

from assistant.retrieve.retrieval import allowed_versions, retrieve

__all__ = ["allowed_versions", "retrieve"]
