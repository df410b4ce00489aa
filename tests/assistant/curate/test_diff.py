import pytest

from assistant.curate.aspects import Aspect
from assistant.curate.diff import Change, Kind, compare, compare_metadata
from assistant.curate.edits import marked
from corpus.metadata import parse_metadata
from corpus.readers.builder import TextBuilder
from corpus.readers.markdown import read_markdown
from corpus.text import BlockKind

PROTOCOL = """
# Anaphylaxis

## Adrenaline

Give adrenaline 500 micrograms intramuscularly. Repeat after 5 minutes if there is no response.

- Lay the patient flat.
- Call for help.

## Do not give

- Beta-blockers.
- Chlorphenamine 10 mg before adrenaline.

## Later treatment

Prednisolone 40 mg orally once daily may be considered for adults. Do not exceed 60 mg in 24 hours.
Monitor blood pressure. Avoid morphine in renal impairment.

| Drug | Dose | Route |
| --- | --- | --- |
| Hydrocortisone | 200 mg | IV |
| Chlorphenamine | 10 mg | IM |
| Salbutamol | 5 mg | nebulised |
"""


def text(source=PROTOCOL):
    return read_markdown(source).text


def after(*swaps):
    """What the protocol becomes with some words in place of others, compared with it."""
    source = PROTOCOL
    for old, new in swaps:
        assert old in source
        source = source.replace(old, new)
    return compare(text(), text(source))


def only(difference):
    [change] = difference.changes
    return change


def marks(change):
    gone = marked(change.before.reading, [e.before for e in change.edits], ("[-", "-]"))
    come = marked(change.after.reading, [e.after for e in change.edits], ("{+", "+}"))
    return gone, come


def found(change, aspect):
    [finding] = [one for one in change.findings if one.aspect is aspect]
    return finding.before, finding.after


def test_a_dose_times_ten_is_a_change_of_quantity_and_marked():
    change = only(after(("Chlorphenamine 10 mg before", "Chlorphenamine 100 mg before")))
    assert change.kind is Kind.CHANGED and change.dangerous
    assert found(change, Aspect.QUANTITY) == (("10 mg",), ("100 mg",))
    assert marks(change)[1] == "Chlorphenamine {+100+} mg before adrenaline."


def test_a_unit_swapped_is_a_change_of_quantity():
    change = only(after(("500 micrograms", "500 mg")))
    assert found(change, Aspect.QUANTITY) == (("500 micrograms",), ("500 mg",))
    assert marks(change) == (
        "Give adrenaline 500 [-micrograms-] intramuscularly.",
        "Give adrenaline 500 {+mg+} intramuscularly.",
    )


def test_the_same_amount_in_another_unit_is_wording():
    change = only(after(("500 micrograms", "0.5 mg")))
    assert change.kind is Kind.CHANGED
    assert not change.dangerous


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("exceed 60 mg in 24", "exceed 60 mg in 12"),
        ("orally once daily", "orally twice daily"),
        ("after 5 minutes", "after 15 minutes"),
    ],
)
def test_frequencies_and_times_are_quantities(old, new):
    assert only(after((old, new))).aspect is Aspect.QUANTITY


@pytest.mark.parametrize(("old", "new"), [("Dose (mg)", "Dose (g)"), ("Dose", "Dose (mg)")])
def test_another_unit_in_a_header_is_a_change_of_every_row(old, new):
    sources = [PROTOCOL.replace("| Dose |", f"| {header} |") for header in (old, new)]
    difference = compare(*map(text, sources))
    assert [change.aspect for change in difference.changes] == [Aspect.QUANTITY] * 3


@pytest.mark.parametrize(
    "numbers", [("type 1 diabetes", "type 2 diabetes"), ("1.5 mg", "15 mg"), ("10⁹", "10⁶")]
)
def test_any_number_counts(numbers):
    old, new = (f"# A\n\nThis holds for {number} alone." for number in numbers)
    assert only(compare(text(old), text(new))).aspect is Aspect.QUANTITY


def test_a_dose_behind_a_label_is_no_number_of_a_list():
    rows = "# A\n\n| Drug | Dose |\n| --- | --- |\n| Digoxin | {} |\n"
    change = only(compare(text(rows.format("2.5 mg/kg")), text(rows.format("3.5 mg/kg"))))
    assert found(change, Aspect.QUANTITY) == (("2.5 mg/kg",), ("3.5 mg/kg",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Proven useful [12].", "Proven useful [13]."),
        ("See table 4 for this.", "See table 5 for this."),
        ("3. Call for help.", "4. Call for help."),
    ],
)
def test_numbers_of_references_tables_and_items_are_wording(old, new):
    texts = []
    for words in (old, new):
        builder = TextBuilder()
        builder.add(BlockKind.PARAGRAPH, words)
        texts.append(builder.build())
    change = only(compare(*texts))
    assert change.kind is Kind.CHANGED
    assert change.aspect is Aspect.WORDING


def test_two_doses_that_changed_places_are_a_change():
    old = "# A\n\nMorphine 5 mg and oxycodone 10 mg are equal."
    doses = only(compare(text(old), text("# A\n\nMorphine 10 mg and oxycodone 5 mg are equal.")))
    drugs = only(compare(text(old), text("# A\n\nOxycodone 5 mg and morphine 10 mg are equal.")))
    assert doses.aspect is Aspect.QUANTITY
    assert drugs.aspect is Aspect.DRUG


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Do not exceed", "Exceed"),
        ("Avoid morphine", "Consider morphine"),
        ("may be considered", "must be given"),
        ("if there is no response", "unless there is no response"),
        ("Monitor blood", "Never monitor blood"),
        ("Repeat after", "Repeat before"),
        ("renal impairment", "renal impairment only"),
        ("Lay the patient flat", "Don't lay the patient flat"),
    ],
)
def test_a_negation_or_obligation_changed_is_dangerous(old, new):
    change = only(after((old, new)))
    assert change.kind is Kind.CHANGED
    assert Aspect.SENSE in [finding.aspect for finding in change.findings]


def test_do_not_removed_is_marked():
    change = only(after(("Do not exceed", "Exceed")))
    assert found(change, Aspect.SENSE) == (("not",), ())
    assert marks(change)[0].startswith("[-Do not exceed-] 60 mg")


def test_hyper_for_hypo_is_an_opposite():
    old, new = ("# A\n\nTreat hyperkalaemia first.", "# A\n\nTreat hypokalaemia first.")
    assert found(only(compare(text(old), text(new))), Aspect.SENSE) == (
        ("hyperkalaemia",),
        ("hypokalaemia",),
    )


def test_a_drug_for_one_that_sounds_alike_is_a_change_of_drug():
    change = only(after(("| Hydrocortisone |", "| Hydroxyzine |")))
    assert change.kind is Kind.CHANGED
    assert found(change, Aspect.DRUG) == (("hydrocortisone",), ("hydroxyzine",))


def test_a_brand_for_its_generic_is_wording():
    old = "# A\n\nStart Tazocin at once."
    new = "# A\n\nStart piperacillin with tazobactam at once."
    change = only(compare(text(old), text(new)))
    assert Aspect.DRUG not in [finding.aspect for finding in change.findings]


def test_a_route_is_a_change_of_route():
    change = only(after(("| 10 mg | IM |", "| 10 mg | IV |")))
    assert found(change, Aspect.ROUTE) == (("intramuscular",), ("intravenous",))
    assert "Route: {+IV+}" in marks(change)[1]


def test_other_patients_are_a_change_of_population():
    change = only(after(("for adults", "for children")))
    assert found(change, Aspect.POPULATION) == (("adult",), ("paediatric",))


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
