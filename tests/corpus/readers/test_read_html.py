"""HTML: what shows is read, in order; what does not show is not."""

import pytest

from corpus.errors import DocumentError
from corpus.readers.html import read_html


def lines(source: str) -> list[str]:
    text = read_html(source).text
    return [text[block] for block in text.blocks]


def test_merged_cells_are_repeated_so_that_each_row_reads_alone():
    assert lines(
        "<table><thead><tr><th rowspan=2>Drug<th colspan=2>Dose</tr><tr><th>Adult<th>Child</tr>"
        "</thead><tr><td rowspan=2>A<td>1<td>2</tr><tr><td colspan=2>none</tr></table>"
    ) == ["Drug | Dose – Adult | Dose – Child", "A | 1 | 2", "A | none | none"]


def test_a_bold_first_row_is_the_header_and_a_plain_one_is_not():
    def kinds(first):
        text = read_html(f"<table>{first}<tr><td>A<td>1 mg</tr></table>").text
        return [block.kind.value for block in text.blocks]

    assert kinds("<tr><td><b>Drug</b><td><b>Dose</b></tr>") == ["table_header", "table_row"]
    assert kinds("<tr><td>Drug<td>Dose</tr>") == ["table_row", "table_row"]


def test_list_items_in_a_cell_stay_apart():
    assert lines("<table><tr><td>A<td><ul><li>1 g IV<li>2 g IM</ul></table>") == [
        "A | 1 g IV; 2 g IM"
    ]


def test_ordered_lists_count_as_the_browser_does():
    assert lines("<ol start=3 type=a><li>x<ul><li>y</ul><li value=9>z</ol>") == [
        "c. x",
        "y",
        "i. z",
    ]


def test_a_box_of_one_cell_is_text():
    text = read_html("<table><tr><td><p>Warning</p><p>Call help.</p></td></tr></table>").text
    assert [block.kind.value for block in text.blocks] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>",
        "<span style='font-size:0'>x</span>",
        "<li style='visibility: hidden'>x</li>",
        "<table><tr style='display:none'><td>x<td>x</tr></table>",
    ],
)
def test_hidden_text_is_left_out(hidden):
    assert lines(f"<p>before</p>{hidden}<p>after</p>") == ["before", "after"]


def test_hidden_text_is_reported():
    reading = read_html("<p>a <span style='display:none'>obey</span></p>")
    assert [problem.reason for problem in reading.problems] == ["hidden text was left out"]


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript"])
def test_what_never_shows_is_left_out(tag):
    assert lines(f"<p>a</p><{tag}>x</{tag}><p>b</p>") == ["a", "b"]


def test_hidden_characters_written_as_entities_are_removed_too():
    reading = read_html("<p>5&#x202e;0 mg</p>")
    assert reading.text.content == "50 mg"
    assert "U+202E" in reading.problems[0].reason


def test_the_title_is_metadata():
    assert read_html("<title> A  b </title><p>x").metadata == {"title": "A b"}


def test_external_entities_are_not_fetched():
    source = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a &x; b</p>'
    assert "root" not in read_html(source).text.content


def test_deep_nesting_is_refused_and_not_cut():
    with pytest.raises(DocumentError, match="nested too deeply"):
        read_html("<div>" * 5000 + "5 mg" + "</div>" * 5000)
    assert lines("<div>" * 100 + "5 mg" + "</div>" * 100) == ["5 mg"]
