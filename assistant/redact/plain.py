"""A plain copy of a text for pattern matching, whose every character knows where it came from."""

import unicodedata
from dataclasses import dataclass

DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
QUOTES = dict.fromkeys("\u2018\u2019\u02bc\u2032\uff07\u0060\u00b4", "'")
SAME_LETTER = DASHES | QUOTES


@dataclass(frozen=True, slots=True)
class Plain:
    """The copy: full-width forms, odd dashes, quotes and spacing made ordinary.

    Identifiers are hidden, by accident or on purpose, with zero-width characters, line breaks
    and full-width digits; the patterns need not know about any of them.
    """

    text: str
    origins: tuple[tuple[int, int], ...]
    """For each character of the copy, the span of the original it stands for."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind `text[start:end]`, which must not be empty."""
        return self.origins[start][0], self.origins[end - 1][1]


def plain(text: str) -> Plain:
    """Make the copy; runs of white space become one space, invisible characters go."""
    characters: list[str] = []
    origins: list[tuple[int, int]] = []
    for position, original in enumerate(text):
        if unicodedata.category(original) in ("Cf", "Mn") and original not in "\t\n":
            continue  # accents that stand alone go too: NFC has none that belong to a letter
        if original.isspace() or unicodedata.category(original) == "Cc":
            if characters and characters[-1] == " ":
                origins[-1] = (origins[-1][0], position + 1)
                continue
            replacement = " "
        else:
            replacement = SAME_LETTER.get(original) or unicodedata.normalize("NFKC", original)
        for character in replacement:
            characters.append(character)
            origins.append((position, position + 1))
    return Plain("".join(characters), tuple(origins))
