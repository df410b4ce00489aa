"""Redactors and analyzers that fail or find nothing."""

from assistant.redact import Redacted
from corpus.errors import RedactionError


class FailingRedactor:
    """Fails on every text."""

    def redact(self, text):
        raise RedactionError("the question was not processed: the redactor failed; ask again")


class CrashingAnalyzer:
    """Stands for presidio when it breaks, with the text in its message."""

    def analyze(self, text, language):
        raise ValueError(f"cannot analyse {text!r}")


class TrustingRedactor:
    """Finds nothing; for tests that are not about identifiers."""

    def redact(self, text):
        return Redacted(text, ())
