"""The first look at a question: it is text, not empty, not too long, and holds no control codes."""

import re
import unicodedata

from corpus.errors import QuestionError

MAX_CHARACTERS = 2_000
"""Far above any protocol question; every later stage may rely on it for its time and memory."""

ANSI = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]"
)
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cn"})
"""Controls, zero-width and direction marks, private and unassigned code points: they can hide
words from a reader, or from a pattern, and no question needs them."""


def check_question(text: object) -> str:
    """The question in NFC on one line, without escapes and invisible characters.

    Takes time in proportion to `MAX_CHARACTERS` at most. QuestionError when it is not text, too
    long, or holds no letter or digit.
    """
    if not isinstance(text, str):
        raise QuestionError(f"a question must be text, not {type(text).__name__}; send a string")
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(
            f"the question has {len(text):,} characters and the limit is {MAX_CHARACTERS:,}; "
            f"ask one protocol question in a sentence or two"
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QuestionError("the question is not valid Unicode text; send it as UTF-8")
    spaced = "".join(" " if c.isspace() else c for c in ANSI.sub("", text))
    visible = "".join(c for c in spaced if unicodedata.category(c) not in INVISIBLE)
    question = " ".join(unicodedata.normalize("NFC", visible).split())
    if not any(character.isalnum() for character in question):
        raise QuestionError(
            "the question is empty; ask for example: adrenaline dose in anaphylaxis?"
        )
    return question
