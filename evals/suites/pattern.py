"""What is looked for in an answer: words with their boundaries, or a regular expression."""

import re
import unicodedata
from dataclasses import dataclass, field

from evals.suites.expression import compiled

_SAME = str.maketrans({
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "µ": "μ",
    "’": "'", "‘": "'", "“": '"', "”": '"', "×": "x",
})  # fmt: skip
_SAME_IN_EXPRESSIONS = {code: r"\-" if to == "-" else to for code, to in _SAME.items()}
_COUNTS = re.compile(r"\{[\d,]*\}")
_THOUSANDS_WRITTEN = re.compile(r"\d+,\d{3}(?!\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def plain(text: str) -> str:
    """How text is compared: no case, one kind of space, dash, quote and micro sign, 1000 not 1,000.

    Sub- and superscripts become plain digits.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_SAME).casefold().translate(_SAME)
    return _THOUSANDS.sub("", " ".join(folded.split()))


@dataclass(frozen=True)
class Pattern:
    """One wording; ValueError when it is empty, or an expression that must not be used.

    An expression is blind to case; its dashes, quotes and micro signs are those of `plain`.
    """

    text: str
    regex: bool = False
    """Whether `text` is a regular expression, tried on text that `plain` has been over."""
    _compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not plain(self.text):
            raise ValueError("a pattern must not be empty")
        wanted = _expression(self.text) if self.regex else re.compile(_bounded(plain(self.text)))
        object.__setattr__(self, "_compiled", wanted)

    def found_in(self, text: str) -> bool:
        """Whether `text`, which `plain` has been over, holds it.

        A number is not found in a longer one: "5 mg" is neither in "0.5 mg" nor in "15 mg".
        """
        return self._compiled.search(text) is not None


def _expression(source: str) -> re.Pattern[str]:
    if number := _THOUSANDS_WRITTEN.search(_COUNTS.sub("", source)):
        digits = number[0].replace(",", "")
        raise ValueError(f"{number[0]!r} is {digits} in the text that is searched: write {digits}")
    same = source.translate(_SAME_IN_EXPRESSIONS)
    for character in same:
        if (other := unicodedata.normalize("NFKC", character)) != character:
            raise ValueError(f"{character!r} is {other!r} in the text that is searched: write that")
    return compiled(same)


def _bounded(words: str) -> str:
    before = r"(?<![\w.,])(?<!\d[./-])" if words[0].isdigit() else r"(?<!\w)"
    after = r"(?![.,]?\d)(?!\w)" if words[-1].isdigit() else r"(?!\w)"
    if not (words[0].isalnum()):
        before = ""
    if not (words[-1].isalnum()):
        after = ""
    return before + re.escape(words) + after
