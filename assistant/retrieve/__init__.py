"""Finds passages: what may be searched, two searches, one ranking."""

from assistant.retrieve.filters import allowed_versions, check_filters
from assistant.retrieve.retrieval import retrieve

__all__ = ["allowed_versions", "check_filters", "retrieve"]
