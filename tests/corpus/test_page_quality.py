"""What on a page a curator should compare with the source."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.page_drawings import drawn_pages
from corpus.page_quality import Fault, assess_pages, count_words, sparse_pages
from corpus.readers.pdf import read_pdf
from corpus.text import Block, BlockKind, Page, Span, Text

PROSE = (
    "Obesity is treated with a reduction of weight. Overweight patients with a high risk should "
    "lose weight. The prevalence of obesity among adults rises with age. "
)
COMMON = PROSE * 40


def pages(*contents):
    """A text whose pages hold these words, one paragraph each."""
    blocks, spans, content = [], [], ""
    for number, words in enumerate(contents, 1):
        start = len(content)
        content += f"{words}\n\n"
        if words.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(words)))
        spans.append(Page(number, start, len(content)))
    return Text(content, tuple(blocks), tuple(spans))


def table(*rows, page=True):
    """A text of one table; each row is a list of cells."""
    content, blocks = "", []
    for row in rows:
        start, cells = len(content), []
        for cell in row:
            cells.append(Span(len(content), len(content) + len(cell)))
            content += f"{cell} | "
        kind = BlockKind.TABLE_ROW
        blocks.append(Block(kind, start, len(content) - 1, table=1, cells=tuple(cells)))
        content += "\n"
    return Text(content, tuple(blocks), (Page(1, 0, len(content)),) if page else ())


def faults(text, *, problems=(), drawn=()):
    """The faults of each page, the words of the corpus being those of ordinary prose."""
    words = count_words([pages(COMMON), text])
    found = assess_pages(text, problems, words, drawn)
    return {page.page: [finding.fault for finding in page.findings] for page in found}


def details(text):
    """What is said of the first page."""
    words = count_words([pages(COMMON), text])
    return [finding.detail for finding in assess_pages(text, (), words)[0].findings]


def test_every_page_is_measured_and_ordinary_ones_have_no_fault():
    text = pages(PROSE, PROSE + PROSE)
    found = assess_pages(text, (), count_words([text]))
    assert [(page.page, page.characters, page.blocks, page.tables) for page in found] == [
        (1, len(PROSE.strip()), 1, 0),
        (2, len((PROSE + PROSE).strip()), 1, 0),
    ]
    assert faults(text) == {1: [], 2: []}


def test_what_the_reader_said_stands_at_its_page():
    problems = ["page 2: page 2 has no text layer", "hidden characters were removed: 3"]
    assert faults(pages(PROSE, PROSE), problems=problems) == {
        None: [Fault.REPORTED],
        1: [],
        2: [Fault.REPORTED],
    }


def test_a_document_without_pages_counts_as_one():
    text = Text(PROSE, (Block(BlockKind.PARAGRAPH, 0, len(PROSE)),))
    assert faults(text) == {None: []}
    assert faults(text, problems=["a picture is not in the text"]) == {None: [Fault.REPORTED]}


def test_a_problem_of_the_whole_file_counts_no_characters_twice():
    text = pages(PROSE)
    found = assess_pages(text, ["hidden characters were removed"], count_words([text]))
    assert [page.page for page in found] == [None, 1]


@pytest.mark.parametrize("unknown", ["\ufffd", "\uf0e2", "\ue000"])
def test_characters_without_meaning_are_counted(unknown):
    text = pages(f"{PROSE} Give {unknown}5 mg{unknown}.")
    assert faults(text) == {1: [Fault.UNKNOWN]}
    assert details(text) == [f"“U+{ord(unknown):04X} 2 times”"]


def test_greek_letters_and_signs_have_a_meaning():
    assert faults(pages(f"{PROSE} β-blockers ≥ 5 µg/kg ½ °C – “dose” é")) == {1: []}


def test_letters_set_apart_are_reported():
    assert faults(pages(f"{PROSE}\nS E V E R E A S T H M A\n")) == {1: [Fault.SPACED]}


def test_words_torn_in_small_capitals_are_reported():
    text = pages(f"{PROSE} T HE P REVALENCE OF O BESITY")
    assert faults(text) == {1: [Fault.TORN]}
    assert "“O BESITY”" in details(text)[0]


def test_one_torn_word_is_the_authors_slip():
    assert faults(pages(f"{PROSE} O besity")) == {1: []}


def test_words_that_also_stand_alone_are_not_torn():
    text = pages(COMMON + "over weight " * 20 + "overweight " * 20)
    assert faults(text) == {1: []}


def test_words_run_together_are_reported():
    text = pages(f"{PROSE} patientsshould weightrises")
    assert faults(text) == {1: [Fault.JOINED]}


def test_links_are_no_joined_words():
    assert faults(pages(f"{PROSE} www.weightpatients.org/riskweight obesity@highweight.org")) == {
        1: []
    }


def test_rows_of_different_lengths_are_reported():
    rows = [["drug", "dose", "route"], ["aspirin", "300 mg"], ["morphine", "2 mg", "IV"]]
    assert faults(table(*rows)) == {1: [Fault.CELLS]}
    assert faults(table(*rows, page=False)) == {None: [Fault.CELLS]}


def test_a_row_of_one_cell_is_the_title_of_a_group():
    assert faults(table(["drug", "dose"], ["Children"], ["aspirin", "300 mg"])) == {1: []}


def test_a_table_pressed_into_one_cell_is_reported():
    doses = " ".join(f"{weight} kg {weight * 15} mg" for weight in range(5, 25))
    assert faults(table(["Amoxicillin", doses], ["Doxycycline", "100 mg"])) == {1: [Fault.CROWDED]}


def test_a_long_sentence_with_doses_is_no_crowded_cell():
    doses = " then after that day the dose may be ".join(f"{dose} mg" for dose in range(40))
    assert faults(table(["Amoxicillin", doses])) == {1: []}


def test_pages_with_far_less_text_than_usual_are_sparse():
    assert sparse_pages(pages(PROSE * 9, PROSE * 9, PROSE * 4, PROSE * 9, PROSE * 5)) == (3,)


def test_pages_with_little_text_are_sparse_whatever_the_others_hold():
    assert sparse_pages(pages("", "")) == (1, 2)
    assert sparse_pages(pages(PROSE, PROSE * 3)) == (1,)
    assert sparse_pages(Text(PROSE, ())) == ()


def flow_chart(canvas):
    """A page of boxes and letters drawn as lines, which no reader finds words in."""
    for row in range(40):
        for column in range(30):
            canvas.rect(40 + column * 17, 40 + row * 18, 9, 9)
            canvas.line(40 + column * 17, 40 + row * 18, 49 + column * 17, 49 + row * 18)


@pytest.fixture
def drawing(tmp_path):
    """A PDF: two pages of prose, a page drawn as lines, an empty one, one with a single rule."""
    file = tmp_path / "drawing.pdf"
    canvas = Canvas(str(file))
    for _ in range(2):
        for line in range(50):
            canvas.drawString(60, 780 - 14 * line, PROSE[:90])
        canvas.showPage()
    flow_chart(canvas)
    canvas.showPage()
    canvas.showPage()
    canvas.drawString(60, 780, "Notes")
    canvas.line(60, 700, 500, 700)
    canvas.showPage()
    canvas.save()
    return file


def test_a_page_drawn_as_lines_is_told_from_an_empty_one(drawing):
    text = read_pdf(drawing).text
    assert sparse_pages(text) == (3, 4, 5)
    assert drawn_pages(drawing, text, range(1, 6)) == {3}
    assert faults(text, drawn={3})[3] == [Fault.DRAWN]


def test_a_file_that_is_no_pdf_shows_nothing(tmp_path):
    file = tmp_path / "note.md"
    file.write_text("# Note")
    assert drawn_pages(file, pages(PROSE), [1]) == frozenset()
    assert drawn_pages(tmp_path / "absent", pages(PROSE), [1]) == frozenset()
