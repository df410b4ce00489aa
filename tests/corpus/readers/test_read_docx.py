"""Word documents, built with python-docx for each test."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import DocumentError
from corpus.readers.docx import read_docx


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def blocks(document) -> list[tuple[str, int, str]]:
    text = read_docx(saved(document)).text
    return [(block.kind.value, block.level, text[block]) for block in text.blocks]


def with_part(data: bytes, name: str, change) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return stream.getvalue()


def test_headings_paragraphs_lists_and_tables_come_in_document_order():
    document = Document()
    document.add_heading("Sepsis", 1)
    document.add_paragraph("Act at once.")
    document.add_paragraph("oxygen", style="List Bullet")
    document.add_paragraph("more", style="List Bullet 2")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "A", "1 mg"
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    assert blocks(document) == [
        ("heading", 1, "Sepsis"),
        ("paragraph", 0, "Act at once."),
        ("list_item", 1, "oxygen"),
        ("list_item", 2, "more"),
        ("table_row", 0, "A | 1 mg"),
        ("list_item", 1, "1. first"),
        ("list_item", 1, "2. second"),
    ]


def test_chapters_stand_below_the_title():
    document = Document()
    document.add_heading("Sepsis", 0)
    document.add_heading("Scope", 1)
    document.add_paragraph("Adults.")
    assert [level for _, level, _ in blocks(document)] == [1, 2, 0]


def test_merged_cells_are_repeated():
    document = Document()
    table = document.add_table(3, 3)
    for row, texts in enumerate([["Drug", "Dose", ""], ["A", "1 mg", "IM"], ["", "2 mg", "IV"]]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    assert [line for _, _, line in blocks(document)] == [
        "Drug | Dose | Dose",
        "A | 1 mg | IM",
        "A | 2 mg | IV",
    ]


def test_a_bold_first_row_is_the_header_and_a_caption_belongs_to_its_table():
    document = Document()
    document.add_paragraph("Table 1. Doses", style="Caption")
    table = document.add_table(2, 2)
    for column, text in enumerate(["Drug", "Dose"]):
        table.cell(0, column).paragraphs[0].add_run(text).bold = True
        table.cell(1, column).text = "x"
    assert [kind for kind, _, _ in blocks(document)] == ["caption", "table_header", "table_row"]


def test_raised_text_stays_raised():
    document = Document()
    paragraph = document.add_paragraph("10")
    paragraph.add_run("9").font.superscript = True
    paragraph.add_run("/L")
    assert blocks(document) == [("paragraph", 0, "10⁹/L")]


def test_symbol_characters_are_read():
    document = Document()
    run = document.add_paragraph("SBP ").add_run()
    run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="Symbol" w:char="F0B3"/>'))
    document.paragraphs[0].add_run(" 90")
    assert blocks(document) == [("paragraph", 0, "SBP ≥ 90")]


def test_deleted_hidden_and_struck_text_is_left_out_and_reported():
    document = Document()
    paragraph = document.add_paragraph("Give ")
    for change in ("ins", "del"):
        text = "t" if change == "ins" else "delText"
        paragraph._p.append(
            parse_xml(
                f'<w:{change} {nsdecls("w")} w:id="1" w:author="a">'
                f"<w:r><w:{text}>{change}</w:{text}></w:r></w:{change}>"
            )
        )
    paragraph.add_run("hidden").font.hidden = True
    paragraph.add_run("struck").font.strike = True
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'))
    reading = read_docx(saved(document))
    assert reading.text.content == "Give ins"
    reasons = " ".join(problem.reason for problem in reading.problems)
    for word in ("tracked changes", "hidden text", "struck-through", "footnotes"):
        assert word in reasons


def test_the_core_title_is_metadata():
    document = Document()
    document.core_properties.title = "Sepsis"
    document.add_paragraph("x")
    assert read_docx(saved(document)).metadata == {"title": "Sepsis"}


def test_a_broken_archive_is_refused():
    document = Document()
    document.add_paragraph("x" * 1000)
    data = saved(document)
    for broken in (data[: len(data) // 2], with_part(data, "word/document.xml", lambda _: b"<w:x")):
        with pytest.raises(DocumentError, match="broken"):
            read_docx(broken)


def test_entities_are_refused():
    data = with_part(
        saved(Document()),
        "word/document.xml",
        lambda xml: xml.replace(
            b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document', 1
        ),
    )
    with pytest.raises(DocumentError, match="document type declaration"):
        read_docx(data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    stream = BytesIO(saved(Document()))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", b"\0" * 60_000_000)
    with pytest.raises(DocumentError, match="unpacks"):
        read_docx(stream.getvalue())


def test_another_office_file_is_named():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(DocumentError, match="Excel"):
        read_docx(stream.getvalue())
