"""Reads a page's characters with PDFium: words with places and styles, hidden text left out."""

import ctypes
import math
import re
from collections import Counter
from typing import Any, NamedTuple

from corpus.readers.pdf.glyphs import LOST, readable, underlined
from corpus.readers.pdf.pages import Corners, PageWords, Word, turn
from corpus.readers.pdf.shapes import Shapes, read_shapes

_TINIEST = 2.0
"""Points: smaller text is not meant to be read."""
_WORD = re.compile(r"[^\s\x02\xad]+[\x02\xad]?|[\x02\xad]")
_BREAKS = "\x02\xad"


class _Style(NamedTuple):
    size: float
    bold: bool
    font: str
    angle: int
    """Degrees, counter-clockwise."""
    ink: int
    """0 for what is never painted, 1 for white, 2 for what can be seen."""


def read_page(document: Any, index: int, label: str) -> PageWords:
    """Page `index` (from 0) of an open pypdfium2 document; PdfiumError when it cannot be loaded."""
    page = document[index]
    try:
        shapes = read_shapes(page)
        text_page = page.get_textpage()
        try:
            reader = _Reader(page, text_page, shapes, index + 1, label)
            return reader.read(page.get_rotation() // 90 % 4)
        finally:
            text_page.close()
    finally:
        page.close()


class _Reader:
    def __init__(self, page: Any, text_page: Any, shapes: Shapes, number: int, label: str) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium = pdfium
        self.text_page = text_page.raw
        self.shapes = shapes
        self.frame: Corners = page.get_bbox()
        self.page = PageWords(number, label, *page.get_size())
        self.styles: dict[int, _Style] = {}
        self.placed: list[tuple[Word, int, float]] = []
        """Each word with its angle and where its baseline begins."""
        self.area = pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def read(self, rotation: int) -> PageWords:
        count = self.pdfium.FPDFText_CountChars(self.text_page)
        unicode = self.pdfium.FPDFText_GetUnicode
        codes = [unicode(self.text_page, index) for index in range(max(count, 0))]
        text = "".join(chr(code) if code <= 0x10FFFF else LOST for code in codes)
        for match in _WORD.finditer(text):
            begin, end = match.span()
            glued = begin > 0 and not text[begin - 1].isspace() and text[begin - 1] not in _BREAKS
            for first, last in self._pieces(begin, end):
                self._add(text[first:last], first, last, glued)
                glued = True
        return self._turn_upright(rotation)

    def _pieces(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Split a word where style or baseline changes, as at a superscript."""
        if end - begin == 1 or self._object(begin) == self._object(end - 1):
            return [(begin, end)]
        pieces = []
        first, style = begin, self._style(begin)
        for index in range(begin + 1, end):
            if self._style(index)[:2] != style[:2]:
                pieces.append((first, index))
                first, style = index, self._style(index)
        return [*pieces, (first, end)]

    def _object(self, index: int) -> int:
        item = self.pdfium.FPDFText_GetTextObject(self.text_page, index)
        return ctypes.addressof(item.contents) if item else 0

    def _style(self, index: int) -> _Style:
        item = self.pdfium.FPDFText_GetTextObject(self.text_page, index)
        key = ctypes.addressof(item.contents) if item else 0
        style = self.styles.get(key)
        if style is None:
            style = self.styles[key] = self._new_style(item, index)
        return style

    def _new_style(self, item: Any, index: int) -> _Style:
        pdfium = self.pdfium
        angle = math.degrees(max(pdfium.FPDFText_GetCharAngle(self.text_page, index), 0))
        size = pdfium.FPDFText_GetFontSize(self.text_page, index)
        name = ctypes.create_string_buffer(128)
        bold, ink, font = False, 2, ""
        if item:
            face = pdfium.FPDFTextObj_GetFont(item)
            if face and pdfium.FPDFFont_GetBaseFontName(face, name, 128):
                font = name.value.decode("utf-8", "replace")
            weight = pdfium.FPDFFont_GetWeight(face) if face else 400
            bold = weight >= 600 or bool(re.search("bold|black|heavy|demi", font, re.IGNORECASE))
            ink = self._ink(item)
            matrix = pdfium.FS_MATRIX()
            if pdfium.FPDFText_GetMatrix(self.text_page, index, ctypes.byref(matrix)):
                size *= (
                    math.hypot(matrix.b, matrix.d)
                    if angle % 180 < 45
                    else math.hypot(matrix.a, matrix.c)
                )
        return _Style(round(size, 1), bold, font, round(angle) % 360, ink)

    def _ink(self, item: Any) -> int:
        pdfium = self.pdfium
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        if mode in (3, 7):  # neither filled nor stroked; or only a clipping path
            return 0
        red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
        colour = tuple(map(ctypes.byref, (red, green, blue, alpha)))
        read = pdfium.FPDFPageObj_GetStrokeColor if mode == 1 else pdfium.FPDFPageObj_GetFillColor
        if not read(item, *colour):
            return 2
        if alpha.value < 8:
            return 0
        return 1 if min(red.value, green.value, blue.value) >= 248 else 2

    def _add(self, raw: str, first: int, last: int, glued: bool) -> None:
        style = self._style(first)
        text = readable(raw, style.font)
        if not text:
            return
        start, end = self._place(first), self._place(last - 1)
        left, right = min(start[0], end[0]), max(start[2], end[2])
        bottom, top = min(start[1], end[1]), max(start[3], end[3])
        tall = max(start[2] - start[0], start[3] - start[1])
        if style.ink == 0 or tall < _TINIEST or not self._is_seen(style, left, bottom, right, top):
            self.page.hidden += len(text)
            return
        pdfium = self.pdfium
        if (LOST in text and text != LOST) or pdfium.FPDFText_HasUnicodeMapError(
            self.text_page, first
        ) == 1:
            self.page.unmapped += 1
        pdfium.FPDFText_GetCharOrigin(
            self.text_page, first, ctypes.byref(self.x), ctypes.byref(self.y)
        )
        x, y = self.x.value - self.frame[0], self.frame[3] - self.y.value
        word = Word(text, *self._down(left, bottom, right, top), y, style.size, style.bold, glued)
        self.placed.append((word, style.angle, x))

    def _place(self, index: int) -> Corners:
        area = self.area
        self.pdfium.FPDFText_GetLooseCharBox(self.text_page, index, ctypes.byref(area))
        return area.left, area.bottom, area.right, area.top

    def _down(self, left: float, bottom: float, right: float, top: float) -> Corners:
        """From PDF space (y upwards) to points from the upper left corner of the page."""
        frame = self.frame
        return left - frame[0], frame[3] - top, right - frame[0], frame[3] - bottom

    def _is_seen(self, style: _Style, left: float, bottom: float, right: float, top: float) -> bool:
        x, y = (left + right) / 2, (bottom + top) / 2
        if not (self.frame[0] <= x <= self.frame[2] and self.frame[1] <= y <= self.frame[3]):
            return False
        return style.ink == 2 or any(
            area.left <= x <= area.right and area.bottom <= y <= area.top
            for area in self.shapes.dark
        )

    def _turn_upright(self, rotation: int) -> PageWords:
        """Turn everything so that the angle most characters have becomes the horizontal."""
        page, frame = self.page, self.frame
        width, height = frame[2] - frame[0], frame[3] - frame[1]
        angles: Counter[int] = Counter()
        for word, angle, _ in self.placed:
            angles[round(angle / 90) % 4 if _is_square(angle) else 0] += len(word.text)
        marked = self._underlined()
        turns = angles.most_common(1)[0][0] if angles else rotation
        for word, angle, x in self.placed:
            box = turn((word.left, word.top, word.right, word.bottom), turns, width, height)
            base = turn((x, word.base, x, word.base), turns, width, height)[1]
            upright = _is_square(angle) and round(angle / 90) % 4 == turns
            text = underlined(word.text) if word in marked else word.text
            moved = Word(text, *box, base, word.size, word.bold, word.glued)
            (page.words if upright else page.turned).append(moved)
        page.rules = [turn(self._down(*rule), turns, width, height) for rule in self.shapes.rules]
        area = max(width * height, 1.0)
        page.image_share = max(
            (
                max(0.0, min(image.right, frame[2]) - max(image.left, frame[0]))
                * max(0.0, min(image.top, frame[3]) - max(image.bottom, frame[1]))
                / area
                for image in self.shapes.images
            ),
            default=0.0,
        )
        page.turns = (rotation - turns) % 4
        page.width, page.height = (height, width) if turns % 2 else (width, height)
        return page

    def _underlined(self) -> set[Word]:
        """Words whose one comparator has a short rule of its own beneath it."""
        found: set[Word] = set()
        short = [self._down(*rule) for rule in self.shapes.rules if rule.right - rule.left < 12]
        for word, _, _ in self.placed if short else ():
            at = next((i for i, c in enumerate(word.text) if c in "<>"), -1)
            if at < 0:
                continue
            width = (word.right - word.left) / len(word.text)
            middle = word.left + (at + 0.5) * width
            if any(
                left <= middle <= right
                and right - left <= 1.1 * word.size
                and bottom - top <= 1.2
                and -0.1 * word.size <= top - word.base <= 0.35 * word.size
                for left, top, right, bottom in short
            ):
                found.add(word)
        return found


def _is_square(angle: int) -> bool:
    return min(angle % 90, 90 - angle % 90) <= 5
