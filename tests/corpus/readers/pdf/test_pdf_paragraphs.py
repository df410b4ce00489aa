from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.readers.pdf import read_pdf
from corpus.text import BlockKind
from tests.corpus.readers.pdf.printed_pdfs import HEIGHT, PROSE, lines, printed, said


def test_running_headers_footers_and_page_numbers_go(tmp_path: Path) -> None:
    def page(number: int):
        def draw(canvas: Canvas) -> None:
            lines(canvas, ["Sepsis guideline version 2"], top=40, size=8)
            lines(canvas, [f"Finding {'ABCDEF'[number]} matters."], top=100)
            lines(canvas, PROSE[:number], top=126)
            lines(canvas, [f"Page {number + 1} of 6"], top=HEIGHT - 30, size=8)

        return draw

    reading = read_pdf(printed(tmp_path / "running.pdf", *map(page, range(6))))
    assert "version 2" not in reading.text.content
    assert "Page" not in reading.text.content
    assert all(f"Finding {letter} matters." in reading.text.content for letter in "ABCDEF")
    assert [page.number for page in reading.text.pages] == [1, 2, 3, 4, 5, 6]


def test_a_document_of_one_page_loses_its_header_footer_and_page_number(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Harbour Hospital"], top=36, size=8)
        lines(canvas, ["Care of sepsis"], left=430, top=36, size=8)
        lines(canvas, ["Care of sepsis"], top=80, size=16, bold=True)
        lines(canvas, PROSE, top=110)
        lines(canvas, ["care-of-sepsis, version 2"], top=HEIGHT - 26, size=8)
        lines(canvas, ["Page 1 of 1"], left=430, top=HEIGHT - 26, size=8)

    text = read_pdf(printed(tmp_path / "one.pdf", page)).text
    assert [text[block] for block in text.blocks] == ["Care of sepsis", " ".join(PROSE)]


def test_a_small_line_with_a_dose_at_the_edge_of_a_page_stays(tmp_path: Path) -> None:
    top, foot = "Adults: at most 4 g a day", "Version 2: never above 60 mg an hour"

    def page(canvas: Canvas) -> None:
        lines(canvas, [top], top=36, size=8)
        canvas.line(72, HEIGHT - 42, 520, HEIGHT - 42)
        lines(canvas, ["Pain"], top=80, size=16, bold=True)
        lines(canvas, PROSE, top=110)
        lines(canvas, ["* unless the renal team agrees"], top=HEIGHT - 40, size=8)
        lines(canvas, [foot], top=HEIGHT - 26, size=8)

    content = read_pdf(printed(tmp_path / "dose.pdf", page)).text.content
    assert all(line in content for line in (top, foot, "* unless the renal team agrees"))


def test_the_line_of_document_control_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    control = "Version 5.0 · In force from 12 January 2026 · Owner: Resuscitation lead"

    def page(canvas: Canvas) -> None:
        lines(canvas, ["Resuscitation card"], top=80, size=14, bold=True)
        lines(canvas, [control], top=92, size=8)
        lines(canvas, PROSE[:5], top=102, size=7, leading=9)

    text = read_pdf(printed(tmp_path / "control.pdf", page)).text
    assert [(block.kind, text[block]) for block in text.blocks] == [
        (BlockKind.HEADING, "Resuscitation card"),
        (BlockKind.PARAGRAPH, control),
        (BlockKind.PARAGRAPH, " ".join(PROSE[:5])),
    ]


def test_a_sentence_that_begins_a_justified_line_stays_in_its_paragraph(tmp_path: Path) -> None:
    wide = "This protocol is for adults on every ward and in the emergency department at all hours."

    def page(canvas: Canvas) -> None:
        lines(canvas, [wide], top=80)
        for left, texts in ((72, PROSE), (320, PROSE[::-1])):
            for number, line in enumerate(texts):
                text = canvas.beginText(left, HEIGHT - 150 - 13 * number)
                text.setFont("Helvetica", 10)
                spare = 235 - canvas.stringWidth(line, "Helvetica", 10)
                text.setWordSpace(spare / line.count(" "))
                text.textOut(line)
                canvas.drawText(text)

    paragraphs = said(read_pdf(printed(tmp_path / "justified.pdf", page)), BlockKind.PARAGRAPH)
    assert paragraphs == [wide, " ".join(PROSE), " ".join(PROSE[::-1])]


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("Plan the manage-", "ment with the family.", "Plan the management with"),
        ("Give a dose of 5-", "10 mg at night only.", "a dose of 5-10 mg"),
        ("Do not stop a beta-", "blocker on the ward.", "a beta-blocker on"),
        ("Choose a low-", "and high-dose form.", "a low- and high-dose"),
        ("Look for jaun-", "dice in the eyes.", "for jaundice in"),
        ("This is asso-", "ciated with falls.", "is associated with"),
        ("Keep it manage-", "able at home.", "it manageable at"),
        ("Give it twice-", "daily with food.", "it twice-daily with"),
        ("Ask for an x-", "ray of the chest.", "an x-ray of"),
        ("Book a follow-", "up visit.", "a follow-up visit"),
        ("A child who is HIV-", "exposed needs it.", "is HIV-exposed needs"),
    ],
)
def test_a_line_end_hyphen(tmp_path: Path, end: str, start: str, joined: str) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Good management needs a beta-blocker on time, and a blocker of pain."])
        lines(canvas, [end, start], top=150)

    assert joined in read_pdf(printed(tmp_path / "hyphen.pdf", page)).text.content
