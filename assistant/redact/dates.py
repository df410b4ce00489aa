"""Dates that point at one day of one person's life, and ages over 89."""

import re
from collections.abc import Iterator

from assistant.answers import Redaction
from assistant.redact.units import before_dose, unit_follows

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
YEAR = r"(?:(?:19|20)\d\d|'\d\d)\b"
WRITTEN = (
    re.compile(rf"\b{MONTH}[\s-]*{DAY}(?!\s*%)(?:[\s,-]+(?:of\s+)?{YEAR})?", re.IGNORECASE),
    re.compile(
        rf"(?<![\d.-]){DAY}[\s-]*(?:of\s+)?{MONTH}(?:[\s,-]+(?:{YEAR}|\d\d\b))?", re.IGNORECASE
    ),
)
MONTH_OF_YEAR = re.compile(
    rf"\b(?:in|on|since|from|until|of|early|late|mid)[\s-]+(?P<value>{MONTH},?\s+{YEAR})", re.I
)
PUBLISHED = re.compile(
    r"\b(?:guidelines?|guidance|published|updated?|version|edition|revised|issued|reviewed|as|effective|approved|launched)\b"
    r"[^.?!]{0,30}$",
    re.IGNORECASE,
)
VISIT = (
    r"\b(?:seen|admitted|visited|presented|presenting|evaluated|treated|hospitali[sz]ed|discharged|"
    r"diagnosed|reviewed)\s"
)
LAST = (
    re.compile(
        rf"{VISIT}[^?!;]{{0,60}}?\b(?P<value>(?:last|this\spast)\s"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{VISIT}[^?!;]{{0,60}}?(?:Hospital|Hosp\.?|Clinic|Cent(?:er|re)|Health|Infirmary)\b"
        r"[^?!;]{0,25}?\b(?P<value>last\s(?:week|month|year))\b"
    ),
)
"""The day someone was seen; "last week" only where a named place stands before it."""
SEEN_THEN = re.compile(
    rf"{VISIT}(?:at|to|in|by)\s[^.?!;]{{0,40}}?\s(?P<value>{MONTH}\s+{YEAR})", re.IGNORECASE
)
SEEN_IN = re.compile(
    rf"\b(?:seen|admitted|diagnosed|treated|cancer|visit(?:ed)?|discharged|operated|surgery|born|"
    rf"clinic|hospital|center|centre|health)\s+(?:in|on|since|from)\s+(?P<value>{MONTH}\s+{YEAR})",
    re.IGNORECASE,
)
NUMERIC = (
    re.compile(r"(?<![\d./-])(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?((?:19|20)\d\d|\d\d)(?![\d/]|\.\d)"),
    re.compile(r"(?<![\d./-])(\d{1,2})[-.](\d{1,2})[-.]((?:19|20)\d\d)(?![\d/-])"),
    re.compile(r"(?<![\d./-])(?P<iso>(?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?![\d/-])"),
)
BIRTH = re.compile(
    r"\b(?:d\.?o\.?b\.?|date\s+of\s+birth|born(?:\s+(?:on|in))?)\s*(?:is|was|:|=|\()*\s*"
    r"(?P<value>\d{8}|\d{6}|\d{1,4}(?:\s?[-/. ]\s?\d{1,4}){0,2})(?!\d)",
    re.IGNORECASE,
)

OVER_89 = r"(?P<value>9\d|1[01]\d|12[0-5])"
AGES = (
    re.compile(rf"\b(?:aged?|age:|age\s+is|age\s+of)\s*{OVER_89}\b", re.IGNORECASE),
    re.compile(
        rf"(?<![\d.,/-]){OVER_89}[\s-]*(?:years?[\s-]*(?:old\b(?!s)|of\s+age)|y[./]?o\b|yrs?\b|yr?\s+old|"
        rf"yrs?\s+old|y\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:s?he|patient|pt|mother|father|mum|dad|wife|husband|grand(?:mother|father))\s(?:is|was)\s"
        rf"{OVER_89}(?=[.,;?!]|\s(?:and|with|on|now)\b|$)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\d.,/-]){OVER_89}\s?(?:[MF]|male|female|man|woman|lady|gentleman)\b"),
)
THRESHOLD_BEFORE = re.compile(
    r"(?:over|above|under|below|than|least|beyond|exceeds?|[<>≥≤=]|to|or|and|between|until|up|-)\s*"
    r"(?:the\s+age\s+of\s*|aged?\s*)?$",
    re.IGNORECASE,
)
THRESHOLD_AFTER = re.compile(
    r"[\s-]*(?:years?)?[\s-]*(?:old|of\s+age)?\s*(?:\+|(?:and|or)\s+(?:over|older|above|more|under|"
    r"younger))",
    re.IGNORECASE,
)
SHORT_AGE = re.compile(
    r"\s*-?(?:hours?|hrs?|h|days?|d|weeks?|wks?|months?|mths?|minutes?|%)\b", re.I
)


def find(text: str) -> Iterator[Redaction]:
    """Full dates, dates of birth and single ages over 89 in plain text.

    "12/03", "day 3", "7 days" and a year alone are no identifiers; nor is a group such as "aged
    over 90", since it is a limit in a protocol and no one's age.
    """
    yield from _written(text)
    yield from _numeric(text)
    yield from _ages(text)


def _written(text: str) -> Iterator[Redaction]:
    for pattern in WRITTEN:
        for match in pattern.finditer(text):
            end = before_dose(text, *match.span())
            if _complete(text[match.start() : end]):
                yield Redaction("DATE", match.start(), end)
    for pattern in (SEEN_IN, SEEN_THEN, *LAST):
        yield from (Redaction("DATE", *match.span("value")) for match in pattern.finditer(text))
    for match in MONTH_OF_YEAR.finditer(text):
        if not PUBLISHED.search(text[: match.start()]):
            yield Redaction("DATE", *match.span("value"))


def _numeric(text: str) -> Iterator[Redaction]:
    for pattern in NUMERIC:
        for match in pattern.finditer(text):
            day, month = (2, 3) if "iso" in pattern.groupindex else (1, 2)
            first, second = int(match[day]), int(match[month])
            possible = 1 <= min(first, second) <= 12 and max(first, second) <= 31
            if possible and not unit_follows(text, match.end()):
                yield Redaction("DATE", *match.span())
    for match in BIRTH.finditer(text):
        end = before_dose(text, *match.span("value"))
        if end - match.start("value") >= 4:
            yield Redaction("DATE", match.start("value"), end)


def _ages(text: str) -> Iterator[Redaction]:
    for pattern in AGES:
        for match in pattern.finditer(text):
            limit = THRESHOLD_BEFORE.search(text[: match.start()]) or THRESHOLD_BEFORE.search(
                text[: match.start("value")]
            )
            after = text[match.end("value") :]
            if not limit and not THRESHOLD_AFTER.match(after) and not SHORT_AGE.match(after):
                yield Redaction("AGE", *match.span("value"))


def _complete(date: str) -> bool:
    """Whether a date has a day and a month; "may 5" in lower case, without a year, has none."""
    if not re.search(r"\d.*[a-z]|[a-z].*\d", date, re.IGNORECASE):
        return False
    word = re.search(r"\b(?:may|march|mar|dec|sep|jan|oct)\b", date)
    return not word or bool(re.search(r"(?:st|nd|rd|th)\b|(?:19|20)\d\d", date))
