"""A service with a trail, and nothing that answers."""

from types import SimpleNamespace

import pytest

from assistant.accounts import Account, Role
from assistant.audit import Trail, TrailIndex
from assistant.settings import load_settings
from corpus.catalogue import Catalogue
from corpus.library import Library
from tests.fakes.redactors import ShoutedNames

HOSTILE = '<script>window.owned=1</script><img src=x onerror="window.owned=1">\u202e'


class FakeService:
    """What the desk needs of a service."""

    def __init__(self, home):
        self.settings = load_settings(home)
        self.trail_index = TrailIndex(Trail(home))

    def stages(self):
        home = self.settings.home
        return SimpleNamespace(
            redactor=ShoutedNames(), catalogue=Catalogue(home), library=Library(home)
        )

    def answered(self, identity, question="How much?", **more):
        """Record an answer or, with a `reason`, a refusal."""
        reason = more.pop("reason", "")
        quote = "Give 500 micrograms."
        citation = {
            "number": 1, "document": "anaphylaxis", "title": f"Anaphylaxis {HOSTILE}",
            "version": "2", "section": ["Doses"], "page": None, "start": 0, "end": len(quote),
            "quote": quote, "effective": "2025-01-01", "review": None, "status": "approved",
        }  # fmt: skip
        refusal = {"reason": reason, "message": "Nothing.", "nearest": []} if reason else None
        statement = {"text": f"{quote} {HOSTILE}", "citations": [1], "caution": False}
        answer = {
            "id": identity, "status": "refused" if reason else "answered", "question": question,
            "redactions": [], "statements": [] if reason else [statement],
            "citations": [] if reason else [citation], "refusal": refusal, "notices": [],
            "confidence": 0.5, "timings_ms": {"total": 120.0},
            "provenance": {"snapshot": "5" * 16, "generator": "extractive/1"},
        }  # fmt: skip
        asked = {"population": None, "as_of": "2026-11-01", "earlier": [], "replay_of": None}
        self.trail_index.trail.append({"asked": asked, "by": "amina", "answer": answer, **more})


@pytest.fixture
def service(tmp_path):
    return FakeService(tmp_path / "home")


@pytest.fixture
def reviewer():
    return Account("rita", frozenset({Role.REVIEWER}))


@pytest.fixture
def watcher():
    return Account("ada", frozenset({Role.ADMIN}))
