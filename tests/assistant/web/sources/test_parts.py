"""What was parsed is arranged as its reader meant it, and marks cut no word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.web.sources import parsed, render_parsed
from assistant.web.sources.leaves import holding, leaves
from assistant.web.sources.parts import arranged
from corpus.readers.builder import TextBuilder
from corpus.text import BlockKind, Span


def _text(paged=False):
    builder = TextBuilder()
    if paged:
        builder.start_page(1, "i")
    builder.add(BlockKind.HEADING, "Zinc", level=1)
    builder.add(BlockKind.PARAGRAPH, "For <b>adults</b>.")
    builder.add(BlockKind.HEADING, "Doses", level=2)
    if paged:
        builder.start_page(2, "2")
    builder.add(BlockKind.LIST_ITEM, "Give 220 mg.", level=1)
    builder.add(BlockKind.LIST_ITEM, "With food.", level=2)
    table = builder.start_table()
    builder.add_row(["Weight", "Dose"], table=table, header=True)
    builder.add_row(["40 kg", "220 mg"], table=table)
    builder.add(BlockKind.HEADING, "Children", level=3)
    builder.add(BlockKind.PARAGRAPH, "Not for children.")
    return builder.build()


def _words(parts):
    return [
        "".join(piece.text for piece in cell)
        for p in parts
        for line in p.lines
        for cell in line.cells
    ]


def test_lists_and_tables_are_one_part_each():
    text = _text()
    parts = parsed(text, 1)
    assert [part.kind for part in parts] == [
        "heading", "paragraph", "heading", "list", "table", "heading", "paragraph",
    ]  # fmt: skip
    assert [line.header for line in parts[4].lines] == [True, False]
    assert [line.level for line in parts[3].lines] == [1, 2]


def test_a_page_has_what_begins_on_it():
    text = _text(paged=True)
    assert _words(parsed(text, 1)) == ["Zinc", "For <b>adults</b>.", "Doses"]
    assert _words(parsed(text, 2))[:2] == ["Give 220 mg.", "With food."]
    assert parsed(text, 3) == ()


def test_words_of_the_document_are_no_markup():
    shown = render_parsed(parsed(_text(), 1))
    assert "<b>" not in shown and "&lt;b&gt;adults" in shown
    assert "<th" in shown and "<td>220 mg</td>" in shown


@settings(max_examples=100)
@given(st.data())
def test_marks_change_no_word_and_hold_exactly_what_is_cited(data):
    text = _text()
    length = len(text.content)
    start = data.draw(st.integers(0, length - 1))
    cited = Span(start, data.draw(st.integers(start + 1, length)))
    other = data.draw(st.integers(0, length - 1))
    also = Span(other, data.draw(st.integers(other + 1, length)))
    parts = arranged(text, Span(0, length), cited, (also,))
    assert _words(parts) == _words(parsed(text, 1))
    pieces = [piece for p in parts for line in p.lines for cell in line.cells for piece in cell]
    marked = "".join(piece.text for piece in pieces if piece.mark == "cited")
    spans = [span for block in text.blocks for span in block.cells or [block]]
    wanted = "".join(
        text.content[max(cited.start, one.start) : min(cited.end, one.end)]
        for one in spans
        if one.start < cited.end and cited.start < one.end
    )
    assert marked == wanted


def test_a_text_without_pages_is_turned_over_by_its_main_headings():
    found = leaves(_text())
    assert [(leaf.number, leaf.heading) for leaf in found] == [(1, "Zinc"), (2, "Doses")]
    assert found[0].span.end == found[1].span.start
    assert found[-1].span.end == len(_text().content)


def test_a_text_with_pages_is_turned_over_by_them_and_keeps_other_numbers():
    assert [(leaf.number, leaf.label) for leaf in leaves(_text(paged=True))] == [(1, "i"), (2, "")]


def test_words_at_the_end_of_a_page_are_on_that_page_alone():
    text = _text(paged=True)
    start = text.content.index("Doses")
    assert [leaf.number for leaf in holding(leaves(text), Span(start, start + 5))] == [1]
    assert [leaf.number for leaf in holding(leaves(text), Span(start, start + 12))] == [1, 2]
