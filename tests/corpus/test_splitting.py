from collections.abc import Sequence
from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passages import Passage
from corpus.readers.builder import TextBuilder
from corpus.sections import split_sections
from corpus.sentences import split_sentences
from corpus.splitting import split_passages
from corpus.text import BlockKind, Span, Text

ITEM, PARAGRAPH, HEADING = BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.HEADING

# fmt: off
WORDS = (
    "Give", "then", "adrenaline", "0.5", "mg", "i.m.", "Wait.", "5", "min", "Max.", "e.g.",
    "Then:", "stop.", "(see", "below)", "µg/kg",
)
# fmt: on


class WordCount:
    """Counts words, as a tokenizer would count tokens; remembers how often it was asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, lines: Sequence[str]) -> Sequence[int]:
        self.calls += 1
        return [len(line.split()) for line in lines]


def split(text: Text, window: int, title: str = "Sepsis") -> tuple[Passage, ...]:
    return split_passages(text, title, WordCount(), window)


def readings(text: Text, window: int, title: str = "Sepsis") -> list[list[str]]:
    return [passage.reading.split("\n") for passage in split(text, window, title)]


def listing(*blocks: tuple[BlockKind, str, int]) -> Text:
    builder = TextBuilder()
    for kind, words, level in blocks:
        builder.add(kind, words, level=level)
    return builder.build()


def dosing(rows: int, *, before: str = "") -> Text:
    builder = TextBuilder()
    builder.add(PARAGRAPH, before)
    table = builder.start_table()
    builder.add(BlockKind.CAPTION, "Doses", table=table)
    builder.add_row(["Drug", "Dose"], table=table, header=True)
    for number in range(rows):
        builder.add_row([f"drug{number}", f"{number} mg"], table=table)
    return builder.build()


@st.composite
def texts(draw: st.DrawFn) -> Text:
    word = st.sampled_from(WORDS)
    line = st.lists(word, min_size=1, max_size=15).map(" ".join)
    cells = st.lists(st.one_of(st.just(""), line), min_size=1, max_size=4).filter(any)
    builder = TextBuilder()
    for number in range(draw(st.integers(0, 12))):
        builder.start_page(number + 1)
        match draw(st.sampled_from(["heading", "paragraph", "paragraph", "list", "table"])):
            case "heading":
                builder.add(HEADING, draw(line), level=draw(st.integers(1, 6)))
            case "paragraph":
                builder.add(PARAGRAPH, " ".join(draw(st.lists(line, min_size=1, max_size=4))))
            case "list":
                for words in draw(st.lists(line, min_size=1, max_size=5)):
                    builder.add(ITEM, words, level=draw(st.integers(1, 3)))
            case "table":
                table = builder.start_table()
                if draw(st.booleans()):
                    builder.add(BlockKind.CAPTION, draw(line), table=table)
                for _ in range(draw(st.integers(1, 5))):
                    builder.add_row(draw(cells), table=table, header=draw(st.booleans()))
                if draw(st.booleans()):
                    builder.add(BlockKind.NOTE, draw(line), table=table)
    return builder.build()


@given(texts())
def test_sentences_are_exact_and_hold_every_character_once(text: Text):
    found = [s for section in split_sections(text) for s in split_sentences(text, section)]
    for before, after in pairwise(found):
        assert before.end <= after.start
    for sentence in found:
        words = text.content[sentence.start : sentence.end]
        assert words == words.strip() != ""
        assert all(text[span].strip() for span in sentence.context)
        assert list(sentence.context) == sorted(sentence.context)
    covered = set(chain.from_iterable(range(s.start, s.end) for s in found))
    last_row = {b.table: b.start for b in text.blocks if b.kind is BlockKind.TABLE_ROW}
    for block in text.blocks:
        header = block.kind is BlockKind.TABLE_HEADER
        header = header and block.start < last_row.get(block.table, 0)
        for offset in range(block.start, block.end):
            if not text.content[offset].isspace():
                assert (offset in covered) == (block.kind is not HEADING and not header)


@settings(max_examples=200)
@given(texts(), st.integers(1, 60))
def test_passages_hold_every_sentence_once_in_order_and_fit_the_window(text: Text, window: int):
    found = [s for section in split_sections(text) for s in split_sentences(text, section)]
    passages = split(text, window)
    assert [s for passage in passages for s in passage.sentences] == found
    for passage in passages:
        assert len(passage.reading.split()) <= window or len(passage.sentences) == 1
        assert passage.page == text.page_at(passage.start)
        lines = passage.reading.split("\n")
        for sentence in passage.sentences:
            if sentence.kind == "table_row":
                assert sentence.reading in lines
            elif sentence.kind != "intro":
                assert " ".join(text[Span(sentence.start, sentence.end)].split()) in lines


@given(texts(), st.integers(1, 60))
def test_a_passage_stays_in_one_section(text: Text, window: int):
    for passage in split(text, window):
        between = [b for b in text.blocks if passage.start <= b.start < passage.end]
        assert all(block.kind is not HEADING for block in between)
        above = [b for b in text.blocks if b.kind is HEADING and b.end <= passage.start]
        assert [h.start for h in passage.headings[-1:]] == [h.start for h in above[-1:]]


@given(texts(), st.integers(1, 60))
def test_no_header_is_lost_when_a_table_is_split(text: Text, window: int):
    rows = [block for block in text.blocks if block.kind is BlockKind.TABLE_ROW]
    for passage in split(text, window):
        lines = passage.reading.split("\n")
        for row in rows:
            read = [s for s in passage.sentences if row.start <= s.start < row.end]
            above = [b for b in text.blocks if b.end <= row.start and b.table == row.table]
            header = [b for b in above if b.kind is BlockKind.TABLE_HEADER][-1:]
            for sentence in read:
                if sentence.kind == "table_row" and header:
                    line = next(line for line in lines if line == sentence.reading)
                    for label, cell in zip(header[0].cells, row.cells, strict=False):
                        assert text[cell] in line
                        assert not text[cell] or text[label].rstrip(" :") in line


def test_the_first_line_is_title_and_heading_path():
    text = listing((HEADING, "Treatment", 1), (HEADING, "Fluids", 2), (PARAGRAPH, "Act now.", 0))
    assert readings(text, 50) == [["Sepsis › Treatment › Fluids", "Act now."]]
    assert readings(text, 50, title="") == [["Treatment › Fluids", "Act now."]]


def test_a_title_repeated_as_first_heading_is_read_once():
    text = listing((HEADING, "SEPSIS", 1), (PARAGRAPH, "Act now.", 0))
    assert readings(text, 50) == [["Sepsis", "Act now."]]


def test_a_long_heading_path_loses_its_middle_in_the_reading_only():
    text = listing(
        *((HEADING, f"Level {level} of many words here", level) for level in range(1, 6)),
        (PARAGRAPH, "Act now.", 0),
    )
    (passage,) = split(text, 30)
    assert passage.reading == "Sepsis › Level 5 of many words here\nAct now."
    assert len(passage.headings) == 5


def test_introductions_stand_once_in_a_passage():
    text = listing((PARAGRAPH, "Give:", 0), (ITEM, "oxygen", 1), (ITEM, "fluids", 1))
    assert readings(text, 50) == [["Sepsis", "Give:", "oxygen", "fluids"]]


def test_every_part_of_a_long_list_begins_with_its_introduction():
    text = listing((PARAGRAPH, "Give:", 0), *((ITEM, f"drug number {n}", 1) for n in range(4)))
    assert readings(text, 8) == [
        ["Sepsis", "Give:", "drug number 0", "drug number 1"],
        ["Sepsis", "Give:", "drug number 2", "drug number 3"],
    ]


def test_a_list_stays_with_its_introduction():
    items = [(ITEM, "oxygen by mask", 1), (ITEM, "fluids by vein", 1)]
    text = listing((PARAGRAPH, "Sepsis kills quickly. Give now:", 0), *items)
    assert readings(text, 9) == [
        ["Sepsis", "Sepsis kills quickly."],
        ["Sepsis", "Give now:", "oxygen by mask", "fluids by vein"],
    ]


def test_a_table_that_fits_is_one_passage():
    text = dosing(4, before="One two three four five. Six seven eight nine ten.")
    split_text = readings(text, 23)
    rows = [[line for line in lines if line.startswith("Drug:")] for lines in split_text]
    assert [len(part) for part in rows] == [0, 4]


def test_a_table_too_long_is_split_between_rows_that_keep_header_and_caption():
    split_text = readings(dosing(6), 17)
    assert [lines[:2] for lines in split_text] == [["Sepsis", "Doses"]] * 2
    rows = [line for lines in split_text for line in lines[2:]]
    assert rows == [f"Drug: drug{n}; Dose: {n} mg" for n in range(6)]


def test_passages_share_the_window_evenly():
    text = listing((PARAGRAPH, " ".join(f"Sentence number {n} ends." for n in range(12)), 0))
    assert [len(passage.sentences) for passage in split(text, 41)] == [6, 6]


def test_a_sentence_longer_than_the_window_is_a_passage_by_itself():
    text = listing((PARAGRAPH, f"Short. {'word ' * 30}end. Short again.", 0))
    assert max(len(lines[-1].split()) for lines in readings(text, 10)) == 32


def test_headings_alone_yield_nothing():
    assert split(listing((HEADING, "Treatment", 1), (HEADING, "Fluids", 2)), 50) == ()


def test_lengths_are_measured_in_one_batch():
    measure = WordCount()
    text = listing(
        (HEADING, "A", 1), (PARAGRAPH, "One. Two.", 0), (HEADING, "B", 1), (ITEM, "c", 1)
    )
    split_passages(text, "Sepsis", measure, 20)
    assert measure.calls == 1


def test_a_window_without_room_is_refused():
    with pytest.raises(ValueError, match="not 0"):
        split(listing((PARAGRAPH, "Act now.", 0)), 0)
