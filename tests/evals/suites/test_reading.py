"""A suite is read from YAML, and every mistake in it is named with its line."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import RefusalReason
from corpus.errors import SuiteError
from corpus.metadata import Population
from evals.suites.case import Expect, Gold, Identifier
from evals.suites.pattern import Pattern
from evals.suites.reading import read_suite

HEAD = "suite: sepsis\nabout: Fluids\ncases:\n"
CASE = "  - {id: a, question: How much?, expect: answer, facts: [30 mL/kg]}\n"

WHOLE = """\
suite: sepsis
about: >
  Fluids and
  antibiotics
as_of: 2026-11-01
cases:
  - id: fluids-1
    question: How much, Jane Doe, on 01/02/1950?
    expect: answer
    evidence: [{document: adult-sepsis, contains: "30 mL/kg", version: 2}]
    facts: [30 mL/kg, ["3 hours", three hours], {regex: "a{1,3}b"}]
    cautions: [[heart failure, {regex: "overload"}]]
    notices: sources_conflict
    forbid: [50 mL/kg]
    identifiers: [Jane Doe, {text: 01/02/1950, type: DATE}]
    canaries: [x7]
    population: adult
    site: north
    specialty: medicine
    as_of: 2025-01-01
    tags: {hazard: dose, kind: direct}
  - id: fluids-2
    question: how mch
    variant_of: fluids-1
    tags: {kind: typo}
  - id: far
    question: Who won?
    expect: refuse
    reason: not_in_corpus
