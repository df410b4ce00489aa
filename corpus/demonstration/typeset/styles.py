"""Typefaces, paragraph styles and inline markup of the PDFs."""

import re
from html import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from corpus.demonstration.typeset.manuscript import Inline

INK, RULE, TINT = colors.HexColor("#1d4e5c"), colors.HexColor("#9fb4ba"), colors.HexColor("#e8f0f1")
# Vera comes with reportlab, so the same glyphs (≥, µ, ×) are embedded on every machine.
for face in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
    pdfmetrics.registerFont(TTFont(face, f"{face}.ttf"))
pdfmetrics.registerFontFamily("Vera", "Vera", "VeraBd", "VeraIt", "VeraBI")

_UNIT = re.compile(
    r"(?<=\d) (?=(?:mg|micrograms|g|kg|mL|L|mmol|micromol|units|mmHg|J|cm|mm|hours|minutes|days)\b)"
)
_WORD = re.compile(r"[A-Za-z]{8,}(?![\w/])")  # not the unit in micromol/L
_BREAK = re.compile(
    r"(?<=[A-Za-z][aeiou][lmnrx])(?=[bcdfgkmnpstvz][aeiouy][a-z]{2})"
    r"|(?<=[A-Za-z]{2}[aeiou])(?=[bcdfgklmnprstvz][aeiouy][a-z]{2})"
)


def paragraph_styles(size: float, justified: bool) -> dict[str, ParagraphStyle]:
    """The styles by name, all derived from the body's `size` in points."""
    body = ParagraphStyle(
        "body",
        fontName="Vera",
        fontSize=size,
        leading=size * 1.38,
        spaceBefore=size * 0.55,
        spaceAfter=size * 0.55,
        alignment=TA_JUSTIFY if justified else TA_LEFT,
        embeddedHyphenation=1,
        allowWidows=0,
        allowOrphans=0,
    )
    bold = {"parent": body, "fontName": "VeraBd", "textColor": INK, "alignment": TA_LEFT}

    def heading(name: str, points: float) -> ParagraphStyle:
        return ParagraphStyle(
            name, **bold, fontSize=points, leading=points * 1.25, spaceBefore=size * 0.9,
            spaceAfter=size * 0.4, keepWithNext=1,
        )  # fmt: skip

    def item(level: int) -> ParagraphStyle:
        return ParagraphStyle(
            f"item{level}", body, leftIndent=2 * size * level,
            bulletIndent=size * (2 * level - 1.8), spaceBefore=0, spaceAfter=size * 0.3,
            bulletFontName="Vera", bulletFontSize=size,
        )  # fmt: skip

    small = {"parent": body, "alignment": TA_LEFT, "spaceBefore": 0, "spaceAfter": 0}
    styles = [
        body,
        *(heading("h1", size * 1.9), heading("h2", size * 1.3), heading("h3", size * 1.06)),
        *(item(1), item(2)),
        ParagraphStyle("lead", body, keepWithNext=1),
        ParagraphStyle("control", **small, fontSize=7.5, leading=11, textColor=INK),
        ParagraphStyle("notice", body, fontName="VeraIt", alignment=TA_LEFT),
        ParagraphStyle("td", **small, fontSize=size * 0.9, leading=size * 1.2),
        ParagraphStyle("th", **bold, fontSize=size * 0.9, leading=size * 1.2, spaceAfter=0),
    ]
    return {style.name: style for style in styles}


def markup(runs: Inline) -> str:
    """What reportlab's paragraphs take as markup."""
    text = ""
    for run in runs:
        part = escape(_UNIT.sub("\xa0", run.text), quote=False)  # a number keeps its unit
        part = f"<b>{part}</b>" if run.bold else part
        text += f"<i>{part}</i>" if run.italic else part
    return text


def hyphenate(text: str) -> str:
    """Allow long words to break where one or two consonants stand between vowels."""
    return _WORD.sub(lambda word: _BREAK.sub("\xad", word[0]), text)
