from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.builder import TextBuilder
from corpus.sections import heading_path, split_sections
from corpus.text import BlockKind, Text


def build(*blocks: tuple[str, int]) -> Text:
    """Headings have a level; level 0 is a paragraph."""
    builder = TextBuilder()
    for words, level in blocks:
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        builder.add(kind, words, level=level)
    return builder.build()


def outline(text: Text) -> list[tuple[list[str], list[str]]]:
    return [
        ([text[span] for span in section.headings], [text[block] for block in section.blocks])
        for section in split_sections(text)
    ]


def test_a_section_knows_its_heading_path_from_the_outside_in():
    text = build(("Sepsis", 1), ("Fluids", 2), ("Give 30 mL/kg.", 0), ("Children", 3), ("Less.", 0))
    assert outline(text) == [
        (["Sepsis"], []),
        (["Sepsis", "Fluids"], ["Give 30 mL/kg."]),
        (["Sepsis", "Fluids", "Children"], ["Less."]),
    ]


def test_text_before_the_first_heading_has_an_empty_path():
    assert outline(build(("Preface.", 0), ("Sepsis", 1), ("Act.", 0))) == [
        ([], ["Preface."]),
        (["Sepsis"], ["Act."]),
    ]


def test_a_heading_of_the_same_level_replaces_the_one_before_and_all_below_it():
    text = build(("Sepsis", 1), ("Fluids", 2), ("Rate", 3), ("Pressors", 2), ("Start.", 0))
    assert outline(text)[-1] == (["Sepsis", "Pressors"], ["Start."])


def test_skipped_levels_do_not_break_the_path():
    text = build(("Deep first", 4), ("A", 0), ("Sepsis", 1), ("Rate", 5), ("Dose", 3), ("B", 0))
    assert outline(text) == [
        (["Deep first"], ["A"]),
        (["Sepsis"], []),
        (["Sepsis", "Rate"], []),
        (["Sepsis", "Dose"], ["B"]),
    ]


def test_a_text_without_blocks_has_no_sections():
    assert split_sections(build()) == ()


def test_a_section_spans_from_its_heading_to_its_last_block():
    text = build(("Sepsis", 1), ("First.", 0), ("Last.", 0))
    (section,) = split_sections(text)
    assert text.content[section.start : section.end] == text.content


@given(st.lists(st.integers(0, 6), min_size=1, max_size=12))
def test_the_heading_path_of_a_place_is_that_of_its_section(levels):
    text = build(*((f"Words {number}", level) for number, level in enumerate(levels)))
    for section in split_sections(text):
        for block in section.blocks:
            assert heading_path(text, block.start) == section.headings
