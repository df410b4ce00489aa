"""Reads Word documents: paragraphs, lists and tables of the body in document order."""

import re
import zipfile
from io import BytesIO
from typing import Any

from corpus.errors import DocumentError
from corpus.readers.builder import TextBuilder, clean
from corpus.readers.docx_numbering import Numbering
from corpus.readers.docx_runs import TRACKED, W, paragraph_text, switched_on
from corpus.readers.flow import Flow
from corpus.readers.lines import ITEM, join_cell, join_lines, strip_bullet
from corpus.readers.omissions import Omissions
from corpus.readers.reading import Reading
from corpus.text import BlockKind

_MAX_UNPACKED = 500 * 1024 * 1024
_MAX_RATIO = 200  # real documents pack about ten to one, empty tables up to a hundred
_MAX_PARTS = 10_000
_MAX_SPAN = 100
_TYPED_BULLET = re.compile(r"^[•▪●◦‣■*–-]\s+(?=\S)")


def read_docx(data: bytes) -> Reading:
    """Read a DOCX file.

    Headers, footers, footnotes and text boxes are left out, the last two with a problem.
    Raises DocumentError when it is broken, another kind of archive, or unpacks to far too much.
    """
    from docx import Document

    _check_archive(data)
    try:
        document = Document(BytesIO(data))
        root = document.element.body
        if root is None:
            raise ValueError("it has no body")
        styles = {style.style_id: style for style in document.styles}
        omissions = Omissions()
        builder = TextBuilder()
        _Body(builder, omissions, styles, Numbering(document)).read(root)
        title = clean(omissions.strip_hidden(document.core_properties.title or ""))
    except DocumentError:
        raise
    except RecursionError:
        raise DocumentError("the DOCX is nested too deeply to be read: simplify it") from None
    except Exception as error:
        # python-docx and lxml raise many kinds of errors on broken packages, KeyError among them.
        raise DocumentError(
            f"the DOCX is broken ({type(error).__name__}): open it in Word and save it again"
        ) from error
    # The template's placeholder says nothing about this document.
    metadata = {"title": title} if title and title.casefold() != "word document" else {}
    return Reading(builder.build(), metadata, omissions.problems())


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "word/document.xml" not in names:
                raise DocumentError(
                    f"it is {_archive_kind(names)}, not DOCX: save it as DOCX or PDF"
                )
            unpacked = sum(part.file_size for part in parts)
            packed = sum(part.compress_size for part in parts)
            excessive = unpacked > 10_000_000 and unpacked > _MAX_RATIO * max(packed, 1)
            if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED or excessive:
                raise DocumentError(
                    f"the DOCX unpacks from {len(data)} to {unpacked} bytes in {len(parts)} parts, "
                    "which no guideline does: save it again, with smaller pictures"
                )
            for part in parts:
                if part.flag_bits & 1:
                    raise DocumentError("the DOCX is encrypted: save it without a password")
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(4096):
                            # Word never writes one; it can only define entities.
                            raise DocumentError(
                                "the DOCX holds a document type declaration, which Word never "
                                "writes: open it in Word and save it again"
                            )
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise DocumentError(
            f"the DOCX is broken ({error}): get a whole copy or save it again"
        ) from error
    except Exception as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError("the DOCX is broken: get a whole copy or save it again") from error


