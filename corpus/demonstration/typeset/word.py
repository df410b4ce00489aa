"""Sets a manuscript as a DOCX with real heading, list and table styles, header and footer."""

import io
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from corpus.demonstration.typeset.manuscript import Block, Inline, Manuscript

INK = RGBColor(0x1D, 0x4E, 0x5C)


def write(manuscript: Manuscript, hospital: str, path: Path) -> None:
    """Write `manuscript` to `path`; the same bytes every time with the same python-docx."""
    document = Document()
    _properties(document, manuscript, hospital)
    _furniture(document, manuscript, hospital)
    numbering: Any = None
    for block in manuscript.blocks:
        if block.kind == "heading":
            _fill(document.add_heading(level=block.level - 1), block.runs)
        elif block.kind == "table":
            _table(document, block)
        elif block.kind == "item":
            suffix = f" {block.level}" if block.level > 1 else ""
            style = "List Number" if block.number else "List Bullet"
            paragraph = _fill(document.add_paragraph(style=style + suffix), block.runs)
            if block.number == 1:
                numbering = _restart(document, style + suffix)
            if block.number:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering
        elif block.kind == "paragraph":
            _fill(document.add_paragraph(), block.runs)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_undated(buffer))


def _properties(document: Any, manuscript: Manuscript, hospital: str) -> None:
    metadata, properties = manuscript.metadata, document.core_properties
    properties.title, properties.author = metadata["title"], metadata["owner"]
    properties.subject, properties.keywords = metadata["specialty"], metadata["population"]
    properties.comments, properties.last_modified_by = "", hospital
    day = datetime.combine(datetime.fromisoformat(metadata["effective"]), time(9))
    properties.created = properties.modified = day
    for name, size in {"Normal": 10.5, "Title": 22, "Heading 1": 14, "Heading 2": 12}.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = INK


def _furniture(document: Any, manuscript: Manuscript, hospital: str) -> None:
    section, metadata = document.sections[0], manuscript.metadata
    section.header.paragraphs[0].text = f"{hospital}\t\t{metadata['title']}"
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{metadata['id']} · version {metadata['version']}\t\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    for paragraph in (section.header.paragraphs[0], footer):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8), INK


def _field(paragraph: Any, code: str) -> None:
    """A field that the word processor fills in, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _fill(paragraph: Any, runs: Inline) -> Any:
    for run in runs:
        added = paragraph.add_run(run.text)
        added.bold, added.italic = run.bold or None, run.italic or None
    return paragraph


def _table(document: Any, block: Block) -> None:
    table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
    for cells, row in zip(block.rows, table.rows, strict=True):
        for runs, cell in zip(cells, row.cells, strict=True):
            for run in _fill(cell.paragraphs[0], runs).runs:
                run.font.size = Pt(9.5)
                run.bold = run.bold or row._index == 0 or None
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if row._index == 0:
            properties.append(OxmlElement("w:tblHeader"))  # repeated on every page
    document.add_paragraph()


def _restart(document: Any, style: str) -> int:
    """A numbering that begins again at 1 in the given list style."""
    numbering = document.part.numbering_part.element
    used = document.styles[style].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _undated(saved: io.BytesIO) -> bytes:
    """The same archive without the time at which it was written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return packed.getvalue()
