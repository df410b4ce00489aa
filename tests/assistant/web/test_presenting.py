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
