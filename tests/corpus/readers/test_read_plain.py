"""Plain text."""

from corpus.readers.plain import read_plain


def blocks(source: str) -> list[tuple[str, int, str]]:
    text = read_plain(source).text
    return [(block.kind.value, block.level, text[block]) for block in text.blocks]


def test_paragraphs_end_at_empty_lines():
    assert blocks("Give oxygen\nby mask.\n\nCall help.") == [
        ("paragraph", 0, "Give oxygen by mask."),
        ("paragraph", 0, "Call help."),
    ]


def test_sure_headings_are_headings():
    assert blocks("Sepsis\n======\n\nDRUG TREATMENT\n\n2.1 First hour\n\nText.") == [
        ("heading", 1, "Sepsis"),
        ("heading", 2, "DRUG TREATMENT"),
        ("heading", 3, "2.1 First hour"),
        ("paragraph", 0, "Text."),
    ]


def test_a_dose_in_capitals_is_no_heading():
    assert blocks("ADRENALINE 0.5 MG IM")[0][0] == "paragraph"


def test_list_items_nest_by_their_indent():
    assert blocks("Give:\n- oxygen\n  - by mask\n- fluids\n1. Call") == [
        ("paragraph", 0, "Give:"),
        ("list_item", 1, "oxygen"),
        ("list_item", 2, "by mask"),
        ("list_item", 1, "fluids"),
        ("list_item", 1, "1. Call"),
    ]


def test_form_feeds_part_the_pages():
    text = read_plain("one\n\ftwo\n\f").text
    assert [(page.number, text[page].strip()) for page in text.pages] == [(1, "one"), (2, "two")]
