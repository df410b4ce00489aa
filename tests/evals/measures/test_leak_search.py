"""Leaks are found however the question was folded, and charged to the case that leaked."""

import json

import pytest

from evals.measures.canary_leaks import CanaryLeaks
from evals.measures.leak_search import find_leaks
from evals.suites.case import Identifier
from tests.evals.measures.protocols import graded, refusal

NAME = Identifier("Marjorie\n Tattersall", "")


def case(name, question, *identifiers, stored="", **more):
    stored = stored or question
    return graded(refusal(question=stored), id=name, question=question,
                  identifiers=identifiers, **more)  # fmt: skip


def wrote(folder, *lines, name="outcomes.jsonl", escaped=False):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(json.dumps(line, ensure_ascii=escaped) for line in lines))


def of(one, text=""):
    return {"case": one.case.key, "answer": {"question": text or one.case.question}}


def trail(text):
    return {"at": "now", "content": {"answer": {"question": text}}}


@pytest.mark.parametrize(
    "stored",
    ["fluids for Marjorie Tattersall", "fluids for <NAME> TATTERSALL", "fluids for marjorie <X>"],
)
def test_a_name_is_found_with_its_spaces_folded_and_in_parts(tmp_path, stored):
    one = case("a", "fluids for Marjorie\n Tattersall", NAME)
    wrote(tmp_path, of(one, stored))
    found = find_leaks(tmp_path, [one])
    assert found == {("s/a", NAME.text): ("outcomes.jsonl",)}
    assert CanaryLeaks(found).score(one).hits == 1


def test_a_name_in_another_case_is_charged_to_the_case_that_leaked_it(tmp_path):
    small = Identifier("marjorie tattersall", "PERSON")
    one, other = case("a", f"fluids for {NAME.text}", NAME), case("b", small.text, small)
    wrote(tmp_path, of(one, f"fluids for {NAME.text}"), of(other, "for <PERSON>"))
    assert set(find_leaks(tmp_path, [one, other])) == {("s/a", NAME.text)}
    wrote(tmp_path, of(one, "fluids for <PERSON>"), of(other, f"for {small.text}"))
    assert set(find_leaks(tmp_path, [one, other])) == {("s/b", small.text)}


@pytest.mark.parametrize(
    "identifier",
    [
        Identifier("Marjorie Tattersall", "ADDRESS"),
        Identifier("Marjorie@Tattersall 5", ""),
        Identifier("Marj Tatt", ""),
        Identifier("Tattersall-Marj", ""),
    ],
)
def test_only_long_parts_of_names_are_looked_for(tmp_path, identifier):
    one = case("a", f"fluids for {identifier.text}", identifier)
    wrote(tmp_path, of(one, "fluids for Tattersall, Marj"))
    assert not find_leaks(tmp_path, [one])


def test_one_word_is_a_name_when_its_type_says_so(tmp_path):
    one = case("a", "fluids for Dr Nguyễn", Identifier("Dr Nguyễn", "PERSON"))
    for stored, escaped in [("NGUYỄN", False), ("Nguyễn", True)]:
        wrote(tmp_path, of(one, f"fluids for <X> {stored}"), escaped=escaped)
        assert find_leaks(tmp_path, [one])


def test_an_ordinary_word_is_no_name(tmp_path):
    one = case("a", "fluids for Septic Parkinson", Identifier("Septic Parkinson", "PERSON"))
    other = case("b", "Levodopa in parkinson's disease?")
    wrote(tmp_path, of(one, "fluids for <X>, septic, Parkinson"))
    assert not find_leaks(tmp_path, [one, other]), "the documents speak of septic shock"
    wrote(tmp_path, of(one))
    assert find_leaks(tmp_path, [one, other]), "the whole name is no ordinary word"
    wrote(tmp_path, of(one, "fluids for <X>, Parkinson"))
    assert find_leaks(tmp_path, [one])


def test_a_case_does_not_answer_for_another_with_the_same_name(tmp_path):
    kept = case("a", "For Jane Millerson?", Identifier("Jane Millerson", ""), stored="For <X>?")
    leaky = case("b", "Dose, Jane Millerson?", Identifier("Jane Millerson", ""))
    wrote(tmp_path, of(kept, "For <X>?"), of(leaky))
    wrote(tmp_path, trail("For <X>?"), trail(leaky.case.question), name="audit/trail.jsonl")
    assert find_leaks(tmp_path, [kept, leaky]) == {
        ("s/b", "Jane Millerson"): ("audit/trail.jsonl", "outcomes.jsonl")
    }


@pytest.mark.parametrize(
    "line", ["Jane Millerson", ["Jane Millerson"], trail("Jane Millerson?"),
             {"case": "s/other", "x": "Jane Millerson"}, {"content": 5, "x": "Jane Millerson"}],
)  # fmt: skip
def test_what_belongs_to_no_case_with_the_name_is_charged_to_every_one(tmp_path, line):
    both = [case(name, f"{name} Jane Millerson?", Identifier("Jane Millerson", ""))
            for name in "ab"]  # fmt: skip
    wrote(tmp_path, line)
    assert set(find_leaks(tmp_path, both)) == {("s/a", "Jane Millerson"), ("s/b", "Jane Millerson")}


def test_a_name_broken_over_two_lines_of_a_file_is_found(tmp_path):
    one = case("a", "fluids for Jane\nMae", Identifier("Jane\nMae", ""))
    (tmp_path / "log.txt").write_text("asked for Jane\nMae")
    assert find_leaks(tmp_path, [one]) == {("s/a", "Jane\nMae"): ("log.txt",)}
