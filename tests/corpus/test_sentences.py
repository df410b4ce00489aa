from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passages import Sentence
from corpus.prose import sentence_spans
from corpus.readers.builder import TextBuilder
from corpus.sections import split_sections
from corpus.sentences import LONGEST_ITEM, split_sentences
from corpus.text import BlockKind, Span, Text

ITEM, PARAGRAPH = BlockKind.LIST_ITEM, BlockKind.PARAGRAPH

# fmt: off
WORDS = (
    "Give", "0.5", "mg", "i.v.", "e.g.", "5.", "No.", "(see", "above)", "Then", "[3]",
    "mortality.12", "1.", "2)", "?", "…", "µg/kg", "max.", ".", "“Stop.”", "X.", "a.",
    "www.who.int", "b.)", "i.m",
)
# fmt: on


def prose(words: str) -> list[str]:
    return [words[start:end] for start, end in sentence_spans(words, 0, len(words))]


def sentences(text: Text) -> list[Sentence]:
    return [s for section in split_sections(text) for s in split_sentences(text, section)]


def quoted(text: Text, kind: str) -> list[str]:
    return [text[Span(s.start, s.end)] for s in sentences(text) if s.kind == kind]


def listing(*blocks: tuple[BlockKind, str, int]) -> Text:
    builder = TextBuilder()
    for kind, words, level in blocks:
        builder.add(kind, words, level=level)
    return builder.build()


def table(
    *rows: list[str], headers: int = 1, caption: str = "", before: str = "", note: str = ""
) -> Text:
    builder = TextBuilder()
    builder.add(PARAGRAPH, before)
    number = builder.start_table()
    builder.add(BlockKind.CAPTION, caption, table=number)
    for position, row in enumerate(rows):
        builder.add_row(row, table=number, header=position < headers)
    builder.add(BlockKind.NOTE, note, table=number)
    return builder.build()


@pytest.mark.parametrize(
    "words",
    [
        "Give adrenaline 0.5 mg i.m. into the thigh.",
        "Use a penicillin, e.g. Amoxicillin, for five days.",
        "Use an opioid, i.e. Morphine.",
        "Give 500 mg t.d.s. for five days.",
        "Give 500 mg b.d. 30 minutes before meals.",
        "Give approx. 500 mL over an hour.",
        "Repeat up to max. 40 mg a day.",
        "Wait 5 min. 10 min. is better.",
        "See Fig. 2 and table no. 5 for details.",
        "No. 5 blades are used.",
        "Treat Candida spp. and E. coli alike.",
        "Compare warfarin vs. Apixaban.",
        "Ask Dr. Okafor at St. Mary.",
        "The dose (see above. Always check it) is small.",
        "The rate is 0.05 - 0.1 U/kg/hr.",
        "The rate is 0. 5 mg per hour.",
        "The level is 7. mmol are meant.",
        "1. Give oxygen.",
        "Culture for N. Gonorrhoeae first.",
        "Inj. Ceftriaxone 1 g once.",
        "Table 2. Doses by weight",
    ],
)
def test_doubtful_full_stops_do_not_end_a_sentence(words: str):
    assert prose(words) == [words]


@pytest.mark.parametrize(
    "expected",
    [
        ["Give 0.5 mg i.v. now.", "Repeat after 5 min if needed.", "Then stop the infusion."],
        ["Is the airway open?", "Call for help!", "Start at once."],
        ["Give 10 mg p.o. twice daily.", "The last dose is at night."],
        ["1. Give oxygen now.", "2. Call Dr. Smith."],
        ["This lowers mortality.12,13", "The effect is small."],
        ["Offer fluids early. [2]", "See the chart for the rate."],
        ["The potassium is over 6.5 mmol/L.", "Treat it at once."],
    ],
    ids=lambda expected: expected[0],
)
def test_sentences_end_where_they_should(expected: list[str]):
    assert prose(" ".join(expected)) == expected


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_spans_of_any_prose_are_stripped_ordered_and_leave_only_white_space(words: list[str]):
    content = " ".join(words)
    spans = sentence_spans(content, 0, len(content))
    rest = content
    for before, after in pairwise(spans):
        assert before.end <= after.start
    for start, end in spans:
        assert content[start:end] == content[start:end].strip() != ""
        rest = rest[:start] + " " * (end - start) + rest[end:]
    assert not rest.strip()


@given(st.decimals(0, 100, places=2), st.sampled_from(["mg", "mL/kg", "mmol/L", "µg", "units"]))
def test_a_number_stays_with_its_unit(number: object, unit: str):
    words = f"Give the drug at {number} {unit}. Then wait for {number} {unit} to act."
    assert all(f"{number} {unit}" in sentence for sentence in prose(words))


