"""The questions of a suite."""

import pytest

from corpus.errors import DocumentError
from evals.suite import read_suite_questions


def test_the_questions_come_in_order(tmp_path):
    file = tmp_path / "suite.yaml"
    file.write_text("suite: s\ncases:\n  - {id: a, question: One}\n  - {id: b, question: Two}\n")
    assert read_suite_questions(file) == ("One", "Two")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("cases: [{id: a, question: One}, {id: b}]", "case 2"),
        ("cases: [1]", "case 1"),
        ("cases: []", "no list of cases"),
        ("a: b: c", "not YAML"),
        ("", "no list of cases"),
        ("cases: [{question: 7}]", "case 1"),
    ],
)
def test_what_is_no_suite_is_named(tmp_path, content, says):
    file = tmp_path / "suite.yaml"
    file.write_text(content)
    with pytest.raises(DocumentError, match=says):
        read_suite_questions(file)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DocumentError, match="gone"):
        read_suite_questions(tmp_path / "gone.yaml")
