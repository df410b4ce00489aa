"""Numbers of records, people, accounts, vehicles and devices."""

import re
from collections.abc import Iterator

from assistant.answers import Redaction
from assistant.redact.units import MEASURED, before_dose, unit_follows

NUMBERED = r"(?:\s*(?:numbers?|num|nos?\b\.?|id\b|code|#|:|=|-|is\b|was\b|of\b|\())*\s*"
FEWEST_DIGITS = 3
VALUE = (
    r"(?P<value>#?(?:[a-z]{1,6}[-/ ]?)?\d[\da-z]*(?:[-/]\d[\da-z]*|"
    r"[-/][a-z]{1,3}\b)*(?:[ ]\d{2,})*)"
)

LABELS = (
    # These words introduce nothing but an identifier.
    r"(?:mrn|m\.r\.n\.?|(?:pt|patient)\s*(?:identifier|number|no\b\.?|#)|nhi|urn|emrn|"
    r"medical\s+record|health\s+record|hospital\s+(?:number|no\b\.?|id|#)|hosp\s+(?:no|number|id)|"
    r"record\s+(?:number|no\b\.?|id|#)|unit\s+(?:number|no\b\.?)|chart\s+(?:number|no\b\.?|#)|"
    r"nhs\s+(?:number|no\b\.?|#)|chi\s+(?:number|no\b\.?)|ssn|social\s+security|"
    r"case\s+(?:number|no\b\.?|id|#)|(?:account|acct|ins)\b\.?\s*(?:number|no\b\.?|id|#|:)|"
    r"(?:insurance|policy|member|subscriber|beneficiary|medicare|medicaid|health\s+plan|plan|hp)"
    r"\s*(?:(?:beneficiary|member|policy|insurance)\s*)?(?:number|no\b\.?|id|#|:)|hpbn|"
    r"(?:licen[cs]e|certificate|registration|gmc|nmc|npi|dea|passport|accession|specimen|"
    r"national\s+insurance|unique|identifier|identification|reference|ref\.?)"
    r"\s*(?:identifier\s*)?(?:number|no\b\.?|id|code|#|:)|id\s?[:#]|records?\s+show(?:\s+id)?)"
)
LABELLED = re.compile(rf"\b{LABELS}{NUMBERED}{VALUE}", re.IGNORECASE)
NEAR_LABEL = re.compile(
    r"(?<!<)\b(?:insur\w+|beneficiary|health\s?plan|policy|medicaid|medicare|member(?:ship)?|subscriber|hpb?n?|"
    r"coverage|plan|acct|account|identifier|id)\b[^.?!;]{0,30}?(?<![\w-])"
    r"(?P<value>#?[a-z]{0,5}[-/]?\d[\da-z]*(?:[-/][\da-z]+)*)\b",
    re.IGNORECASE,
)
"""With words between: "insured with Blue Cross, 12345-678"; only from five digits on."""
LONG = 5
PATIENT_ID = re.compile(rf"\b(?:pt|patient)\s*id\b{NUMBERED}{VALUE}", re.IGNORECASE)
"""The label goes too: nothing is asked with it."""
DEVICE = re.compile(
    r"\b(?:serial|device\s+(?:id|identifier)|lot|vin|imei|udi|s/n)\s*"
    r"(?:(?:numbers?|nos?\b\.?|#|:|is)\s*)+"
    r"(?P<value>[a-z]*[-/]?\d[\da-z]*(?:[-/][\da-z]+)*)",
    re.IGNORECASE,
)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,4})?\b")
PLATE = re.compile(
    r"\b(?:(?:licen[cs]e|number|registration|vehicle)\s+plate|plate|car\s+reg(?:istration)?|vehicle\s+reg)"
    r"(?:\s*(?:number|no\b\.?|is|was|:|#))*\s*(?P<value>(?=[A-Z\d -]*\d)"
    r"[A-Z\d]{1,4}(?:[ -]?[A-Z\d]{1,4}){1,3})\b"
)
UK_PLATE = re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y]\d{2}\s[A-HJ-PR-Z]{3}\b")
NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:\s?\d\d){3}\s?[A-D]\b")
"""A British national insurance number."""
BIOMETRIC = re.compile(
    r"\b(?:finger\s?print|retina(?:l\sscan)?|iris\sscan|voice\s?print|face\s?print|biometric)"
    r"\s+(?:scan\s+)?(?:id|identifier|code|number|no\b\.?|template)\s*(?:is|:|#)?\s*"
    r"(?P<value>[a-z]*[-/]?\d[\da-z]*(?:[-/][\da-z]+)*)",
    re.IGNORECASE,
)
MAKERS = (
    r"(?:LY|PF|SAR|CEP|CRT|GSK|AZD|ABT|BMS|MK|TAK|JNJ|AMG|BAY|BI|BIBW|VX|ONO|SB|SKF|ICI|MDL|NVP|"
    r"SCH|TAS|rs)"
)
COMPOUND = re.compile(rf"{MAKERS}[- ]?\d+")
"""Drugs of trials, by their makers' letters, and variants of genes."""
SUBSTANCE = re.compile(
    r"\b(?:(?i:inhibitor|antagonist|agonist|drug|compound|molecule|variant|snp|polymorphism)s?|"
    rf"{MAKERS})\s$"
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
CARD = re.compile(r"(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d-])")
NHS = re.compile(r"(?<![\d.,-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-]|[.,]\d)")


def find(text: str) -> Iterator[Redaction]:
    """Every identifying number in plain text; a number with a clinical unit never is one."""
    yield from _labelled(text)
    yield from _by_form(text)
    yield from _checked(text)


def _labelled(text: str) -> Iterator[Redaction]:
    for match in (*LABELLED.finditer(text), *PATIENT_ID.finditer(text)):
        start, end = _identifier(text, match)
        if sum(c.isdigit() for c in text[start:end]) >= FEWEST_DIGITS:
            yield Redaction("ID", match.start() if match.re is PATIENT_ID else start, end)
    for match in NEAR_LABEL.finditer(text):
        start, end = _identifier(text, match)
        if MEASURED.fullmatch(text, start, end):
            continue
        if sum(c.isdigit() for c in text[start:end]) >= LONG:
            yield Redaction("ID", start, end)
    for match in DEVICE.finditer(text):
        yield Redaction("DEVICE", *match.span("value"))
    for match in (*PLATE.finditer(text), *BIOMETRIC.finditer(text)):
        yield Redaction("ID", *match.span("value"))


def _by_form(text: str) -> Iterator[Redaction]:
    for pattern in (IBAN, UK_PLATE, NINO):
        yield from (Redaction("ID", *match.span()) for match in pattern.finditer(text))
    for pattern in UNLABELLED:
        for match in pattern.finditer(text):
            compound = COMPOUND.fullmatch(match[0]) or SUBSTANCE.search(text[: match.start()])
            if not compound and not unit_follows(text, match.end()):
                yield Redaction("ID", *match.span())


def _checked(text: str) -> Iterator[Redaction]:
    for pattern, is_valid in ((CARD, _luhn), (NHS, _nhs_checksum)):
        for match in pattern.finditer(text):
            if is_valid(match[0]) and not unit_follows(text, match.end()):
                yield Redaction("ID", *match.span())


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
