"""Redactors and analyzers that fail or find nothing."""

import re

from assistant.answers import Redaction
from assistant.redact import Redacted
from assistant.redact.redaction import replace
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


class ShoutedNames:
    """Takes every word in capitals for a name."""

    def redact(self, text):
        found = tuple(
            Redaction("NAME", word.start(), word.end())
            for word in re.finditer(r"\b[A-Z]{2,}\b", text)
        )
        return Redacted(replace(text, found), found)
