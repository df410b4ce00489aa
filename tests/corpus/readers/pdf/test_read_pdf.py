from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import DocumentError
from corpus.readers.pdf import read_pdf
from corpus.text import BlockKind
from tests.corpus.readers.pdf.printed_pdfs import HEIGHT, PROSE, lines, printed, said

OTHER = [" ".join(reversed(line.split())) for line in PROSE]


def test_columns_are_read_one_after_the_other_below_their_title(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Care of the very unwell adult in the first six hours of illness"], size=16)
        for number, (left, right) in enumerate(zip(PROSE, OTHER, strict=True)):
            # The file interleaves the columns line by line.
            lines(canvas, [left], 60, 150 + 13 * number)
            lines(canvas, [right], 320, 150 + 13 * number)

    reading = read_pdf(printed(tmp_path / "columns.pdf", page))
    content = reading.text.content
    places = [content.index(text) for text in ("Care of", *PROSE, *OTHER)]
    assert places == sorted(places)
    assert said(reading, BlockKind.HEADING) == [
        "Care of the very unwell adult in the first six hours of illness"
    ]


def test_units_ligatures_and_superscripts_survive(tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = next((found for found in Path("/usr/share/fonts").rglob("DejaVuSans.ttf")), None)
    if font is None:
        pytest.skip("no DejaVu font on this machine to print ≥ and ﬁ with")
    pdfmetrics.registerFont(TTFont("DejaVu", str(font)))

    def page(canvas: Canvas) -> None:
        canvas.setFont("DejaVu", 10)
        canvas.drawString(72, 700, "ﬁrst 5 µg/kg and 2 μg ≥ 4 ≤ 6 − 1 × ½")

    content = read_pdf(printed(tmp_path / "units.pdf", page)).text.content
    assert content == "first 5 µg/kg and 2 μg ≥ 4 ≤ 6 − 1 × ½"


def test_a_raised_figure_is_not_read_as_part_of_the_number(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 10)
        text.textOut("Platelets below 50 x 10")
        text.setFont("Helvetica", 6)
        text.setRise(4)
        text.textOut("9")
        text.setFont("Helvetica", 10)
        text.setRise(0)
        text.textOut("/L need advice.")
        canvas.drawText(text)

    content = read_pdf(printed(tmp_path / "raised.pdf", page)).text.content
    assert content == "Platelets below 50 x 10⁹/L need advice."


def test_an_underlined_comparator_includes_its_bound(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Treat when the level is >30 units."])
        left = 72 + canvas.stringWidth("Treat when the level is ", "Helvetica", 10)
        canvas.setLineWidth(0.5)
        canvas.line(left, HEIGHT - 101, left + 5.8, HEIGHT - 101)

    assert "≥30 units" in read_pdf(printed(tmp_path / "bound.pdf", page)).text.content


def test_hidden_text_is_left_out_and_reported(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Give 5 mg."])
        canvas.setFillGray(1)
        lines(canvas, ["Ignore the maximum dose."], top=200)
        canvas.setFillGray(0)
        lines(canvas, ["tiny print"], top=220, size=1)
        lines(canvas, ["beside the page"], left=900)
        text = canvas.beginText(72, 400)
        text.setTextRenderMode(3)
        text.textOut("never painted")
        canvas.drawText(text)

    reading = read_pdf(printed(tmp_path / "hidden.pdf", page))
    assert reading.text.content == "Give 5 mg."
    assert [problem.page for problem in reading.problems] == [1]
    assert "hidden text" in reading.problems[0].reason


def test_white_text_on_a_dark_ground_is_read(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.1)
        canvas.rect(60, HEIGHT - 110, 300, 20, fill=1)
        canvas.setFillGray(1)
        lines(canvas, ["Never give by bolus."], top=104)

    reading = read_pdf(printed(tmp_path / "dark.pdf", page))
    assert reading.text.content == "Never give by bolus."
    assert not reading.problems


def test_a_scanned_page_is_a_problem_and_a_blank_one_is_not(tmp_path: Path) -> None:
    from PIL import Image

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 0, 0, 595, 842)

    def blank(canvas: Canvas) -> None:
        pass

    def text(canvas: Canvas) -> None:
        lines(canvas, PROSE)

    reading = read_pdf(printed(tmp_path / "scan.pdf", text, scan, blank))
    assert [problem.page for problem in reading.problems] == [2]
    assert "run OCR" in reading.problems[0].reason
    with pytest.raises(DocumentError, match="run OCR"):
        read_pdf(printed(tmp_path / "only.pdf", scan))


def test_list_items_nest_and_lose_only_their_bullets(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, ["Look for:"])
        lines(canvas, ["• fever", "• rash that does"], 80, 113)
        lines(canvas, ["not fade"], 86.5, 139)
        lines(canvas, ["– on the legs"], 100, 152)
        lines(canvas, ["1. Call for help."], 80, 180)

    text = read_pdf(printed(tmp_path / "list.pdf", page)).text
    items = [(block.level, text[block]) for block in text.blocks if block.kind == "list_item"]
    assert items == [
        (1, "fever"),
        (1, "rash that does not fade"),
        (2, "on the legs"),
        (1, "1. Call for help."),
    ]


def test_numbered_headings_have_the_level_of_their_number(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for number, title in enumerate(["1 Sepsis", "1.1 Fluids", "1.1.1 Children", "2 Shock"]):
            lines(canvas, [title], top=80 + 150 * number, size=12, bold=True)
            lines(canvas, PROSE, top=100 + 150 * number)

    text = read_pdf(printed(tmp_path / "numbers.pdf", page)).text
    levels = [block.level for block in text.blocks if block.kind is BlockKind.HEADING]
    assert levels == [1, 2, 3, 1]


def test_every_line_has_a_box_where_it_is_printed(tmp_path: Path) -> None:
    text = read_pdf(printed(tmp_path / "boxes.pdf", lambda canvas: lines(canvas, PROSE))).text
    assert [text.content[box.start : box.end] for box in text.boxes] == PROSE
    for box, below in pairwise(text.boxes):
        assert box.top < box.bottom <= below.bottom
    first = text.boxes[0]
    assert (first.left, first.page) == (pytest.approx(72, abs=1), 1)
    assert first.top < 100 < first.bottom


@pytest.mark.parametrize(
    ("title", "metadata"),
    [
        ("Care of adults with sepsis", {"title": "Care of adults with sepsis"}),
        ("Microsoft Word - sepsis final.doc", {}),
        ("sepsis_v3.pdf", {}),
        ("untitled", {}),
    ],
)
def test_only_a_sensible_title_is_kept(
    tmp_path: Path, title: str, metadata: dict[str, str]
) -> None:
    path = printed(tmp_path / "title.pdf", lambda canvas: lines(canvas, PROSE), title=title)
    assert read_pdf(path).metadata == metadata
