"""Finds passages: what may be searched, two searches, one ranking, and a closer look at it."""

from assistant.retrieve.filters import allowed_versions, check_filters
from assistant.retrieve.reranking import Reranker
from assistant.retrieve.retrieval import retrieve

__all__ = ["Reranker", "allowed_versions", "check_filters", "retrieve"]
