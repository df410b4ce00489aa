"""Record numbers, NHS and social security numbers, device serials and telephone numbers."""

import re
from collections.abc import Iterator

from assistant.answers import Redaction
from assistant.redact.units import before_dose, unit_follows

NUMBERED = r"(?:\s*(?:numbers?|num|nos?\b\.?|id\b|code|#|:|=|-|is\b|was\b|of\b|\())*\s*"
VALUE = (
    r"(?P<value>#?(?:[a-z]{1,6}[-/ ]?)?\d[\da-z]*(?:[-/]\d[\da-z]*|"
    r"[-/][a-z]{1,3}\b)*(?:[ ]\d{2,})*)"
)

LABELS = (
    # These words introduce nothing but an identifier.
    r"(?:mrn|m\.r\.n\.?|pt\s*id|patient\s*(?:id|identifier|number|no\b\.?|#)|nhi|urn|emrn|"
    r"medical\s+record|health\s+record|hospital\s+(?:number|no\b\.?|id|#)|hosp\s+(?:no|number|id)|"
    r"record\s+(?:number|no\b\.?|id|#)|unit\s+(?:number|no\b\.?)|chart\s+(?:number|no\b\.?|#)|"
    r"nhs\s+(?:number|no\b\.?|#)|chi\s+(?:number|no\b\.?)|ssn|social\s+security|"
    r"case\s+(?:number|no\b\.?|id|#)|(?:account|acct)\s*(?:number|no\b\.?|id|#|:)|"
    r"(?:insurance|policy|member|subscriber|beneficiary|medicare|medicaid|health\s+plan|plan|hp)"
    r"\s*(?:(?:beneficiary|member|policy|insurance)\s*)?(?:number|no\b\.?|id|#|:)|hpbn|"
    r"(?:licen[cs]e|certificate|registration|gmc|nmc|npi|dea|passport|accession|specimen|"
    r"national\s+insurance|unique|identifier|identification|reference|ref\.?)"
    r"\s*(?:identifier\s*)?(?:number|no\b\.?|id|code|#|:)|id\s?[:#]|records?\s+show(?:\s+id)?)"
)
LABELLED = re.compile(rf"\b{LABELS}{NUMBERED}{VALUE}", re.IGNORECASE)
DEVICE = re.compile(
    r"\b(?:serial|device\s+(?:id|identifier)|lot|vin|imei|udi)\s*(?:numbers?|nos?\b\.?|#|:|is)+\s*"
    r"(?P<value>[a-z]*[-/]?\d[\da-z]*(?:[-/][\da-z]+)*)",
    re.IGNORECASE,
)

TRIALS = r"(?!(?:NCT|ISRCTN|PMID|PMC|ACTRN|CTRI|EUCTR|CRD|COVID|DOI|ICD|ISO|LOINC|SNOMED|CAS)\b)"
UNLABELLED = (
    re.compile(r"(?<!\w)#[A-Z]{0,5}-?\d{4,}\b"),
    re.compile(rf"\b{TRIALS}[A-Z]{{1,5}}-\d{{5,}}[A-Z]?\b"),
    re.compile(r"\b(?!NCT|PMC|PMID|ISRCTN|CRD|CTRI|ACTRN)[A-Z]{1,4}\d{6,10}[A-Z]?\b"),
    re.compile(
        r"\b\d{3}-\d{2}-\d{3,5}\b|\b(?!000)\d{3} \d{2} \d{4}\b|\b\d{6}-\d{3,4}\b|"
        r"\b\d{5}-\d{4,5}\b(?<!00)|\b\d{3}-\d{6}\b"
    ),
    re.compile(r"(?<![\w.,/-])\d{7,12}(?<!0000)(?![\d.,/-]*\d)(?!\w)"),
)
CARD = re.compile(r"(?<![\d.,-])\d(?:[ -]?\d){12,15}(?![\d-])")
NHS = re.compile(r"(?<![\d.,-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-]|[.,]\d)")

PHONES = (
    re.compile(
        r"(?<![\w.])\+\d{1,3}[\s.-]?(?:\(0?\d{1,4}\)[\s.-]?)?\d{1,5}(?:[\s.-]?\d{2,5}){1,4}\b"
    ),
    re.compile(r"(?<![\w.-])(?:1[\s.-])?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b(?!-)"),
    re.compile(r"(?<![\w.,-])\(?0\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b"),
    re.compile(r"(?<![\w.,-])00\d{1,3}[\s-]?\d{1,4}(?:[\s-]?\d{2,5}){2,4}\b"),
)
LABELLED_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|mob|cell|fax|contact|bleep|pager|ext(?:ension)?)\b\.?"
    r"\s*(?:numbers?|nos?\b\.?|#|:|is|on|at|\()*\s*(?P<value>\+?[\d(][\d\s().-]{2,16}\d)(?!\d)",
    re.IGNORECASE,
)
EMERGENCY = frozenset({"999", "911", "111", "112", "2222"})


def find(text: str) -> Iterator[Redaction]:
    """Every identifying number in plain text; a number with a clinical unit never is one."""
    yield from _records(text)
    yield from _phones(text)


def _records(text: str) -> Iterator[Redaction]:
    for match in LABELLED.finditer(text):
        start, end = _identifier(text, match)
        if sum(c.isdigit() for c in text[start:end]) >= 3:
            yield Redaction("ID", start, end)
    for match in DEVICE.finditer(text):
        yield Redaction("DEVICE", *match.span("value"))
    for pattern in UNLABELLED:
        for match in pattern.finditer(text):
            if not unit_follows(text, match.end()):
                yield Redaction("ID", *match.span())
    for match in CARD.finditer(text):
        if _luhn(match[0]) and not unit_follows(text, match.end()):
            yield Redaction("ID", *match.span())
    for match in NHS.finditer(text):
        if _nhs_checksum(match[0]) and not unit_follows(text, match.end()):
            yield Redaction("ID", *match.span())


def _phones(text: str) -> Iterator[Redaction]:
    for pattern in PHONES:
        for match in pattern.finditer(text):
            start, end = _identifier(text, match)
            if 9 <= sum(c.isdigit() for c in text[start:end]) <= 15:
                yield Redaction("PHONE", start, end)
    for match in LABELLED_PHONE.finditer(text):
        start, end = _identifier(text, match)
        digits = re.sub(r"\D", "", text[start:end])
        if len(digits) >= 4 and digits not in EMERGENCY:
            yield Redaction("PHONE", start, end)


def _identifier(text: str, match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span("value" if "value" in match.re.groupindex else 0)
    return start, before_dose(text, start, end)


def _nhs_checksum(number: str) -> bool:
    """The tenth digit of an NHS number is 11 minus the weighted sum of the others, modulo 11."""
    digits = [int(c) for c in number if c.isdigit()]
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def _luhn(number: str) -> bool:
    """The check sum of payment cards and IMEIs: every second digit from the right is doubled."""
    digits = [int(c) for c in reversed(number) if c.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
