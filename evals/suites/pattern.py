"""What is looked for in an answer: words with their boundaries, or a regular expression."""

import re
import unicodedata
from dataclasses import dataclass, field

_SAME = str.maketrans({
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "µ": "μ",
    "’": "'", "‘": "'", "“": '"', "”": '"', "×": "x",
})  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def plain(text: str) -> str:
    """How text is compared: no case, one kind of space, dash, quote and micro sign, 1000 not 1,000.

    Sub- and superscripts become plain digits.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_SAME).casefold().translate(_SAME)
    return _THOUSANDS.sub("", " ".join(folded.split()))


@dataclass(frozen=True)
class Pattern:
    """One wording; ValueError when it is empty or its expression does not compile."""

    text: str
    regex: bool = False
    """Whether `text` is a regular expression, tried on text that `plain` has been over."""
    _compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a pattern must not be empty")
        try:
            compiled = re.compile(self.text if self.regex else _bounded(plain(self.text)))
        except re.error as error:
            raise ValueError(f"{self.text!r} is no regular expression ({error})") from None
        object.__setattr__(self, "_compiled", compiled)

    def found_in(self, text: str) -> bool:
        """Whether `text`, which `plain` has been over, holds it.

        A number is not found in a longer one: "5 mg" is neither in "0.5 mg" nor in "15 mg".
        """
        return self._compiled.search(text) is not None


def _bounded(words: str) -> str:
    before = r"(?<![\w.,])(?<!\d[./-])" if words[0].isdigit() else r"(?<!\w)"
    after = r"(?![.,]?\d)(?!\w)" if words[-1].isdigit() else r"(?!\w)"
    if not (words[0].isalnum()):
        before = ""
    if not (words[-1].isalnum()):
        after = ""
    return before + re.escape(words) + after
