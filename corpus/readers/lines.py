"""How printed lines within one block or table cell become one line that still reads safely."""

import re

from corpus.readers.builder import clean

BREAK = "\n"
"""A line break inside a sentence or between two of them: `<br>`."""
ITEM = "\v"
"""The end of a list item or paragraph inside a table cell."""

_BULLETS = "•▪●◦‣■"
_INNER_BULLET = re.compile(rf"(?:^|(?<=\s))[{_BULLETS}]\s*(?=\S)")
_LEADING_BULLET = re.compile(rf"^[{_BULLETS}]\s*")
_CLOSED = (".", ";", ":", ",", "!", "?", "(", "/", "–", "-", "…")
_SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_SUBSCRIPTS = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


def join_lines(text: str) -> str:
    """One line: breaks become "; " where a new statement begins, and a space elsewhere.

    "Adult: 1 g<br>Child: 250 mg" must not read as "Adult: 1 g Child: 250 mg", nor may a sentence
    that only wraps be cut.
    """
    joined, separator = "", BREAK
    for part in re.split(f"([{BREAK}{ITEM}])", text):
        if part in (BREAK, ITEM):
            separator = ITEM if ITEM in (part, separator) else BREAK
            continue
        line = clean(part)
        if not line:
            continue
        if not joined:
            joined = line
        elif joined.endswith(_CLOSED) or (
            separator == BREAK and (line[0].islower() or line[0] == "(")
        ):
            joined += " " + line
        else:
            joined += "; " + line
        separator = BREAK
    return joined


def join_cell(text: str) -> str:
    """The text of a table cell on one line, printed bullets turned into "; "."""
    if any(bullet in text for bullet in _BULLETS):
        text = _INNER_BULLET.sub(ITEM, text)
    return join_lines(text)


def strip_bullet(text: str) -> str:
    """A list item without the bullet character that was typed before it."""
    return _LEADING_BULLET.sub("", text)


def superscript(text: str) -> str:
    """Raised text, its digits and signs as Unicode superscripts: 10⁹ never becomes 109."""
    return text.translate(_SUPERSCRIPTS)


def subscript(text: str, before: str) -> str:
    """Lowered text: plain after a letter (SpO2), Unicode subscripts after a digit."""
    return text.translate(_SUBSCRIPTS) if before[-1:].isdigit() else text
