from corpus.passages import Sentence
from corpus.readers.builder import TextBuilder
from corpus.sections import split_sections
from corpus.sentences import split_sentences
from corpus.text import BlockKind, Span, Text


def sentences(text: Text) -> list[Sentence]:
    return [s for section in split_sections(text) for s in split_sentences(text, section)]


def quoted(text: Text, kind: str) -> list[str]:
    return [text[Span(s.start, s.end)] for s in sentences(text) if s.kind == kind]


def table(
    *rows: list[str], headers: int = 1, caption: str = "", before: str = "", note: str = ""
) -> Text:
    builder = TextBuilder()
    builder.add(BlockKind.PARAGRAPH, before)
    number = builder.start_table()
    builder.add(BlockKind.CAPTION, caption, table=number)
    for position, row in enumerate(rows):
        builder.add_row(row, table=number, header=position < headers)
    builder.add(BlockKind.NOTE, note, table=number)
    return builder.build()


def test_a_row_reads_with_its_header():
    text = table(["Drug", "Dose", ""], ["Adrenaline", "0.5 mg", "IM"], ["Glucagon", "", "IV"])
    assert [s.reading for s in sentences(text)] == [
        "Drug: Adrenaline; Dose: 0.5 mg; IM",
        "Drug: Glucagon; IV",
    ]
    assert quoted(text, "table_row") == ["Adrenaline | 0.5 mg | IM", "Glucagon |  | IV"]


def test_a_row_needs_its_introduction_caption_and_header_in_source_order():
    text = table(
        ["Drug", "Dose"],
        ["A", "1 mg"],
        caption="Table 1. Doses",
        before="For adults:",
        note="Daily.",
    )
    row = next(s for s in sentences(text) if s.kind == "table_row")
    assert [text[span] for span in row.context] == ["For adults:", "Table 1. Doses", "Drug | Dose"]
    assert quoted(text, "intro") == ["For adults:"]
    assert quoted(text, "sentence") == ["Table 1. Doses", "Daily."]


def test_two_header_rows_are_read_from_the_top_down():
    text = table(
        ["Drug", "Dose", "Dose"], ["Drug", "Adult", "Child"], ["A", "2 mg", "1 mg"], headers=2
    )
    assert sentences(text)[0].reading == "Drug: A; Dose Adult: 2 mg; Dose Child: 1 mg"


def test_a_row_reads_with_the_row_that_names_its_group():
    text = table(["Drug", "Dose"], ["Adults", ""], ["A", "2 mg"], ["Children", ""], ["A", "1 mg"])
    rows = [s for s in sentences(text) if s.kind == "table_row"]
    assert [s.reading for s in rows] == [
        "Adults: Drug: A; Dose: 2 mg",
        "Children: Drug: A; Dose: 1 mg",
    ]
    assert [text[span] for span in rows[1].context] == ["Drug | Dose", "Children |"]
    assert quoted(text, "intro") == ["Adults |", "Children |"]


def test_two_columns_without_a_header_read_as_a_pair():
    assert sentences(table(["Ward", "12"], headers=0))[0].reading == "Ward: 12"


def test_a_header_without_rows_is_read_as_a_row():
    only = sentences(table(["Drug", "Dose", "Route"]))
    assert [(s.kind, s.reading) for s in only] == [("table_row", "Drug; Dose; Route")]


def test_a_header_below_the_last_row_is_read_as_a_row():
    builder = TextBuilder()
    number = builder.start_table()
    for row, header in ((["Drug", "Dose"], True), (["A", "1 mg"], False), (["Total", "9"], True)):
        builder.add_row(row, table=number, header=header)
    assert [s.reading for s in sentences(builder.build())] == ["Drug: A; Dose: 1 mg", "Total: 9"]


def test_a_header_of_whole_sentences_is_content_that_can_be_quoted():
    long = "Give the first dose at once and " + "wait for the effect " * 5
    text = table([long.strip(), "Route"], ["A", "1 mg"])
    assert quoted(text, "table_row") == [f"{long.strip()} | Route", "A | 1 mg"]


def test_a_header_repeated_on_the_next_page_starts_anew():
    builder = TextBuilder()
    number = builder.start_table()
    rows = [["Drug", "Adult"], ["A", "2 mg"], ["Drug", "Child"], ["A", "1 mg"]]
    for position, row in enumerate(rows):
        builder.add_row(row, table=number, header=position % 2 == 0)
    assert [s.reading for s in sentences(builder.build())] == [
        "Drug: A; Adult: 2 mg",
        "Drug: A; Child: 1 mg",
    ]


def test_a_merged_cell_repeated_in_its_columns_is_read_once():
    text = table(
        ["Drug", "Dose", "Dose"], ["A", "2 mg", "2 mg"], ["Adults"] * 3, ["B", "1 mg", "IM"]
    )
    assert [s.reading for s in sentences(text)] == [
        "Drug: A; Dose: 2 mg",
        "Adults",
        "Adults: Drug: B; Dose: 1 mg; Dose: IM",
    ]
