import pytest

from assistant.curate.aspects import Aspect
from assistant.curate.diff import Change, Kind, compare, compare_metadata
from corpus.metadata import parse_metadata
from corpus.readers.builder import TextBuilder
from corpus.text import BlockKind
from tests.assistant.curate.changing import PROTOCOL, after, found, marks, only, text


def test_a_row_reads_with_its_header_when_its_dose_changes():
    change = only(after(("| 200 mg |", "| 2000 mg |")))
    assert change.kind is Kind.CHANGED
    assert marks(change)[1] == "Drug: Hydrocortisone; Dose: {+2000+} mg; Route: IV"


def test_a_row_moved_within_its_table_changes_only_the_order():
    row = "| Hydrocortisone | 200 mg | IV |\n"
    source = PROTOCOL.replace(row, "") + row
    change = only(compare(text(), text(source)))
    assert change.kind is Kind.MOVED and change.aspect is Aspect.ORDER
    assert not change.dangerous


def test_an_item_under_another_heading_says_both():
    source = PROTOCOL.replace("- Call for help.\n", "").replace(
        "- Beta-blockers.\n", "- Beta-blockers.\n- Call for help.\n"
    )
    change = only(compare(text(), text(source)))
    assert change.kind is Kind.MOVED and change.dangerous
    assert found(change, Aspect.HEADING) == (
        ("Anaphylaxis", "Adrenaline"),
        ("Anaphylaxis", "Do not give"),
    )
    assert Aspect.SENSE in [finding.aspect for finding in change.findings]


def test_a_heading_that_lost_its_not_is_dangerous_and_names_what_stands_below():
    difference = after(("## Do not give", "## Give"))
    change = only(difference)
    assert change.kind is Kind.CHANGED and change.line.is_heading
    assert change.aspect is Aspect.SENSE
    assert [one.line.words for one in difference.below(change)] == [
        "Beta-blockers.",
        "Chlorphenamine 10 mg before adrenaline.",
    ]


def test_lists_that_changed_headings_are_moved_one_by_one():
    give, avoid = "- Oxygen.\n- Fluids.\n", "- Diuretics.\n- Opioids.\n"
    before = f"# A\n\n## Give\n\n{give}\n## Do not give\n\n{avoid}"
    swapped = f"# A\n\n## Give\n\n{avoid}\n## Do not give\n\n{give}"
    difference = compare(text(before), text(swapped))
    assert {change.line.words for change in difference.dangerous} == {
        "Oxygen.",
        "Fluids.",
        "Diuretics.",
        "Opioids.",
    }


def test_a_heading_put_between_names_what_it_took_over():
    difference = after(("- Call for help.", "## Never\n\n- Call for help."))
    [moved, heading] = difference.changes
    assert moved.kind is Kind.MOVED and moved.line.words == "Call for help."
    assert found(moved, Aspect.SENSE) == ((), ("never",))
    assert heading.kind is Kind.ADDED and heading.line.words == "Never"


def test_a_heading_that_went_hands_its_sentences_to_the_one_above():
    difference = after(("## Do not give\n\n", ""))
    kinds = {change.line.words: change.kind for change in difference.dangerous}
    assert kinds == {
        "Beta-blockers.": Kind.MOVED,
        "Chlorphenamine 10 mg before adrenaline.": Kind.MOVED,
        "Do not give": Kind.REMOVED,
    }


def test_another_title_does_not_change_what_stands_below_it():
    difference = after(("# Anaphylaxis", "# Anaphylaxis and angio-oedema"))
    assert only(difference).line.is_heading


def test_an_introduction_that_turned_round_changes_every_item():
    words = "# A\n\n{}:\n\n- oxygen\n- fluids\n"
    difference = compare(text(words.format("Give")), text(words.format("Do not give")))
    assert len(difference.dangerous) == 3
    assert {change.kind for change in difference.changes} == {Kind.CHANGED}


def test_a_caution_removed_comes_before_other_sentences_that_went():
    difference = after((" Avoid morphine in renal impairment.", ""), ("- Call for help.\n", ""))
    first, second = difference.changes
    assert first.kind is second.kind is Kind.REMOVED
    assert found(first, Aspect.CAUTION) == (("Avoid morphine in renal impairment.",), ())
    assert not second.dangerous


def test_doses_come_before_drugs_before_wording_before_nothing_else():
    difference = after(
        ("Monitor blood", "Watch blood"),
        ("| Hydrocortisone |", "| Hydroxyzine |"),
        ("| 5 mg |", "| 50 mg |"),
        ("- Call for help.", "- Call for help.\n- Give 2 L of fluid."),
    )
    assert [(change.aspect, change.kind) for change in difference.changes] == [
        (Aspect.QUANTITY, Kind.CHANGED),
        (Aspect.DRUG, Kind.CHANGED),
        (Aspect.QUANTITY, Kind.ADDED),
        (Aspect.WORDING, Kind.CHANGED),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Lay the patient flat", "Lay  the\u00a0patient flat"),
        ("Beta-blockers", "Beta‑blockers"),
        ("10 mg before", "10mg before"),
        ("Call for help", "Call for \u200bhelp"),
    ],
)
def test_layout_is_no_change(old, new):
    assert not after((old, new)).changes


@pytest.mark.parametrize(("old", "new"), [("5-10 mg", "510 mg"), ("5. 10 mg", "5.10 mg")])
def test_numbers_never_become_one_as_layout(old, new):
    texts = []
    for words in (old, new):
        builder = TextBuilder()
        builder.add(BlockKind.PARAGRAPH, f"Level {words} of it")
        texts.append(builder.build())
    assert compare(*texts).dangerous


def test_a_change_has_the_sides_of_its_kind():
    line = compare(text(), text()).lines[0].after
    with pytest.raises(ValueError, match="removed"):
        Change(Kind.REMOVED, None, line)


def test_pages_are_named():
    texts = []
    for dose in ("5 mg", "50 mg"):
        builder = TextBuilder()
        builder.start_page(1)
        builder.add(BlockKind.HEADING, "Doses", level=1)
        builder.start_page(2)
        builder.add(BlockKind.PARAGRAPH, f"Give {dose}.")
        texts.append(builder.build())
    record = compare(*texts).to_json()["changes"][0]
    assert (record["before"]["page"], record["after"]["page"]) == (2, 2)
    assert record["after"]["section"] == ["Doses"]


def test_metadata_changes_name_key_and_values():
    old = {"id": "a", "title": "A", "version": "1", "population": "adult", "site": "all"}
    new = {**old, "version": "2", "population": "adult; child", "review": "2030-01-01"}
    changes = compare_metadata(parse_metadata(old), parse_metadata(new))
    assert [(change.key, change.before, change.after) for change in changes] == [
        ("version", "1", "2"),
        ("population", "adult", "adult; paediatric"),
        ("review", "", "2030-01-01"),
    ]