def _archive_kind(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "an Excel workbook"
    if any(name.startswith("ppt/") for name in names):
        return "a PowerPoint presentation"
    if "META-INF/container.xml" in names:
        return "an e-book"
    if "mimetype" in names and "content.xml" in names:
        return "an OpenDocument file"
    return "a zip archive"


class _Body:
    """Walks the body once."""

    def __init__(
        self,
        builder: TextBuilder,
        omissions: Omissions,
        styles: dict[str, Any],
        numbering: Numbering,
    ) -> None:
        self._flow = Flow(builder)
        self._omissions = omissions
        self._styles = styles
        self._numbering = numbering
        self._caption = ""
        self._titled = False  # the chapters of a document with a title stand below it

    def read(self, body: Any) -> None:
        """Add all blocks."""
        self._walk(body)
        self._settle_caption()
        self._flow.finish()

    def _walk(self, container: Any) -> None:
        for element in container:
            if element.tag == W + "p":
                self._settle_caption()
                self._add_paragraph(element)
            elif element.tag == W + "tbl":
                self._add_table(element)
            elif element.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
                self._walk(element)
            elif element.tag in (W + "altChunk", W + "subDoc"):
                self._omissions.note("an embedded document is not in the text")

    def _settle_caption(self) -> None:
        self._flow.add(BlockKind.CAPTION, self._caption)
        self._caption = ""

    def _add_paragraph(self, element: Any) -> None:
        raw, bold = paragraph_text(element, self._omissions)
        text = join_lines(raw)
        style = self._style(element)
        name = style.name.casefold() if style is not None and style.name else ""
        if not text or name.startswith(("toc ", "table of figures")):
            return
        mark, depth = self._numbering.mark(element, style)
        listed = re.fullmatch(r"list.* (\d)", name)  # "List Bullet 2"
        named_depth = int(listed[1]) if listed else 1
        level = _heading_level(element, style, name)
        if level:
            self._flow.heading(mark + text, level + (self._titled and name != "title"))
            self._titled = self._titled or name == "title"
        elif name == "caption":
            self._caption = text
        elif depth:
            depth = max(depth, named_depth)
            self._flow.add(BlockKind.LIST_ITEM, mark + strip_bullet(text), depth)
        elif name.startswith("list") or _TYPED_BULLET.match(text):
            text = _TYPED_BULLET.sub("", text)
            self._flow.add(BlockKind.LIST_ITEM, text, named_depth)
        else:
            self._flow.paragraph(text, bold=bold)

    def _style(self, element: Any) -> Any:
        chosen = element.find(f"{W}pPr/{W}pStyle")
        return None if chosen is None else self._styles.get(chosen.get(W + "val"))

    def _add_table(self, element: Any) -> None:
        grid: list[list[str]] = []
        above: dict[int, str] = {}
        headers, leading = 0, True
        rows = [row for row in element.iter(W + "tr") if _owner(row) is element]
        if len(rows) == 1 and len(_cells(rows[0])) == 1:  # a box drawn around text
            self._settle_caption()
            self._walk(_cells(rows[0])[0])
            return
        for row in rows:
            if row.find(f"{W}trPr/{W}del") is not None:
                self._omissions.note(TRACKED)
                continue
            line, bold = self._row(row, above)
            marked = switched_on(row.find(f"{W}trPr/{W}tblHeader")) or (
                not grid and (bold or self._bold_first_row(element))
            )
            leading = leading and marked
            headers += leading
            grid.append(line)
        self._flow.table(grid, headers=headers, caption=self._caption)
        self._caption = ""

    def _row(self, row: Any, above: dict[int, str]) -> tuple[list[str], bool]:
        """The cells of a row, merged ones repeated, and whether all its text is bold."""
        line: list[str] = [""] * _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        all_bold = True
        for cell in _cells(row):
            texts = []
            for paragraph in cell.iter(W + "p"):
                raw, bold = paragraph_text(paragraph, self._omissions)
                mark, _ = self._numbering.mark(paragraph, self._style(paragraph))
                if raw.strip():
                    texts.append(mark + raw)
                    all_bold = all_bold and bold
            text = join_cell(ITEM.join(texts))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(W + "val", "continue") == "continue" and not text:
                text = above.get(len(line), "")
            for _ in range(_count(cell.find(f"{W}tcPr/{W}gridSpan"), 1)):
                above[len(line)] = text
                line.append(text)
        return line, all_bold and any(line)

    def _bold_first_row(self, table: Any) -> bool:
        """Whether the table's style prints its first row bold, as a header."""
        look = table.find(f"{W}tblPr/{W}tblLook")
        chosen = table.find(f"{W}tblPr/{W}tblStyle")
        if look is None or chosen is None:
            return False
        value = look.get(W + "firstRow") or str(int(look.get(W + "val", "0"), 16) >> 5 & 1)
        style = self._styles.get(chosen.get(W + "val"))
        if value not in ("1", "true") or style is None:
            return False
        first = style.element.findall(f"{W}tblStylePr[@{W}type='firstRow']/{W}rPr/{W}b")
        return any(switched_on(bold) for bold in first)


def _heading_level(element: Any, style: Any, name: str) -> int:
    """1–6 for a heading, by style name or outline level, otherwise 0."""
    if name == "title":
        return 1
    if named := re.fullmatch(r"heading (\d)", name):
        return min(int(named[1]), 6)
    outline = element.find(f"{W}pPr/{W}outlineLvl")
    seen = 0
    while outline is None and style is not None and seen < 10:
        if named := re.fullmatch(r"heading (\d)", (style.name or "").casefold()):
            return min(int(named[1]), 6)
        outline = style.element.find(f"{W}pPr/{W}outlineLvl")
        style, seen = style.base_style, seen + 1
    level = _count(outline, 9)  # 9 is Word's value for body text
    return min(level + 1, 6) if level < 9 else 0


def _owner(row: Any) -> Any:
    return next(row.iterancestors(W + "tbl"))


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row]


def _count(element: Any, default: int) -> int:
    value = "" if element is None else element.get(W + "val", "")
    return min(int(value), _MAX_SPAN) if re.fullmatch(r"\d{1,6}", value) else default
