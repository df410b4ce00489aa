import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import RefusalReason
from corpus.errors import SuiteError
from corpus.metadata import Population
from evals.suites.adding import NewCase, add_case, name_of
from evals.suites.case import Expect, Gold
from evals.suites.reading import read_suite

REFUSED = NewCase("no-dose", "What is the dose?", Expect.REFUSE, RefusalReason.NOT_IN_CORPUS)


def test_a_case_reads_back_as_it_was_given(tmp_path):
    case = NewCase(
        "adrenaline",
        "Adrenaline <NAME>?",
        Expect.ANSWER,
        evidence=[("anaphylaxis-adult", "500 micrograms")],
        facts=["500 micrograms"],
        forbid=["5 mg"],
        tags={"kind": "live"},
        population=Population.ADULT,
        earlier=["And in shock?"],
    )
    made = add_case(tmp_path / "suites", "from-use", case)
    (read,) = read_suite(tmp_path / "suites" / "from-use.yaml").cases
    assert read == made
    assert read.evidence == (Gold("anaphylaxis-adult", "500 micrograms"),)
    assert read.facts[0][0].text == "500 micrograms"
    assert (read.population, read.earlier) == (Population.ADULT, ("And in shock?",))


def test_what_stood_in_the_file_stays_with_its_comments(tmp_path):
    file = tmp_path / "own.yaml"
    before = (
        "suite: own\nabout: ours\ncases:\n  # the first\n  - id: one\n    question: One?\n"
        "    expect: answer\n    facts: [1 mg]\n"
    )
    file.write_text(before)
    add_case(tmp_path, "own", REFUSED)
    assert file.read_text().startswith(before)
    assert [case.id for case in read_suite(file).cases] == ["one", "no-dose"]


def test_an_id_that_is_taken_changes_nothing(tmp_path):
    add_case(tmp_path, "own", REFUSED)
    before = (tmp_path / "own.yaml").read_bytes()
    with pytest.raises(SuiteError, match=r"^own\.yaml:\d+: the id no-dose stands twice"):
        add_case(tmp_path, "own", REFUSED)
    assert (tmp_path / "own.yaml").read_bytes() == before
    assert [file.name for file in tmp_path.glob("*.yaml")] == ["own.yaml"]


@pytest.mark.parametrize("name", ["", "../out", "Own", "a b", "a--b", ".own"])
def test_a_name_that_is_none_is_refused(tmp_path, name):
    with pytest.raises(SuiteError, match="no name of a suite"):
        add_case(tmp_path, name, REFUSED)
    assert not any(tmp_path.iterdir())


@given(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()))
@settings(max_examples=80, deadline=None)
def test_any_question_reads_back_to_the_letter(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("suites")
    made = add_case(folder, "own", NewCase("one", text, Expect.REFUSE))
    assert made.question == text


@pytest.mark.parametrize(
    "words", ["no", "2.10", "- a", "a: b # c", "&a *b !c", "'\"\\", "yes\nno: 1", "{x}", "é\u2028"]
)
def test_nothing_in_a_question_means_anything_to_yaml(tmp_path, words):
    assert add_case(tmp_path, "own", NewCase("one", words, Expect.REFUSE)).question == words


def test_a_name_is_made_of_the_question_and_is_free():
    assert name_of("Adrenaline dose in anaphylaxis?") == "adrenaline-dose-in-anaphylaxis"
    assert name_of("Dose?", ["dose", "dose-2"]) == "dose-3"
    assert name_of("سؤال") == "case"
    assert len(name_of("word " * 40)) <= 48
