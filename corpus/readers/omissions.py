"""What a reader leaves out of the text, counted, and told to the curator once for each reason."""

import re
import unicodedata
from collections import Counter

from corpus.readers.reading import Problem

# Controls, zero-width characters, bidirectional marks and overrides, tag characters, and the
# variation selectors that can carry a hidden message. They show nothing on the page but would
# stand in a quotation. White space that ends a line or a page is not hidden.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
SOFT_HYPHEN = "\u00ad"


class Omissions:
    """Collects reasons while one file is read."""

    def __init__(self) -> None:
        self._hidden: Counter[str] = Counter()
        self._noted: Counter[str] = Counter()

    def strip_hidden(self, text: str) -> str:
        """The text without characters that show nothing; they are counted.

        Soft hyphens go silently: they are typesetting, not content.
        """
        if text.isascii() and text.isprintable():
            return text
        found = _HIDDEN.findall(text)
        if found:
            self._hidden.update(found)
            text = _HIDDEN.sub("", text)
        return text.replace(SOFT_HYPHEN, "")

    def note(self, reason: str) -> None:
        """Count one part left out; `reason` is the sentence the curator reads."""
        self._noted[reason] += 1

    def problems(self) -> tuple[Problem, ...]:
        """One problem for each reason, with how often it occurred."""
        problems = []
        if self._hidden:
            listed = ", ".join(
                f"{count} × U+{ord(character):04X} {unicodedata.name(character, 'control')}"
                for character, count in sorted(self._hidden.items())[:5]
            )
            problems.append(Problem(f"hidden characters were removed: {listed}"))
        for reason, count in self._noted.items():
            problems.append(Problem(reason if count == 1 else f"{reason} ({count} times)"))
        return tuple(problems)