def test_a_list_item_reads_with_the_line_that_introduces_it():
    text = listing(
        (PARAGRAPH, "Act now. Give in this order:", 0), (ITEM, "oxygen", 1), (ITEM, "fluids", 1)
    )
    first, intro, oxygen, fluids = sentences(text)
    assert (first.kind, intro.kind, oxygen.kind) == ("sentence", "intro", "list_item")
    assert [oxygen.reading, fluids.reading] == [
        "Give in this order: oxygen",
        "Give in this order: fluids",
    ]
    assert [text[span] for span in oxygen.context] == ["Give in this order:"]


def test_a_nested_item_reads_with_its_parents_from_the_outside_in():
    text = listing(
        (PARAGRAPH, "Give:", 0),
        (ITEM, "fluids", 1),
        (ITEM, "by weight:", 2),
        (ITEM, "10 mL/kg", 3),
        (ITEM, "oxygen", 1),
    )
    by_words = {text[Span(s.start, s.end)]: s for s in sentences(text)}
    assert by_words["10 mL/kg"].reading == "Give: fluids: by weight: 10 mL/kg"
    assert by_words["oxygen"].reading == "Give: oxygen"
    assert (by_words["fluids"].kind, by_words["by weight:"].kind) == ("list_item", "intro")


def test_a_label_without_a_colon_introduces_the_list_below_it():
    text = listing((PARAGRAPH, "Children [4]", 0), (ITEM, "10 mL/kg", 1))
    assert sentences(text)[1].reading == "Children [4]: 10 mL/kg"


def test_a_full_sentence_before_a_list_introduces_nothing():
    text = listing((PARAGRAPH, "Sepsis is common.", 0), (ITEM, "fever", 1))
    assert [(s.kind, s.context, s.reading) for s in sentences(text)] == [
        ("sentence", (), ""),
        ("list_item", (), ""),
    ]


def test_a_colon_before_reference_numbers_still_introduces():
    text = listing((PARAGRAPH, "If hay fever is likely, then: [7]", 0), (ITEM, "stay indoors", 1))
    assert sentences(text)[1].reading == "If hay fever is likely, then: stay indoors"


def test_only_a_long_list_item_is_split():
    sentence = "Give the second dose after the first one has had its effect. "
    short, long = (sentence * 2).strip(), (sentence * LONGEST_ITEM).strip()
    text = listing((PARAGRAPH, "Then:", 0), (ITEM, short, 1), (ITEM, long, 1))
    items = [s for s in sentences(text) if s.kind == "list_item"]
    assert len(items) == 1 + LONGEST_ITEM
    assert text[Span(items[0].start, items[0].end)] == short
    assert all(item.reading.startswith("Then: Give") for item in items)


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


def paged(*paragraphs: str) -> Text:
    builder = TextBuilder()
    for number, words in enumerate(paragraphs, 1):
        builder.start_page(number)
        builder.add(PARAGRAPH, words)
    return builder.build()


def test_a_sentence_that_runs_over_the_page_is_one_sentence():
    text = paged("Start early. Give no more than", "10 units an hour", "of insulin. Then wait.")
    found = [text[Span(s.start, s.end)] for s in sentences(text)]
    assert found == [
        "Start early.",
        "Give no more than\n\n10 units an hour\n\nof insulin.",
        "Then wait.",
    ]
    assert sentences(text)[1].reading == "Give no more than 10 units an hour of insulin."


@pytest.mark.parametrize("after", ["Fluids are next", "Give less."])
def test_a_new_sentence_on_the_next_page_stays_its_own(after: str):
    assert quoted(paged("Doses by weight", after), "sentence") == ["Doses by weight", after]


def test_a_paragraph_cut_by_a_column_goes_on_in_the_next_block_of_its_page():
    builder = TextBuilder()
    builder.start_page(1)
    builder.add(PARAGRAPH, "Start at the lowest dose of the range. In old patients clinicians")
    builder.add(PARAGRAPH, "should not give more than half.")
    found = sentences(builder.build())
    assert [s.reading for s in found][1] == (
        "In old patients clinicians should not give more than half."
    )


def test_a_term_and_its_meaning_are_not_one_sentence():
    text = listing((PARAGRAPH, "absorption", 0), (PARAGRAPH, "the way into the blood", 0))
    assert quoted(text, "sentence") == ["absorption", "the way into the blood"]
