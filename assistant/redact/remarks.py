"""What people write beside a record: bounded and redacted before it is kept anywhere."""

from assistant.redact.redaction import Redactor
from corpus.errors import QuestionError

LONGEST = 2000
"""Characters."""


def remark(redactor: Redactor, text: str, what: str = "comment") -> str:
    """The words without identifiers, or nothing for nothing.

    Raises QuestionError for more than `LONGEST` characters, and RedactionError when they cannot
    be redacted: then they must not be kept.
    """
    words = text.strip()
    if len(words) > LONGEST:
        raise QuestionError(
            f"the {what} has {len(words)} characters, and {LONGEST} are the most: say it shorter"
        )
    return redactor.redact(words).text if words else ""
