from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.readers.pdf import read_pdf
from corpus.text import BlockKind
from tests.corpus.readers.pdf.printed_pdfs import HEIGHT, grid, lines, printed, said

SHARED = Path(__file__).parents[4] / ".." / "shared"


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


@pytest.mark.parametrize(("wraps", "pages"), [(True, [1]), (False, [])])
def test_doses_beside_drugs_without_rules_are_shown_when_cells_run_on(
    tmp_path: Path, wraps: bool, pages: list[int]
) -> None:
    def page(canvas: Canvas) -> None:
        for number, drug in enumerate(["Ibuprofen", "Naproxen", "Codeine", "Morphine"]):
            lines(canvas, [drug, "by mouth"] if wraps else [drug], 72, 100 + 45 * number)
            dose = [f"{number + 1} mg every", "eight hours"] if wraps else [f"{number + 1} mg"]
            lines(canvas, dose, 300, 100 + 45 * number)
            if wraps:
                lines(canvas, ["after food"], 72, 126 + 45 * number)

    problems = read_pdf(printed(tmp_path / "doses.pdf", page)).problems
    assert [problem.page for problem in problems] == pages


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


@pytest.mark.timeout(60)
def test_a_real_guideline_keeps_its_dose_rows() -> None:
    path = SHARED / "guidelines" / "pdf" / "NHLBI_JNC7_complete_report_2004.pdf"
    if not path.exists():
        pytest.skip("the shared guidelines are not on this machine")
    rows = said(read_pdf(path), BlockKind.TABLE_ROW)
    assert "ACEIs | enalapril (Vasotec†) | 5–40 | 1–2" in rows
