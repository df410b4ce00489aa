from itertools import pairwise
from pathlib import Path

import pytest
from printed_pdfs import HEIGHT, grid, lines, printed
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import DocumentError
from corpus.readers.pdf import read_pdf
from corpus.readers.reading import Reading
from corpus.text import BlockKind

SHARED = Path(__file__).parents[4] / ".." / "shared"
PROSE = [
    "Give oxygen to every patient who looks unwell and",
    "call the senior clinician at once. Take blood for",
    "culture before the first dose of the antibiotic, and",
    "measure lactate within the hour. Reassess after each",
    "bolus of fluid and write down what was found then.",
    "Stop fluid when there are signs of overload now.",
]
OTHER = [" ".join(reversed(line.split())) for line in PROSE]


def said(reading: Reading, kind: BlockKind) -> list[str]:
    return [reading.text[block] for block in reading.text.blocks if block.kind is kind]


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


def test_a_row_keeps_its_cells_and_the_header_is_a_header(tmp_path: Path) -> None:
    rows = [["Drug", "Dose", "Route"], ["Adrenaline", "0.5 mg", "IM"], ["Hydrocortisone", "", "IV"]]

    def page(canvas: Canvas) -> None:
        lines(canvas, ["Table 1. First drugs"], top=140, bold=True)
        grid(canvas, rows)

    reading = read_pdf(printed(tmp_path / "table.pdf", page))
    text = reading.text
    tables = [block for block in text.blocks if block.cells]
    assert [[text[cell] for cell in block.cells] for block in tables] == rows
    assert [block.kind for block in tables] == [
        BlockKind.TABLE_HEADER,
        BlockKind.TABLE_ROW,
        BlockKind.TABLE_ROW,
    ]
    caption = next(block for block in text.blocks if block.kind is BlockKind.CAPTION)
    assert caption.table == tables[0].table == 1


def test_tables_of_one_width_on_a_page_stay_apart(tmp_path: Path) -> None:
    first = [["Weight (kg)", "Dose (mg)"], ["40 to 47", "220"], ["48 to 55", "260"]]
    second = [["Trough", "Next dose", "Level"], ["Below 1", "24 h", "daily"], ["Above 1", "-", ""]]

    def page(canvas: Canvas) -> None:
        grid(canvas, first, width=180)
        lines(canvas, ["Gentamicin levels"], top=235, size=13, bold=True)
        lines(canvas, ["Caution: never give the next dose above a trough of 1 mg/L."], top=252)
        grid(canvas, second, top=260)

    text = read_pdf(printed(tmp_path / "twins.pdf", page)).text
    tables = [block for block in text.blocks if block.cells]
    assert [[text[cell] for cell in block.cells] for block in tables] == first + second
    assert [block.table for block in tables] == [1, 1, 1, 2, 2, 2]
    assert [text[block] for block in text.blocks if not block.cells] == [
        "Gentamicin levels",
        "Caution: never give the next dose above a trough of 1 mg/L.",
    ]


@pytest.mark.parametrize("between", ["Interval", "Interval before the first level is known:"])
def test_tables_of_the_same_columns_keep_what_stands_between(tmp_path: Path, between: str) -> None:
    rows = [["Drug", "Dose"], ["Alpha", "5 mg"], ["Beta", "10 mg"]]

    def page(canvas: Canvas) -> None:
        grid(canvas, rows)
        lines(canvas, [between], top=224)
        grid(canvas, rows, top=230)

    reading = read_pdf(printed(tmp_path / "same.pdf", page))
    assert said(reading, BlockKind.PARAGRAPH) == [between]
    assert said(reading, BlockKind.TABLE_HEADER) == ["Drug | Dose"] * 2


