"""What characters become: ligatures spelt out, symbol-font codes named, noise gone."""

import re

LOST = "\ufffd"
"""Stands where a glyph's meaning cannot be known; never left out, so that a reader sees it."""

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# Adobe's Symbol encoding, as it arrives in the private use area (U+F000 + code).
_SYMBOL = {
    0x2B: "+", 0x2D: "−", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x44: "Δ", 0x57: "Ω", 0x61: "α",
    0x62: "β", 0x64: "δ", 0x67: "γ", 0x6B: "κ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
    0x7E: "∼", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBB: "≈", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xDE: "⇒",
}  # fmt: skip
_DINGBATS = {
    0x6C: "•", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x76: "•", 0x77: "•", 0x7F: "•",
    0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xB7: "•", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "→", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
_PLAIN = re.compile(r"[\x21-\x7e\xa1-\xac\xae-\u024f\u0370-\u03ff\u2010-\u2027\u2030-\u205e]+")
_SUPERSCRIPTS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_RAISABLE = re.compile(r"[0-9+\-−–,]*[0-9][0-9+\-−–,]*")


def readable(text: str, font: str) -> str:
    """`text` as set in `font`, cleaned; what cannot be known becomes U+FFFD."""
    face = font.rpartition("+")[2].casefold()
    if "ding" in face or ("symbol" in face and not face.startswith("symbol")):
        return "".join(_pictured(character) for character in text)
    if _PLAIN.fullmatch(text):
        return text
    return "".join(_readable(character) for character in text)


def _pictured(character: str) -> str:
    """A character of a font of pictures, whose codes are not those of letters."""
    code = ord(character)
    if 0xF000 <= code <= 0xF0FF or code < 0x100:
        return _DINGBATS.get(code & 0xFF, LOST)
    return _readable(character)


def _readable(character: str) -> str:
    code = ord(character)
    if character in _LIGATURES:
        return _LIGATURES[character]
    if 0xE000 <= code <= 0xF8FF:
        low = code & 0xFF if 0xF000 <= code <= 0xF0FF else -1
        return _SYMBOL.get(low, LOST)
    if code in (0x02, 0xAD):  # 0x02 is PDFium's mark for a hyphen at a line end
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFEFF, 0xFFFE, 0xFFFF, 0x200B, 0x2060):
        return ""
    return LOST if 0xD800 <= code <= 0xDFFF or code >= 0xF0000 else character


def underlined(text: str) -> str:
    """A comparator with a rule drawn under it, as some publishers set ≥ and ≤."""
    return text.replace(">", "≥").replace("<", "≤")


def raised(text: str) -> str:
    """Small raised digits as superscript digits, so that 10³ cannot be read as 103."""
    return text.translate(_SUPERSCRIPTS) if _RAISABLE.fullmatch(text) else text
