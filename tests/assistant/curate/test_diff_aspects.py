import pytest

from assistant.curate.aspects import Aspect
from assistant.curate.diff import Kind, compare
from corpus.readers.builder import TextBuilder
from corpus.text import BlockKind
from tests.assistant.curate.changing import PROTOCOL, after, found, marks, only, text


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
    "numbers",
    [
        ("type 1 diabetes", "type 2 diabetes"),
        ("1.5 mg", "15 mg"),
        ("10⁹", "10⁶"),
        ("two boluses", "three boluses"),
        ("half a tablet", "a tablet"),
        ("NYHA class II", "NYHA class III"),
        ("factor IX", "factor VIII"),
        ("NEWS2", "NEWS3"),
    ],
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Stop it if the pulse is above this.", "Stop it if the pulse is below this."),
        ("↑ the rate slowly.", "↓ the rate slowly."),
        ("Give it with food.", "Give it without food."),
        ("Look for stable angina.", "Look for unstable angina."),
        ("Take it in the morning.", "Take it in the evening."),
        ("Both fever and rash are needed.", "Both fever or rash are needed."),
    ],
)
def test_a_word_for_its_opposite_is_dangerous(old, new):
    change = only(compare(text(f"# A\n\n{old}"), text(f"# A\n\n{new}")))
    assert change.aspect is Aspect.SENSE


def test_three_in_letters_is_three_in_digits():
    change = only(compare(text("# A\n\nGive three boluses."), text("# A\n\nGive 3 boluses.")))
    assert change.aspect is Aspect.WORDING


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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("calcium resonium", "calcium resorcinol"),
        ("taking digoxin", "taking digitoxin"),
        ("tachycardia", "tachypnoea"),
    ],
)
def test_a_name_that_became_one_of_the_same_look_comes_first(old, new):
    sources = [f"# Care\n\nWatch patients with {words} closely.\n" for words in (old, new)]
    assert only(compare(*map(text, sources))).aspect is Aspect.DRUG


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("haemorrhage", "hemorrhage"),
        ("frequent", "common"),
        ("monitored", "monitoring"),
        ("a non-dominant arm", "a non dominant arm"),
    ],
)
def test_another_spelling_ending_or_everyday_word_is_wording(old, new):
    sources = [f"# Care\n\nWatch patients with {words} closely.\n" for words in (old, new)]
    assert only(compare(*map(text, sources))).aspect is Aspect.WORDING
