"""The text of one Word paragraph: runs, links and accepted insertions, without what is hidden."""

from typing import Any

from corpus.readers.html_inline import HIDDEN_LEFT_OUT, PICTURES_LEFT_OUT, STRUCK_LEFT_OUT
from corpus.readers.lines import BREAK, subscript, superscript
from corpus.readers.omissions import Omissions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

TRACKED = "it holds unaccepted tracked changes: accept or reject them first"
_NOTES = "footnotes and endnotes are not in the text: check them for limits and cautions"
_BOXES = "a text box is not in the text: move its words into the body"
_FORMULA = "a formula is not in the text: write it out in words"
_SYMBOL = "a character of a symbol font could not be read and shows as \ufffd"

# What Word's Symbol font prints for a code, which arrives as U+F0xx or as a w:sym element.
_SYMBOLS = {
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x44: "Δ", 0x6D: "µ", 0xA3: "≤", 0xB3: "≥",
    0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB7: "•", 0xA5: "∞", 0xD6: "√", 0x2D: "−", 0x3C: "<", 0x3E: ">",
}  # fmt: skip


def switched_on(element: Any) -> bool:
    """Whether an on/off property is there and not set to off."""
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off", "none")


def paragraph_text(paragraph: Any, omissions: Omissions) -> tuple[str, bool]:
    """The visible text with line breaks as marks, and whether all of it is bold."""
    parts: list[str] = []
    weights: set[bool] = set()
    if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
        omissions.note(TRACKED)
    _gather(paragraph, omissions, parts, weights)
    return "".join(parts), weights == {True}


def _gather(container: Any, omissions: Omissions, parts: list[str], weights: set[bool]) -> None:
    for element in container:
        tag = element.tag
        if tag == W + "r":
            _add_run(element, omissions, parts, weights)
        elif tag in (W + "del", W + "moveFrom"):
            omissions.note(TRACKED)
        elif tag in (W + "ins", W + "moveTo"):
            omissions.note(TRACKED)
            _gather(element, omissions, parts, weights)
        elif tag in (_M + "oMath", _M + "oMathPara"):
            _add_formula(element, omissions, parts)
        elif tag not in (W + "pPr", W + "p", W + "tbl", _FALLBACK):
            _gather(element, omissions, parts, weights)


def _add_run(run: Any, omissions: Omissions, parts: list[str], weights: set[bool]) -> None:
    properties = run.find(W + "rPr")
    style = {child.tag: child for child in properties} if properties is not None else {}
    text = "".join(_run_text(run, omissions))
    if not text:
        return
    if switched_on(style.get(W + "vanish")):
        omissions.note(HIDDEN_LEFT_OUT)
        return
    if text.strip() and (
        switched_on(style.get(W + "strike")) or switched_on(style.get(W + "dstrike"))
    ):
        omissions.note(STRUCK_LEFT_OUT)
        return
    raised = style.get(W + "vertAlign")
    position = "" if raised is None else raised.get(W + "val", "")
    if position == "superscript":
        text = superscript(text)
    elif position == "subscript":
        text = subscript(text, "".join(parts[-1:]))
    if text.strip():
        weights.add(switched_on(style.get(W + "b")))
    parts.append(text)


def _run_text(run: Any, omissions: Omissions) -> list[str]:
    parts: list[str] = []
    for element in run:
        tag = element.tag
        if tag == W + "t":
            parts.append(_plain(element.text or "", omissions))
        elif tag in (W + "tab", W + "ptab"):
            parts.append(" ")
        elif tag in (W + "br", W + "cr"):
            parts.append(BREAK)
        elif tag == W + "noBreakHyphen":
            parts.append("-")
        elif tag == W + "sym":
            parts.append(_symbol(int(element.get(W + "char", "0"), 16), omissions))
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            omissions.note(_NOTES)
        elif tag.endswith(("}AlternateContent", "}drawing", "}pict", "}object")):
            boxed = next(element.iter(W + "txbxContent"), None) is not None
            omissions.note(_BOXES if boxed else PICTURES_LEFT_OUT)
    return parts


def _plain(text: str, omissions: Omissions) -> str:
    text = omissions.strip_hidden(text)
    if any("\uf020" <= character <= "\uf0ff" for character in text):
        text = "".join(_symbol(ord(c), omissions) if "\uf020" <= c <= "\uf0ff" else c for c in text)
    return text.replace("\n", " ")


def _symbol(code: int, omissions: Omissions) -> str:
    known = _SYMBOLS.get(code & 0xFF)
    if known is None:
        omissions.note(_SYMBOL)
    return known or "\ufffd"


def _add_formula(formula: Any, omissions: Omissions, parts: list[str]) -> None:
    """A formula on one line is text; one with fractions or powers would read wrongly."""
    built = {_M + name for name in ("f", "sSup", "sSub", "sSubSup", "rad", "nary", "d", "m")}
    if any(element.tag in built for element in formula.iter()):
        omissions.note(_FORMULA)
    else:
        parts.extend(text.text or "" for text in formula.iter(_M + "t"))
