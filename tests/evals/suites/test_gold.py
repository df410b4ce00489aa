"""Gold is found wherever it stands, and what is not there is named with its line."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SuiteError
from corpus.text import Text
from evals.suites.gold import check_gold, find_gold
from evals.suites.reading import read_suite

TODAY = date(2026, 11, 1)


@dataclass(frozen=True)
class FakeVersion:
    document: str
    version: str


class FakeSources:
    def __init__(self, texts, withdrawn=()):
        keys = {key: FakeVersion(*key.split("@")) for key in texts}
        self.versions = keys
        self.in_force = {
            TODAY.isoformat(): frozenset(keys) - set(withdrawn),
            "2020-01-01": frozenset(),
        }
        self._texts = texts

    def text(self, key):
        return Text(self._texts[key], ())


HOME = FakeSources(
    {
        "sepsis@1": "Give 20 mL/kg of fluid.",
        "sepsis@2": "Give 30 mL/kg of\nfluid within 3 hours. Stop at 1.5 mg.",
        "asthma@1": "Give salbutamol 5 mg.",
    },
    withdrawn=["sepsis@1"],
)


def suite_of(folder, case, head=""):
    file = folder / "suite.yaml"
    file.write_text(
        f"suite: s\nabout: t\n{head}cases:\n  - id: a\n    question: How?\n{case}", encoding="utf-8"
    )
    return read_suite(file)


@pytest.mark.parametrize(
    ("text", "contains", "spans"),
    [
        ("a b\n\nc a b c", "a b c", [(0, 6), (7, 12)]),
        ("7.5 mg, 5 mg, 15 mg, 5 mgs", "5 mg", [(8, 12)]),
        ("38.5 and 38", "38", [(9, 11)]),
        ("Give (now)", "(now)", [(5, 10)]),
        ("cafe\u0301".replace("e\u0301", "é"), "cafe\u0301", [(0, 4)]),
        ("Give", "give", []),
        ("Give", " ", []),
    ],
)
def test_every_place_is_found(text, contains, spans):
    assert find_gold(text, contains) == tuple(spans)
    assert find_gold(Text(text, ()), contains) == tuple(spans)


@given(st.lists(st.sampled_from(["30", "mL/kg", "of", "(a)", "≤", "µg", "é"]), min_size=1))
def test_a_place_holds_the_words(words):
    text = "x  " + "\n ".join(words) + " y"
    found = find_gold(text, " ".join(words))
    assert found
    assert all(text[start:end].split() == words for start, end in found)


PARTS = st.lists(st.sampled_from(["5", "mg", "a", "(", ".", ",", " ", "\n", "\u00a0", "  "]))


@given(PARTS.map("".join), PARTS.map("".join))
def test_places_are_those_of_an_expression_for_the_whole(text, contains):
    words = contains.split()
    before = r"(?<!\w)(?<!\d[.,])" if words and words[0][0].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if words and words[-1][-1].isalnum() else ""
    expression = before + r"\s+".join(map(re.escape, words)) + after
    expected = tuple(place.span() for place in re.finditer(expression, text)) if words else ()
    assert find_gold(text, contains) == expected


def test_gold_in_force_passes(tmp_path):
    case = "    expect: answer\n    evidence: [{document: sepsis, contains: 30 mL/kg of fluid}]\n"
    check_gold([suite_of(tmp_path, case)], {"": HOME}, TODAY)


def test_a_refusal_may_name_what_is_no_longer_in_force(tmp_path):
    case = (
        "    expect: refuse\n    evidence: [{document: sepsis, contains: 20 mL/kg, version: 1}]\n"
    )
    check_gold([suite_of(tmp_path, case)], {"": HOME}, TODAY)


@pytest.mark.parametrize(
    ("gold", "more", "says"),
    [
        ("document: sepsi, contains: a", "", "no document is called sepsi, did you mean sepsis"),
        ("document: sepsis, contains: a, version: 7", "", "no version 7: it has 1, 2"),
        ("document: sepsis, contains: 20 mL/kg, version: 1", "", "sepsis@1 is not in force"),
        ("document: sepsis, contains: a", "as_of: 2020-01-01", "not in force on 2020-01-01"),
        ("document: sepsis, contains: Give 40 mL/kg of fluid", "",
         "nearest to it is 'Give 30 mL/kg of fluid'"),
        ("document: sepsis, contains: 5 mg", "", "sepsis@2 does not hold '5 mg'"),
        ("document: sepsis, contains: qqqqq", "", "does not hold 'qqqqq'$"),
    ],
)  # fmt: skip
def test_gold_that_is_not_there_is_named(tmp_path, gold, more, says):
    known = "      - {document: asthma, contains: salbutamol}\n" if not more else ""
    known = known or "      - {document: sepsis, contains: 30 mL/kg, version: 2}\n"
    head = f"    expect: answer\n    {more or 'site: north'}\n    evidence:\n"
    case = f"{head}{known}      - {{{gold}}}\n"
    with pytest.raises(SuiteError, match=says) as caught:
        check_gold([suite_of(tmp_path, case)], {"": HOME}, TODAY)
    assert "suite.yaml:10: " in str(caught.value)


def test_gold_taken_over_by_variants_is_named_once(tmp_path):
    case = (
        "    expect: answer\n    evidence: [{document: sepsis, contains: zzz}]\n"
        "  - {id: b, question: how, variant_of: a}\n"
    )
    with pytest.raises(SuiteError) as caught:
        check_gold([suite_of(tmp_path, case)], {"": HOME}, TODAY)
    assert str(caught.value).count("zzz") == 1


def test_a_home_with_other_documents_is_told_apart(tmp_path):
    case = "    expect: answer\n    evidence: [{document: burns, contains: a}]\n"
    with pytest.raises(SuiteError, match="this home holds none of the documents of the suite s"):
        check_gold([suite_of(tmp_path, case)], {"": HOME}, TODAY)


def test_a_suite_with_documents_of_its_own_is_checked_against_them(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "burns.md").write_text("# Burns\n\nCool them.\n")
    case = "    expect: answer\n    evidence: [{document: burns, contains: Cool them}]\n"
    suite = suite_of(tmp_path, case, head="documents: documents\n")
    check_gold([suite], {"": HOME, "s": FakeSources({"burns@1": "Cool them."})}, TODAY)
    with pytest.raises(SuiteError, match="the suite's own folder holds none"):
        check_gold([suite], {"": HOME, "s": FakeSources({"other@1": "Cool them."})}, TODAY)
