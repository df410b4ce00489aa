"""Rules, filled areas and images of a page: what tables are ruled with and what text stands on."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_THIN = 2.0
"""Points: a filled rectangle no thicker than this is a rule."""
_SHORTEST_RULE = 3.0
_MOST_SEGMENTS = 400
"""A path of more segments is a drawing, not a grid."""
_MOST_OBJECTS = 20_000
_DEEPEST_FORM = 4


class Rule(NamedTuple):
    """A horizontal or vertical line, in points from the page's lower left corner, y upwards."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Shapes:
    """What is drawn on a page besides text, in PDF user space."""

    rules: list[Rule] = field(default_factory=list)
    dark: list[Rule] = field(default_factory=list)
    """Areas on which white text can be seen: filled with a colour, or images."""
    images: list[Rule] = field(default_factory=list)
    filled: bool = False
    """Whether anything at all is painted: paths, images or shadings."""


def read_shapes(page: Any) -> Shapes:
    """Walk the page's objects, also those inside forms."""
    import pypdfium2.raw as pdfium

    shapes = Shapes()
    left, bottom = ctypes.c_float(), ctypes.c_float()
    right, top = ctypes.c_float(), ctypes.c_float()
    bounds = tuple(ctypes.byref(value) for value in (left, bottom, right, top))
    for count, (item, kind, matrix) in enumerate(_objects(pdfium, page.raw)):
        if count > _MOST_OBJECTS:
            break
        shapes.filled = shapes.filled or kind != pdfium.FPDF_PAGEOBJ_TEXT
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(item, *bounds):
            continue
        area = _placed((left.value, bottom.value, right.value, top.value), matrix)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            shapes.images.append(area)
            shapes.dark.append(area)
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            shapes.dark.append(area)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(pdfium, item, area, matrix, shapes)
    return shapes


_Matrix = tuple[float, float, float, float, float, float]


def _objects(pdfium: Any, page: Any) -> Iterator[tuple[Any, int, _Matrix | None]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _expand(pdfium, pdfium.FPDFPage_GetObject(page, index), None, 0)


def _expand(
    pdfium: Any, item: Any, matrix: _Matrix | None, depth: int
) -> Iterator[tuple[Any, int, _Matrix | None]]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield item, kind, matrix
    elif depth < _DEEPEST_FORM:
        inner = _multiply(_matrix_of(pdfium, item), matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _expand(pdfium, pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix_of(pdfium: Any, item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return (1, 0, 0, 1, 0, 0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiply(first: _Matrix, second: _Matrix | None) -> _Matrix:
    if second is None:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _point(x: float, y: float, matrix: _Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _placed(area: tuple[float, float, float, float], matrix: _Matrix | None) -> Rule:
    x0, y0 = _point(area[0], area[1], matrix)
    x1, y1 = _point(area[2], area[3], matrix)
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _add_path(pdfium: Any, item: Any, area: Rule, matrix: _Matrix | None, shapes: Shapes) -> None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroked))
    width, height = area.right - area.left, area.top - area.bottom
    if mode.value:
        colour = _colour(pdfium, item)
        if min(colour) < 245 and width > _THIN and height > _THIN:
            shapes.dark.append(area)
        if not stroked.value and min(colour) >= 250:
            return  # painted white on white: nobody sees it
    elif not stroked.value:
        return
    if max(width, height) < _SHORTEST_RULE:
        return
    if min(width, height) <= _THIN:
        shapes.rules.append(area)
        return
    segments = pdfium.FPDFPath_CountSegments(item)
    if segments <= _MOST_SEGMENTS:
        inner = _multiply(_matrix_of(pdfium, item), matrix)
        shapes.rules += [
            rule for rule in _sides(pdfium, item, segments, inner) if _is_straight(rule)
        ]


def _colour(pdfium: Any, item: Any) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(
        item, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
    )
    if not alpha.value:
        return (255, 255, 255)
    return red.value, green.value, blue.value


def _is_straight(rule: Rule) -> bool:
    width, height = rule.right - rule.left, rule.top - rule.bottom
    return min(width, height) <= 1 and max(width, height) >= _SHORTEST_RULE


def _sides(pdfium: Any, item: Any, segments: int, matrix: _Matrix) -> Iterator[Rule]:
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _point(x.value, y.value, matrix)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _between(last, point)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield _between(last, start)


def _between(one: tuple[float, float], two: tuple[float, float]) -> Rule:
    return Rule(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))
