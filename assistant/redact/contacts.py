"""E-mail and web addresses, network addresses, postcodes and street addresses."""

import re
from collections.abc import Iterator

from assistant.answers import Redaction
from assistant.redact.units import unit_follows

EMAIL = re.compile(r"[\w.+%-]+\s?@\s?[\w-]+(?:\s?\.\s?[a-z]{2,})+\b", re.IGNORECASE)
URL = re.compile(r"\b(?:https?://|ftp://|www\.)[^\s<>\"')]+[^\s<>\"').,;:?!]", re.IGNORECASE)
IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)")
IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])", re.IGNORECASE)
UNIT_OF_HOUSE = re.compile(
    r"\b(?:flat|apt\.?|apartment|unit|suite|room\sno\.?)\s\w{1,4},\s(?=\d{1,5}[A-Za-z]?,?\s)",
    re.IGNORECASE,
)
MAC = re.compile(r"\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b", re.IGNORECASE)

CITY = r"(?:,\s*[A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:,\s*[A-Z]{2}\b)?(?:\s+\d{5}(?:-\d{4})?\b)?)?"
STREET = re.compile(
    r"\b\d{1,5}[A-Za-z]?,?\s+(?:(?:North|South|East|West|N|S|E|W)\.?\s+)?(?:[A-Z][a-z']+\s+){1,3}"
    r"(?:St|Street|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Way|Terrace|Crescent|Gardens|"
    rf"Boulevard|Blvd|Grove|Square|Hill|Park|Mews|Place|Pl)\b\.?{CITY}"
)
LOWER_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,?\s+(?:[a-z']+\s+){1,2}(?:street|road|avenue|lane|crescent|boulevard)\b"
)
# Inward codes never hold C, I, K, M, O or V, which keeps "B12 5MG" out.
POSTCODE = re.compile(
    r"(?<!vitamin\s)(?<!vit\s)\b(?:GIR\s?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
UK_AREAS = frozenset(
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY
    E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE
    LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL
    SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
    """.split()  # noqa: SIM905
)
ZIP = re.compile(
    r"\b(?:zip|postcode|postal\s+code)(?:\s*(?:code|is|:))*\s*"
    r"(?P<value>(?:[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}|\d{2,6}(?:-\d{3,4})?|[a-z]\d[a-z]\s?\d[a-z]\d))\b",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Redaction]:
    """Every way to write to, call on or find someone, in plain text."""
    yield from (Redaction("EMAIL", *match.span()) for match in EMAIL.finditer(text))
    yield from (Redaction("URL", *match.span()) for match in URL.finditer(text))
    for pattern in (MAC, IPV6):
        yield from (Redaction("DEVICE", *match.span()) for match in pattern.finditer(text))
    for match in IP.finditer(text):
        if all(int(part) <= 255 for part in match[0].split(".")):
            yield Redaction("DEVICE", *match.span())
    for pattern in (STREET, LOWER_STREET):
        for match in pattern.finditer(text):
            if not unit_follows(text, re.match(r"\d+", match[0]).end() + match.start()):  # type: ignore[union-attr]
                inside = [
                    m.start() for m in UNIT_OF_HOUSE.finditer(text) if m.end() == match.start()
                ]
                yield Redaction("ADDRESS", min([*inside, match.start()]), match.end())
    for match in POSTCODE.finditer(text):
        area = re.match(r"[A-Z]+", match[0].upper())
        if area and area[0] in UK_AREAS and match[0].isupper():
            yield Redaction("ADDRESS", *match.span())
    for match in ZIP.finditer(text):
        if any(c.isdigit() for c in match["value"]):
            yield Redaction("ADDRESS", *match.span("value"))
