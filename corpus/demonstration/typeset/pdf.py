"""Sets a manuscript as a PDF with outline, page labels, running header and page numbers."""

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from corpus.demonstration.typeset.manuscript import Block, Manuscript
from corpus.demonstration.typeset.styles import INK, RULE, TINT, hyphenate, markup, paragraph_styles

MARGIN, HEAD, FOOT, GUTTER = 17 * mm, 22 * mm, 17 * mm, 7 * mm


def write(manuscript: Manuscript, hospital: str, path: Path) -> None:
    """Write `manuscript` to `path`; the same bytes every time with the same reportlab."""
    pages = _Sheet(manuscript, hospital, path, total=0).set()
    _Sheet(manuscript, hospital, path, total=pages).set()


class _Sheet(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """One pass; `total` is what "Page n of m" prints, known after a first pass."""

    def __init__(self, manuscript: Manuscript, hospital: str, path: Path, total: int) -> None:
        layout, metadata = manuscript.layout, manuscript.metadata
        super().__init__(
            str(path),
            pagesize=landscape(A4) if layout.get("landscape") else A4,
            title=metadata["title"],
            author=metadata["owner"],
            subject=metadata["specialty"],
            creator=hospital,
            invariant=1,
        )
        self.manuscript, self.hospital, self.total = manuscript, hospital, total
        self.columns = int(layout.get("columns", 1))
        self.styles = paragraph_styles(float(layout.get("size", 9)), self.columns > 1)
        self.headings = 0

    def set(self) -> int:
        """Build the file and count its pages."""
        opening, body = self._story()
        width, height = self.pagesize
        room = width - 2 * MARGIN
        used = sum(
            f.wrap(room, height)[1] + f.getSpaceBefore() + f.getSpaceAfter() for f in opening
        )
        top, bottom = height - HEAD, FOOT
        title = Frame(MARGIN, top - used, room, used, 0, 0, 0, 0)
        for name, frames in {
            "first": [title, *self._frames(bottom, top - used, self.columns)],
            "columns": self._frames(bottom, top, self.columns),
            "wide": self._frames(bottom, top, 1),
        }.items():
            self.addPageTemplates(PageTemplate(name, frames, onPage=self._furniture))
        self.build([NextPageTemplate("columns"), *opening, FrameBreak(), *body])
        return int(self.page)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab calls it)
        """Enter every heading below the title into the outline."""
        level = getattr(flowable, "outline", None)
        if level is not None:
            self.headings += 1
            key = f"h{self.headings}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText().replace("\xad", ""), key, level)

    def _frames(self, bottom: float, top: float, columns: int) -> list[Frame]:
        width = (self.pagesize[0] - 2 * MARGIN - (columns - 1) * GUTTER) / columns
        return [
            Frame(MARGIN + i * (width + GUTTER), bottom, width, top - bottom, 0, 0, 0, 0)
            for i in range(columns)
        ]

    def _furniture(self, canvas: Any, _: object) -> None:
        metadata, (width, height) = self.manuscript.metadata, self.pagesize
        canvas.setFillColor(INK)
        canvas.setStrokeColor(RULE)
        canvas.setFont("VeraBd", 8)
        canvas.drawString(MARGIN, height - 13 * mm, self.hospital)
        canvas.setFont("Vera", 8)
        canvas.drawRightString(width - MARGIN, height - 13 * mm, metadata["title"])
        canvas.line(MARGIN, height - 15.5 * mm, width - MARGIN, height - 15.5 * mm)
        canvas.setFont("Vera", 7.5)
        canvas.drawString(MARGIN, 9 * mm, f"{metadata['id']} · version {metadata['version']}")
        canvas.drawRightString(
            width - MARGIN, 9 * mm, f"Page {canvas.getPageNumber()} of {self.total}"
        )
        if canvas.getPageNumber() == 1:
            canvas.addPageLabel(0, "ARABIC", 1)

    def _story(self) -> tuple[list[Flowable], list[Flowable]]:
        """What stands over the full width of page one, and what follows."""
        title, first, *rest = self.manuscript.blocks
        metadata = self.manuscript.metadata
        control = (
            f"Version {metadata['version']} · In force from {_day(metadata['effective'])} · "
            f"Review by {_day(metadata['review'])} · Owner: {metadata['owner']}"
        )
        opening = [
            Paragraph(markup(title.runs), self.styles["h1"]),
            Paragraph(escape(control), self.styles["control"]),
            HRFlowable(width="100%", thickness=0.6, color=RULE, spaceBefore=0, spaceAfter=5),
            Paragraph(markup(first.runs), self.styles["notice"]),
            Spacer(1, 4),
        ]
        body: list[Flowable] = []
        columns = self.columns
        if any(block.kind == "columns" for block in rest):
            while (block := rest.pop(0)).kind != "columns":
                opening += self._flow(block, 1)
        for block in rest:
            if block.kind == "wide":
                body += [NextPageTemplate("wide"), PageBreak()]
                columns = 1
            else:
                body += self._flow(block, columns)
        return opening, body

    def _flow(self, block: Block, columns: int) -> list[Flowable]:
        if block.kind == "table":
            width = (self.pagesize[0] - 2 * MARGIN - (columns - 1) * GUTTER) / columns
            return [self._table(block, width), Spacer(1, 2)]
        text = markup(block.runs)
        if block.kind == "heading":
            heading = Paragraph(text, self.styles[f"h{block.level}"])
            heading.outline = block.level - 2
            return [heading]
        if block.kind == "item":
            bullet = f"{block.number}." if block.number else "•"
            text = text if columns == 1 else hyphenate(text)
            return [Paragraph(text, self.styles[f"item{block.level}"], bulletText=bullet)]
        style = self.styles["lead" if text.endswith(":") else "body"]
        return [Paragraph(text if columns == 1 else hyphenate(text), style)]

    def _table(self, block: Block, width: float) -> LongTable:
        styles = [self.styles["th"]] + [self.styles["td"]] * (len(block.rows) - 1)
        cells = [
            [Paragraph(markup(cell), style) for cell in row]
            for row, style in zip(block.rows, styles, strict=True)
        ]
        columns = list(zip(*cells, strict=True))
        # Short cells stay on one line, and no word is cut; the rest is shared by length.
        least = [max(_narrowest(cell) for cell in column) + 9 for column in columns]
        wish = [max(len(cell.getPlainText()) for cell in column) ** 0.75 for column in columns]
        spare = max(0.0, width - sum(least))
        widths = [low + spare * want / sum(wish) for low, want in zip(least, wish, strict=True)]
        return LongTable(
            cells,
            colWidths=widths,
            repeatRows=1,
            splitByRow=len(cells) > 6,  # a short table stays on one page
            style=[
                ("GRID", (0, 0), (-1, -1), 0.5, RULE),
                ("BACKGROUND", (0, 0), (-1, 0), TINT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), self.styles["td"].fontSize * 0.3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), self.styles["td"].fontSize * 0.36),
            ],
        )


def _narrowest(cell: Paragraph) -> float:
    text, style = cell.getPlainText(), cell.style
    whole = pdfmetrics.stringWidth(text, style.fontName, style.fontSize)
    return float(whole if len(text) <= 10 else cell.minWidth())


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
