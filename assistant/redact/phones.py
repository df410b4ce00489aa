"""Telephone, fax, pager and bleep numbers of many countries."""

import re
from collections.abc import Iterator

from assistant.answers import Redaction
from assistant.redact.units import before_dose

PHONES = (
    re.compile(
        r"(?<![\w.])\+\d{1,3}[\s.-]?(?:\(0?\d{1,4}\)[\s.-]?)?\d{1,5}(?:[\s.-]?\d{2,5}){1,4}\b"
    ),
    re.compile(r"(?<![\w.-])(?:1[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b(?!-)"),
    re.compile(r"(?<![\w.,-])\(?0\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b"),
    re.compile(r"(?<![\w.,-])00\d{1,3}[\s-]?\d{1,4}(?:[\s-]?\d{2,5}){2,4}\b"),
)
LABELLED_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|mob|cell|fax|contact|bleep|pager|ext(?:ension)?|"
    r"(?:call(?:ing)?|ring|reach|text|answering|messages?|dial|whatsapp)(?:\s(?:me|him|her|them|us))?"
    r"(?=\s(?:on|at|to|\+?\d)))\b\.?"
    r"\s*(?:(?:numbers?|nos?\b\.?|#|:|is|on|at|to|\()\s*)*(?P<value>\+?[\d(][\d\s().-]{2,16}\d)(?!\d)",
    re.IGNORECASE,
)
EMERGENCY = frozenset({"999", "911", "111", "112", "2222"})


def find(text: str) -> Iterator[Redaction]:
    """Telephone numbers by their form, or by what stands before them."""
    for pattern in PHONES:
        for match in pattern.finditer(text):
            start, end = match.start(), before_dose(text, *match.span())
            if 9 <= sum(c.isdigit() for c in text[start:end]) <= 15:
                yield Redaction("PHONE", start, end)
    for match in LABELLED_PHONE.finditer(text):
        start, end = match.start("value"), before_dose(text, *match.span("value"))
        digits = re.sub(r"\D", "", text[start:end])
        if len(digits) >= 4 and digits not in EMERGENCY:
            yield Redaction("PHONE", start, end)
