"""How an answer is arranged: by section, rows as tables, context folded away."""

from datetime import date

from assistant.web.presenting import groups, source_documents
from tests.assistant.web.answers import answered, cited

HEADER = cited(2, "Drug | Dose")
ROW = cited(1, "Zinc | 50 mg")


def only_block(answer):
    (group,) = groups(answer)
    (block,) = group.blocks
    return block


def test_a_row_becomes_cells_under_its_header():
    block = only_block(answered([("Doses: Drug: Zinc; Dose: 50 mg", (1, 2))], [ROW, HEADER]))
    assert block.header == ("Drug", "Dose")
    assert block.items[0].cells == (("Drug", "Zinc"), ("Dose", "50 mg"))


def test_a_row_that_the_statement_reads_otherwise_is_shown_as_the_statement():
    text = "Drug: Zinc; Dose: see the pharmacist"
    block = only_block(answered([(text, (1, 2))], [ROW, HEADER]))
    assert block.items[0].cells == ()
    assert block.items[0].text == text


def test_a_row_with_fewer_cells_than_its_header_is_shown_as_the_statement():
    header = cited(2, "Drug | Dose | Route")
    text = "Drug: Zinc; Dose: 50 mg"
    block = only_block(answered([(text, (1, 2))], [ROW, header]))
    assert block.header == ()
    assert block.items[0].text == text


def test_rows_of_one_table_share_it():
    other = cited(3, "Copper | 2 mg")
    statements = [("Drug: Zinc; Dose: 50 mg", (1, 2)), ("Drug: Copper; Dose: 2 mg", (3, 2))]
    assert len(only_block(answered(statements, [ROW, HEADER, other])).items) == 2


def test_a_list_introduction_is_shown_before_its_items_and_a_heading_above_them():
    citations = [cited(1, "1. Stop zinc."), cited(2, "In this order:"), cited(3, "Doses")]
    answer = answered([("Doses: In this order: 1. Stop zinc.", (1, 2, 3))], citations)
    (group,) = groups(answer)
    assert group.path == ("Doses",)
    assert group.blocks[0].lead_in == "In this order:"
    assert group.blocks[0].items[0].text == "1. Stop zinc."


def test_cautions_stand_apart_from_the_statements_of_their_section():
    citations = [cited(1, "Give zinc."), cited(2, "Not in renal failure.")]
    answer = answered([("Give zinc.", (1,)), ("Not in renal failure.", (2,), True)], citations)
    (group,) = groups(answer)
    assert [block.caution for block in group.blocks] == [False, True]


def test_every_citation_is_among_the_sources():
    citations = [cited(1, "1. Stop zinc."), cited(2, "In this order:"), cited(3, "Doses")]
    answer = answered([("Doses: In this order: 1. Stop zinc.", (1, 2, 3))], citations)
    (document,) = source_documents(answer, date(2026, 1, 1))
    (source,) = document.sources
    assert source.citation.number == 1
    assert source.path == (("Doses", 3),)
    assert [other.number for other in source.context] == [2]


def test_a_title_cited_as_a_heading_is_a_number_at_the_title():
    citations = [cited(1, "Give zinc."), cited(2, "Zinc in adults")]
    answer = answered([("Zinc in adults: Give zinc.", (1, 2))], citations)
    (document,) = source_documents(answer, date(2026, 1, 1))
    assert document.title_number == 2
    assert document.sources[0].context == ()


def test_a_source_past_its_review_date_is_marked():
    answer = answered([("Give zinc.", (1,))], [cited(1, "Give zinc.", review=date(2025, 6, 1))])
    assert source_documents(answer, date(2025, 6, 2))[0].overdue
    assert not source_documents(answer, date(2025, 6, 1))[0].overdue


BANDS = cited(9, "Weight kg | Dose mg")


def table(rows, question):
    """The block of rows, each "weight | dose", as an answer to the question."""
    citations = [BANDS, *(cited(n, row) for n, row in enumerate(rows, 1))]
    statements = [
        ("Weight kg: {}; Dose mg: {}".format(*row.split(" | ")), (n, 9))
        for n, row in enumerate(rows, 1)
    ]
    return only_block(answered(statements, citations, question=question))


ROWS = ("5–8 kg | 50 mg", "8–12 kg | 80 mg", "12–20 kg | 120 mg")


def marked(block):
    return [item.cells[0][1] for item in block.items if item.asked_about]


def test_the_row_for_the_weight_asked_about_is_marked():
    assert marked(table(ROWS, "How much zinc for a 10 kg child?")) == ["8–12 kg"]


def test_at_a_limit_that_two_rows_share_both_are_marked():
    assert marked(table(ROWS, "How much zinc for a 12 kg child?")) == ["8–12 kg", "12–20 kg"]


def test_without_a_weight_or_where_every_row_is_for_it_nothing_is_marked():
    assert marked(table(ROWS, "How much zinc?")) == []
    assert marked(table(ROWS[1:2], "How much zinc for a 10 kg child?")) == []


def test_the_row_of_the_drug_asked_about_is_marked():
    header = cited(9, "Drug | Dose")
    rows = ["Amoxicillin | 500 mg", "Gentamicin | 5 mg/kg"]
    statements = [
        ("Drug: {}; Dose: {}".format(*row.split(" | ")), (n, 9)) for n, row in enumerate(rows, 1)
    ]
    citations = [header, *(cited(n, row) for n, row in enumerate(rows, 1))]
    block = only_block(answered(statements, citations, question="Gentamicin dose?"))
    assert marked(block) == ["Gentamicin"]


def test_two_header_rows_are_read_from_the_top_down():
    upper, lower = cited(2, "Weight | Syrup | Syrup"), cited(3, "Weight | 125 mg | 250 mg")
    text = "Weight: 5 kg; Syrup 125 mg: 5 mL; Syrup 250 mg: 2.5 mL"
    block = only_block(
        answered([(text, (1, 2, 3))], [cited(1, "5 kg | 5 mL | 2.5 mL"), upper, lower])
    )
    assert block.header == ("Weight", "Syrup 125 mg", "Syrup 250 mg")
    assert block.lead_in == ""


def test_a_row_that_names_a_group_is_a_lead_in_and_no_header():
    group = cited(3, "Children | | ")
    header = cited(2, "Drug | Dose | Route")
    text = "Children: Drug: Zinc; Dose: 5 mg; Route: oral"
    block = only_block(
        answered([(text, (1, 2, 3))], [cited(1, "Zinc | 5 mg | oral"), header, group])
    )
    assert block.header == ("Drug", "Dose", "Route")
    assert block.lead_in == "Children"


def test_an_empty_cell_keeps_its_column():
    header = cited(2, "Drug | Dose | Route")
    block = only_block(
        answered([("Drug: Zinc; Route: oral", (1, 2))], [cited(1, "Zinc | | oral"), header])
    )
    assert block.items[0].cells == (("Drug", "Zinc"), ("Dose", ""), ("Route", "oral"))
