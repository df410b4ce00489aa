"""Small PDFs made for the tests."""

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.readers.reading import Reading
from corpus.text import BlockKind

WIDTH, HEIGHT = A4
PROSE = [
    "Give oxygen to every patient who looks unwell and",
    "call the senior clinician at once. Take blood for",
    "culture before the first dose of the antibiotic, and",
    "measure lactate within the hour. Reassess after each",
    "bolus of fluid and write down what was found then.",
    "Stop fluid when there are signs of overload now.",
]
Draw = Callable[[Canvas], None]


def printed(path: Path, *pages: Draw, title: str = "") -> Path:
    """A PDF at `path` with one page for each of `pages`."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setTitle(title)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def lines(
    canvas: Canvas, texts: list[str], left: float = 72, top: float = 100, *, size: float = 10,
    bold: bool = False, leading: float = 13,
) -> None:  # fmt: skip
    """Texts one under the other; `top` is the first baseline's distance from the upper edge."""
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
    for number, text in enumerate(texts):
        canvas.drawString(left, HEIGHT - top - number * leading, text)


def grid(
    canvas: Canvas, rows: list[list[str]], left: float = 72, top: float = 150, width: float = 120
) -> None:
    """A ruled table whose first row is bold; columns are `width` points wide, rows 20 high."""
    for number, row in enumerate(rows):
        canvas.setFont("Helvetica" if number else "Helvetica-Bold", 10)
        for column, text in enumerate(row):
            x, y = left + column * width, HEIGHT - top - (number + 1) * 20
            canvas.rect(x, y, width, 20)
            canvas.drawString(x + 4, y + 6, text)


def said(reading: Reading, kind: BlockKind) -> list[str]:
    """The text of the blocks of one kind."""
    return [reading.text[block] for block in reading.text.blocks if block.kind is kind]