def test_a_table_without_a_frame_is_read_to_its_sides(tmp_path: Path) -> None:
    rows = [["Drug", "Dose", "Route"], ["Alpha", "5 mg", "IV"], ["Beta", "9 mg", "oral"]]

    def page(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                lines(canvas, [text], 76 + 120 * column, 114 + 20 * number, bold=not number)
        for top in (120, 140):
            canvas.line(72, HEIGHT - top, 432, HEIGHT - top)
        for left in (192, 312):
            canvas.line(left, HEIGHT - 100, left, HEIGHT - 160)

    found = said(read_pdf(printed(tmp_path / "open.pdf", page)), BlockKind.TABLE_ROW)
    assert found == [" | ".join(row) for row in rows[1:]]


def test_a_table_goes_on_over_the_page_with_the_same_number(tmp_path: Path) -> None:
    header = ["Drug", "Dose"]

    def first(canvas: Canvas) -> None:
        grid(canvas, [header, ["Ibuprofen", "400 mg"]])

    def second(canvas: Canvas) -> None:
        grid(canvas, [header, ["Naproxen", "500 mg"]], top=60)

    reading = read_pdf(printed(tmp_path / "table.pdf", first, second))
    assert {block.table for block in reading.text.blocks} == {1}


def test_a_table_header_repeated_at_the_head_of_pages_is_no_running_header(tmp_path: Path) -> None:
    def page(drug: str):
        return lambda canvas: grid(canvas, [["Drug", "Dose"], [drug, "5 mg"]], top=30)

    reading = read_pdf(printed(tmp_path / "heads.pdf", *map(page, ["Alpha", "Beta", "Gamma"])))
    assert said(reading, BlockKind.TABLE_HEADER) == ["Drug | Dose"] * 3


def test_short_cells_side_by_side_stay_on_their_row_without_rules(tmp_path: Path) -> None:
    doses = [("Ibuprofen", "400 mg"), ("Naproxen", "500 mg"), ("Codeine", "30 mg"),
             ("Morphine", "5 mg"), ("Tramadol", "50 mg")]  # fmt: skip

    def page(canvas: Canvas) -> None:
        for number, (drug, dose) in enumerate(doses):
            lines(canvas, [drug], 72, 100 + 13 * number)
            lines(canvas, [dose], 320, 100 + 13 * number)

    content = read_pdf(printed(tmp_path / "doses.pdf", page)).text.content
    assert all(f"{drug} {dose}" in content for drug, dose in doses)


def test_a_table_without_rules_is_shown_to_the_curator(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for number in range(5):
            for column, text in enumerate(["Drug", f"{number} mg", "orally", "daily"]):
                lines(canvas, [text], 72 + 110 * column, 100 + 13 * number)

    problems = read_pdf(printed(tmp_path / "loose.pdf", page)).problems
    assert [problem.page for problem in problems] == [1]
    assert "table without rules (5 rows)" in problems[0].reason


def test_doses_listed_inside_one_ruled_row_stay_beside_their_drugs(tmp_path: Path) -> None:
    drugs, doses = ["enalapril", "lisinopril", "ramipril"], ["5–40", "10–40", "2.5–20"]

    def page(canvas: Canvas) -> None:
        for x, texts in ((72, ["Drug"]), (192, ["mg a day"])):
            canvas.rect(x, HEIGHT - 100, 120, 20)
            lines(canvas, texts, x + 4, 94, bold=True)
        for x, texts in ((72, drugs), (192, doses)):
            canvas.rect(x, HEIGHT - 150, 120, 50)
            lines(canvas, texts, x + 4, 114)

    rows = said(read_pdf(printed(tmp_path / "rows.pdf", page)), BlockKind.TABLE_ROW)
    assert rows == [f"{drug} | {dose}" for drug, dose in zip(drugs, doses, strict=True)]


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


@pytest.mark.timeout(60)
def test_a_real_guideline_keeps_its_dose_rows() -> None:
    path = SHARED / "guidelines" / "pdf" / "NHLBI_JNC7_complete_report_2004.pdf"
    if not path.exists():
        pytest.skip("the shared guidelines are not on this machine")
    rows = said(read_pdf(path), BlockKind.TABLE_ROW)
    assert "ACEIs | enalapril (Vasotec†) | 5–40 | 1–2" in rows
