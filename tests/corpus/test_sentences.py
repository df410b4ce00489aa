import pytest

from corpus.passages import Sentence
from corpus.readers.builder import TextBuilder
from corpus.sections import split_sections
from corpus.sentences import LONGEST_ITEM, split_sentences
from corpus.text import BlockKind, Span, Text

ITEM, PARAGRAPH = BlockKind.LIST_ITEM, BlockKind.PARAGRAPH


def sentences(text: Text) -> list[Sentence]:
    return [s for section in split_sections(text) for s in split_sentences(text, section)]


def quoted(text: Text, kind: str) -> list[str]:
    return [text[Span(s.start, s.end)] for s in sentences(text) if s.kind == kind]


def listing(*blocks: tuple[BlockKind, str, int]) -> Text:
    builder = TextBuilder()
    for kind, words, level in blocks:
        builder.add(kind, words, level=level)
    return builder.build()


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
