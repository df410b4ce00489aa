"""Audit trails that cannot be written."""

from corpus.errors import AuditError


class FullTrail:
    """Has no space left."""

    def append(self, content):
        raise AuditError("the question could not be recorded, so it is not answered: disk full")

    def note(self, kind, by, **detail):
        raise AuditError(f"{kind} could not be recorded, so it was not done: disk full")


class RememberingTrail:
    """Keeps what it is given, in memory."""

    def __init__(self):
        self.contents = []

    def append(self, content):
        self.contents.append(content)
