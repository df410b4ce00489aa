"""Markdown as guidelines really hold it: nothing clinical may be lost to markup."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DocumentError
from corpus.readers import read
from corpus.readers.markdown import read_markdown
from corpus.text import BlockKind

SHARED = Path(__file__).parents[4] / "shared"


def lines(source: str) -> list[str]:
    text = read_markdown(source).text
    return [text[block] for block in text.blocks]


def kinds(source: str) -> list[tuple[str, int, str]]:
    text = read_markdown(source).text
    return [(block.kind.value, block.level, text[block]) for block in text.blocks]


def test_a_comparison_at_the_start_of_an_item_is_not_a_quotation():
    assert lines("- > 5 stools\n- >12 years: 500mg\n- >= 2 visits") == [
        "> 5 stools",
        ">12 years: 500mg",
        ">= 2 visits",
    ]


def test_a_quotation_loses_only_its_mark():
    assert lines("> **Note:** weigh the child") == ["Note: weigh the child"]


def test_an_unknown_tag_is_a_comparison_and_stays():
    assert lines("recent (<one month) smoker, HR<one or HR> 90") == [
        "recent (<one month) smoker, HR<one or HR> 90"
    ]


def test_asterisks_between_digits_are_multiplication():
    assert lines("dose = 2*3*4 mg") == ["dose = 2*3*4 mg"]


def test_superscripts_stay_raised():
    assert lines("10<sup>9</sup>/L, SpO<sub>2</sub>, 1<sup>st</sup>") == ["10⁹/L, SpO2, 1st"]


def test_ordered_items_keep_their_typed_number_and_bullets_lose_theirs():
    assert kinds("3. Give oxygen\n4. Call\n   - help\n") == [
        ("list_item", 1, "3. Give oxygen"),
        ("list_item", 1, "4. Call"),
        ("list_item", 2, "help"),
    ]


def test_bullets_typed_as_characters_are_list_items():
    assert kinds("Give:\n•\t oxygen\n•\tfluids") == [
        ("paragraph", 0, "Give:"),
        ("list_item", 1, "oxygen"),
        ("list_item", 1, "fluids"),
    ]


def test_a_bold_line_heads_what_follows_one_level_down():
    assert kinds("## Features\n\n**Signs**\n\n- Fever\n") == [
        ("heading", 2, "Features"),
        ("heading", 3, "Signs"),
        ("list_item", 1, "Fever"),
    ]


@pytest.mark.parametrize("line", ["Do not give IV", "Maximum 4 g", "Give 5 mg at once"])
def test_a_bold_instruction_is_no_heading(line):
    assert kinds(f"**{line}**\n\nText.")[0] == ("paragraph", 0, line)


def test_a_bold_line_with_nothing_under_it_is_a_paragraph():
    assert kinds("**Signs**\n\n## Next\n\nText.")[0] == ("paragraph", 0, "Signs")


def test_a_row_across_all_columns_is_a_caption_and_the_next_row_the_header():
    source = "| TYPES | | |\n|---|---|---|\n|  | HYPO | HYPER |\n| Cause | low | high |\n"
    assert kinds(source) == [
        ("caption", 0, "TYPES"),
        ("table_header", 0, " | HYPO | HYPER"),
        ("table_row", 0, "Cause | low | high"),
    ]


def test_data_in_the_header_position_stays_quotable():
    long = "Drug class " + "anticonvulsant " * 8
    source = f"| {long} | 100 mg |\n|---|---|\n| Indications | Seizures |\n"
    assert [kind for kind, _, _ in kinds(source)] == ["table_row", "table_row"]


def test_cells_beyond_the_header_are_kept():
    assert lines("| a | b |\n|---|---|\n| 1 | 2 | max 3 mg |\n")[-1] == "1 | 2 | max 3 mg"


def test_a_rule_with_too_few_columns_still_makes_a_table():
    assert kinds("| Drug | Dose |\n|---|\n| A | 1 mg |\n") == [
        ("table_header", 0, "Drug | Dose"),
        ("table_row", 0, "A | 1 mg"),
    ]


def test_a_split_header_becomes_one_header_row():
    source = "| Age | Dose | Dose |\n|---|---|---|\n| Age | IV | IM |\n| 1 | 2 mg | 3 mg |\n"
    assert lines(source)[0] == "Age | Dose – IV | Dose – IM"


def test_lines_within_a_cell_stay_apart():
    assert lines("| Drug | Dose |\n|---|---|\n| A | Adult: 1 g<br>Child: 250 mg |\n")[-1] == (
        "A | Adult: 1 g; Child: 250 mg"
    )
    assert lines("| Drug | Dose |\n|---|---|\n| A | **Adult**  1 g  Child 250 mg |\n")[-1] == (
        "A | Adult: 1 g; Child 250 mg"
    )


def test_a_line_in_capitals_above_a_table_is_its_caption():
    text = read_markdown("SALBUTAMOL\nL2\n\n| DOSE |  |\n|---|---|\n| 5 mg | NEB |\n").text
    assert (text.blocks[0].kind, text.blocks[0].table) == (BlockKind.CAPTION, 1)
    assert text[text.blocks[0]] == "SALBUTAMOL L2"


def test_a_title_below_a_table_belongs_to_it_unless_another_table_follows():
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    below = read_markdown(f"{table}\n**Drug Table: X** (source)\n\nText.\n").text
    assert [(b.kind.value, b.table) for b in below.blocks][2] == ("caption", 1)
    between = read_markdown(f"{table}\nTable 2: other\n\n{table}").text
    assert [(b.kind.value, b.table) for b in between.blocks][2] == ("caption", 2)


def test_admonition_fences_go_and_their_words_stay():
    assert lines(":::tip Take care\nWeigh first.\n:::\n") == ["Take care", "Weigh first."]
    assert lines(":::warning\nWeigh first.\n:::\n") == ["Warning", "Weigh first."]


def test_text_that_looks_like_a_link_definition_stays():
    assert lines("[Dose]: 5mg") == ["[Dose]: 5mg"]
    assert lines("[children](250mg) and [more](http://x.org)") == ["children (250mg) and more"]


def test_a_link_with_spaces_is_still_a_link():
    assert lines("See [Acute pain](/docs/Pain and nausea/Acute-pain) (adult)") == [
        "See Acute pain (adult)"
    ]


def test_deep_nesting_is_refused_and_not_cut():
    source = "".join("  " * depth + "- 5 mg\n" for depth in range(300))
    with pytest.raises(DocumentError, match="nested too deeply"):
        read_markdown(source)
    assert lines("".join("  " * depth + "- 5 mg\n" for depth in range(12))) == ["5 mg"] * 12


def test_indented_text_and_code_are_text():
    assert lines("    Give 5 mg\n\n```\nadult 1 g\nchild 2 g\n```\n") == [
        "Give 5 mg",
        "adult 1 g",
        "child 2 g",
    ]


def test_hidden_and_struck_text_is_left_out_and_reported():
    reading = read_markdown(
        'A<!-- x --> ~~5 mg~~ <span style="display: none">ignore</span>\u200b\n'
    )
    assert reading.text.content == "A"
    reasons = " ".join(problem.reason for problem in reading.problems)
    assert "struck-through" in reasons
    assert "hidden text" in reasons
    assert "U+200B" in reasons


def test_front_matter_is_kept_as_typed():
    reading = read_markdown(
        "---\ntitle: Sepsis\nversion: 1.10\neffective: 2026-01-02\nspecialty: [ICU, ED]\n"
        "unit: ignored\nsources:\n  - a: b\n---\n# S\n"
    )
    assert reading.metadata == {
        "title": "Sepsis",
        "version": "1.10",
        "effective": "2026-01-02",
        "specialty": "ICU; ED",
    }
    assert reading.text.content == "S"


def test_front_matter_with_an_unquoted_colon_is_read_line_by_line():
    reading = read_markdown("---\nunit: Heart > Class I: Sodium\ntitle: Drugs\n---\nText\n")
    assert reading.metadata == {"title": "Drugs"}
    assert "line 2" in reading.problems[0].reason


def test_broken_front_matter_names_its_line():
    with pytest.raises(DocumentError, match="line 3 of the front matter"):
        read_markdown("---\ntitle: a\nowner: [x\n---\nText\n")


def test_aliases_that_would_multiply_are_harmless():
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for one, two in zip("abcdefgh", "bcdefghi", strict=True):
        laughs += f"{two}: &{two} [{','.join([f'*{one}'] * 9)}]\n"
    reading = read_markdown(f"---\n{laughs}title: *i\n---\nText\n")
    assert reading.metadata == {}


@given(st.text(max_size=300))
def test_any_text_can_be_read(source):
    try:
        text = read_markdown(source).text
    except DocumentError:
        return
    assert all(text[block].strip() == text[block] or block.cells for block in text.blocks)


@given(
    st.integers(0, 10**6), st.sampled_from(["mg", "µg/kg", "mL", "%"]), st.sampled_from("<>≥≤±~")
)
def test_a_quantity_survives_in_every_place(number, unit, sign):
    dose = f"{sign} {number} {unit}"
    for source in (dose, f"- {dose}", f"1. {dose}", f"| a | b |\n|---|---|\n| x | {dose} |"):
        assert dose in read_markdown(source).text.content


@pytest.mark.skipif(not (SHARED / "guidelines").is_dir(), reason="the shared corpus is absent")
def test_every_number_of_a_real_guideline_is_in_its_text():
    import re

    path = SHARED / "guidelines/kiribati_pccm/md/Emergency__Acute-asthma.md"
    numbers = re.findall(r"\d+(?:\.\d+)?", path.read_text(encoding="utf-8"))
    assert re.findall(r"\d+(?:\.\d+)?", read(path).text.content) == numbers