"""


def suite_of(folder, text):
    file = folder / "suite.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_suite(file)


def mistakes_of(folder, text):
    with pytest.raises(SuiteError) as caught:
        suite_of(folder, text)
    return str(caught.value).replace(f"{folder}/", "").split("; suite.yaml:")


def test_every_field_is_read(tmp_path):
    suite = suite_of(tmp_path, WHOLE)
    case = suite.cases[0]
    assert (suite.name, suite.about, len(suite.cases)) == (
        "sepsis",
        "Fluids and antibiotics",
        3,
    )
    assert case.key == "sepsis/fluids-1"
    assert case.line == 7
    assert case.expect is Expect.ANSWER
    assert case.evidence == (Gold("adult-sepsis", "30 mL/kg", "2"),)
    assert case.evidence[0].line == 10
    assert case.facts == (
        (Pattern("30 mL/kg"),),
        (Pattern("3 hours"), Pattern("three hours")),
        (Pattern("a{1,3}b", regex=True),),
    )
    assert case.cautions == ((Pattern("heart failure"), Pattern("overload", regex=True)),)
    assert case.notices == ("sources_conflict",)
    assert case.forbid == (Pattern("50 mL/kg"),)
    assert case.identifiers == (Identifier("Jane Doe", ""), Identifier("01/02/1950", "DATE"))
    assert case.canaries == ("x7",)
    assert (case.population, case.site, case.specialty) == (Population.ADULT, "north", "medicine")
    assert case.as_of == date(2025, 1, 1)
    assert case.tags == {"hazard": "dose", "kind": "direct"}
    assert suite.cases[2].as_of == date(2026, 11, 1)
    assert suite.cases[2].reasons == (RefusalReason.NOT_IN_CORPUS,)


def test_a_variant_takes_over_what_it_does_not_state(tmp_path):
    case, variant, _ = suite_of(tmp_path, WHOLE).cases
    for name in (
        "expect",
        "evidence",
        "facts",
        "cautions",
        "notices",
        "forbid",
        "population",
        "site",
    ):
        assert getattr(variant, name) == getattr(case, name)
    assert variant.as_of == date(2025, 1, 1)
    assert variant.tags == {"hazard": "dose", "kind": "typo"}
    assert variant.identifiers == ()
    assert variant.canaries == ()
    assert variant.family == case.family == "sepsis/fluids-1"


def test_a_variant_takes_over_no_kind(tmp_path):
    without = WHOLE.replace("    tags: {kind: typo}\n", "")
    assert suite_of(tmp_path, without).cases[1].tags == {"hazard": "dose"}


def test_a_variant_that_expects_the_opposite_takes_over_only_what_is_true_of_the_question(tmp_path):
    text = WHOLE.replace("variant_of: fluids-1", "variant_of: fluids-1\n    expect: refuse")
    variant = suite_of(tmp_path, text).cases[1]
    assert variant.facts == variant.evidence == variant.cautions == ()
    assert variant.forbid == (Pattern("50 mL/kg"),)
    assert variant.population is Population.ADULT


def test_a_variant_can_say_that_it_has_none(tmp_path):
    text = WHOLE.replace("variant_of: fluids-1", "variant_of: fluids-1\n    cautions: []")
    assert suite_of(tmp_path, text).cases[1].cautions == ()


def test_comments_are_free(tmp_path):
    text = "# of ours\n" + WHOLE.replace("expect: answer", "expect: answer # as agreed")
    assert suite_of(tmp_path, text).cases == suite_of(tmp_path, "\n" + WHOLE).cases


def test_values_are_the_words_as_written(tmp_path):
    text = HEAD + (
        "  - {id: no, question: 'Yes?', expect: answer, facts: [30, 1_000, 2.10, 12:30:00, on]}\n"
    )
    case = suite_of(tmp_path, text).cases[0]
    assert case.id == "no"
    assert [wordings[0].text for wordings in case.facts] == [
        "30",
        "1_000",
        "2.10",
        "12:30:00",
        "on",
    ]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "empty"),
        ("# nothing\n", 1, "empty"),
        ("a: b: c", 1, "not YAML"),
        ("suite: s\ncases:\n\t- id: a", 3, "tab"),
        ("suite: s\nabout: \xe9".encode("latin-1"), 2, "0xe9 is not UTF-8"),
        ("suite: s\nabout: \x07", 2, "not YAML"),
        ("[1]", 1, "no mapping"),
        ("suite: s\nabout: t\n", 1, "has no cases"),
        ("suite: s\nabout: t\ncases: []\n", 3, "no list of cases"),
        ("suite: s\nabout: t\ncases: [1]\n", 3, "case 1 is no mapping"),
        (HEAD + CASE + "---\nsuite: t\n", 5, "second YAML document"),
        (HEAD.replace("sepsis", "Sepsis Core") + CASE, 1, "'Sepsis Core' is no name"),
        (HEAD.replace("sepsis", "a/../b") + CASE, 1, "is no name"),
        (HEAD.replace("about", "abuot") + CASE, 2, "did you mean about"),
        (HEAD + CASE.replace("id: a", "id: A_1"), 4, "'A_1' is no name"),
        (HEAD + CASE.replace("expect", "expects"), 4, "did you mean expect"),
        (HEAD + CASE.replace("expect: answer", "expect: anwser"), 4, "did you mean answer"),
        (HEAD + CASE.replace("expect: answer, ", ""), 4, "has no expect"),
        (HEAD + CASE.replace("question: How much?, ", ""), 4, "has no question"),
        (HEAD + CASE.replace("How much?", "' '"), 4, "question is empty"),
        (HEAD + CASE.replace("How much?", ""), 4, "question is empty"),
        (HEAD + CASE.replace("How much?", "null"), 4, "write it in quotes"),
        (HEAD + CASE.replace("How much?", "[a]"), 4, "question is a list"),
        (HEAD + CASE.replace(", facts: [30 mL/kg]", ""), 4, "evidence or facts"),
        (HEAD + CASE.replace("[30 mL/kg]", "30 mL/kg"), 4, "facts is no list"),
        (HEAD + CASE.replace("[30 mL/kg]", "[]"), 4, "empty list"),
        (HEAD + CASE.replace("[30 mL/kg]", "[[]]"), 4, "empty list"),
        (HEAD + CASE.replace("[30 mL/kg]", "[1,000 mL]"), 4, "two items of 1,000 mL"),
        (HEAD + "  - id: a\n    question: Bed #4, how much?\n", 5, "'#4, how much?' is left out"),
        (HEAD + CASE.replace("30 mL/kg", "{regex: '(a'}"), 4, "no regular expression"),
        (HEAD + CASE.replace("30 mL/kg", "{regexp: a}"), 4, "did you mean regex"),
        (HEAD + CASE.replace("30 mL/kg", f"{{regex: {'a' * 201}}}"), 4, "200"),
        (HEAD + CASE.replace("}", ", reason: not_in_corpus}"), 4, "reason is for a refusal"),
        (HEAD + CASE.replace("answer", "refuse"), 4, "has no facts"),
        (HEAD + CASE.replace("}", ", reason: not_in_corps}"), 4, "did you mean not_in_corpus"),
        (HEAD + CASE.replace("}", ", population: adults}"), 4, "did you mean adult"),
        (HEAD + CASE.replace("}", ", as_of: 20250101}"), 4, "2026-01-31"),
        (HEAD + CASE.replace("}", ", as_of: 2025-02-30}"), 4, "'2025-02-30' is no day"),
        (HEAD + CASE.replace("}", ", variant_of: b}"), 4, "no case of this suite"),
        (HEAD + CASE.replace("}", ", variant_of: a}"), 4, "variant of itself"),
        (HEAD + CASE.replace("}", ", evidence: [{document: d}]}"), 4, "has no contains"),
        (HEAD + CASE.replace("}", ", identifiers: [Jo]}"), 4, "'Jo' does not stand"),
        (HEAD + CASE.replace("}", ", tags: [kind]}"), 4, "tags is no mapping"),
        (HEAD + CASE.replace("}", ", tags: {kind: near-miss}}"), 4, "did you mean near_miss"),
        (HEAD + CASE.replace("}", ", tags: {kind: {a: b}}}"), 4, "kind is a mapping"),
        (HEAD + CASE.replace("}", ", tags: {a: b, a: c}}"), 4, "a stands twice"),
        (HEAD + CASE + CASE, 5, "a stands twice, first in line 4"),
        (HEAD + CASE.replace("How much?", "&x how"), 4, "anchors"),
        (HEAD + CASE.replace("How much?", "!!python/name:os.system x"), 4, "tag"),
        (HEAD + CASE.replace("30 mL/kg", "[" * 40 + "]" * 40), 4, "deep"),
        (HEAD + CASE.replace("}", ", ? [a] : b}"), 4, "where a key should"),
        ("documents: gone\n" + HEAD + CASE, 1, "no folder 'gone'"),
        ("documents: /etc\n" + HEAD + CASE, 1, "absolute"),
        ('documents: "a\\0b"\n' + HEAD + CASE, 1, "documents"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path, text, line, says):
    mistakes = mistakes_of(tmp_path, text)
    assert any(
        mistake.removeprefix("suite.yaml:").startswith(f"{line}: ") and says in mistake
        for mistake in mistakes
    ), mistakes


def test_all_mistakes_are_named_at_once_in_the_order_of_the_file(tmp_path):
    text = HEAD + CASE.replace("expect", "expcet") + CASE.replace("id: a", "id: B")
    mistakes = mistakes_of(tmp_path, text)
    assert [mistake.removeprefix("suite.yaml:")[:1] for mistake in mistakes] == ["4", "4", "5"]


def test_beyond_twenty_mistakes_the_rest_is_counted(tmp_path):
    text = HEAD + "".join(CASE.replace("id: a", f"id: A{n}") for n in range(45))
    with pytest.raises(SuiteError, match=r"and 25 more mistakes$"):
        suite_of(tmp_path, text)


def test_a_suite_may_have_a_kind_of_its_own(tmp_path):
    text = HEAD + CASE.replace("}", ", tags: {kind: handover}}")
    assert suite_of(tmp_path, text).cases[0].tags == {"kind": "handover"}


def test_a_variant_of_a_variant_is_refused(tmp_path):
    text = WHOLE + "  - {id: third, question: huh, variant_of: fluids-2}\n"
    assert "name the case it is of, fluids-1" in mistakes_of(tmp_path, text)[0]


def test_a_file_of_nothing_but_mistakes_is_not_read_to_its_end(tmp_path):
    began = time.process_time()
    with pytest.raises(SuiteError, match="anchors"):
        suite_of(tmp_path, f"a: &a [x]\nb: [{'*a,' * 1_000_000}]\n")
    assert time.process_time() - began < 5


def test_what_is_no_file_is_named(tmp_path):
    for path in (tmp_path / "gone.yaml", tmp_path, tmp_path / "a\0b"):
        with pytest.raises(SuiteError, match="check the path"):
            read_suite(path)


def test_a_huge_file_is_refused_unread(tmp_path):
    file = tmp_path / "huge.yaml"
    with file.open("wb") as opened:
        opened.truncate(20_000_001)
    with pytest.raises(SuiteError, match="larger than 20 MB"):
        read_suite(file)


@pytest.mark.parametrize("named", ["../private", "..", "shortcut"])
def test_documents_from_outside_of_the_suites_folder_are_refused(tmp_path, named):
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "letter.md").write_text("# A letter\n\nOf a patient.\n")
    (tmp_path / "suite").mkdir()
    (tmp_path / "suite" / "shortcut").symlink_to(tmp_path / "private")
    with pytest.raises(SuiteError, match="lead out of the suite's own folder"):
        suite_of(tmp_path / "suite", f"documents: {named}\n" + WHOLE)


def test_documents_belong_to_the_digest(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "one.md").write_text("# One\n")
    first = suite_of(tmp_path, "documents: documents\n" + WHOLE)
    assert first.documents == folder
    assert first.cases[0].corpus == "sepsis"
    (folder / "one.md").write_text("# Two\n")
    second = suite_of(tmp_path, "documents: documents\n" + WHOLE)
    assert first.sha256 != second.sha256


def test_eight_hundred_cases_are_read_in_a_second(tmp_path):
    variants = "".join(
        f"  - {{id: v{n}, question: How, variant_of: fluids-1, tags: {{kind: typo}}}}\n"
        for n in range(800)
    )
    file = tmp_path / "suite.yaml"
    file.write_text(WHOLE + variants)
    began = time.process_time()
    assert len(read_suite(file).cases) == 803
    assert time.process_time() - began < 1


@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_suite_or_a_suite_error(data, tmp_path_factory):
    file = tmp_path_factory.getbasetemp() / "wild.yaml"
    file.write_bytes(data)
    with pytest.raises(SuiteError):
        read_suite(file)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "question", "expect", "facts", "regex", "document", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    case=st.fixed_dictionaries(
        {"id": st.just("a") | _VALUES, "question": st.just("How?") | _VALUES},
        optional={
            key: value | _VALUES
            for key, value in {
                "expect": st.sampled_from(["answer", "refuse"]),
                "reason": st.sampled_from(list(RefusalReason)).map(str),
                "facts": st.lists(st.text(max_size=8)),
                "forbid": st.lists(st.fixed_dictionaries({"regex": st.text(max_size=8)})),
                "evidence": st.just([{"document": "d", "contains": "c"}]),
                "identifiers": st.just(["How"]),
                "tags": st.just({"kind": "direct"}),
                "population": st.sampled_from(list(Population)).map(str),
                "as_of": st.dates(),
                "variant_of": st.sampled_from(["a", "b"]),
            }.items()
        },
    )
)
def test_any_yaml_value_is_a_suite_or_a_suite_error(case, tmp_path_factory):
    import yaml

    file = tmp_path_factory.getbasetemp() / "wild.yaml"
    base = {"id": "b", "question": "What?", "expect": "refuse"}
    whole = {"suite": "s", "about": "t", "cases": [case, base]}
    file.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    try:
        suite = read_suite(file)
    except SuiteError:
        return
    assert suite.cases[0].question == case["question"].strip() or suite.cases[0].question
