"""Suites are found by name, file or folder; what is not found is named."""

import pytest

from corpus.errors import SuiteError
from evals.suites.finding import SHIPPED, find_suites, shipped_suites

CASES = "about: t\ncases: [{id: a, question: How?, expect: refuse}]\n"


def write(file, name):
    file.write_text(f"suite: {name}\n{CASES}")
    return str(file)


def test_all_is_every_shipped_suite():
    assert tuple(suite.name for suite in find_suites(["all"])) == shipped_suites()
    assert len(shipped_suites()) == len(list(SHIPPED.glob("*.yaml")))


def test_a_shipped_suite_is_named_once_however_often_it_is_asked_for():
    name = shipped_suites()[0]
    assert [suite.name for suite in find_suites([name, "all", name])] == list(shipped_suites())


def test_files_and_folders_are_read_in_order(tmp_path):
    one, two = write(tmp_path / "b.yaml", "one"), write(tmp_path / "a.yml", "two")
    assert [suite.name for suite in find_suites([one, two])] == ["one", "two"]
    assert [suite.name for suite in find_suites([str(tmp_path)])] == ["two", "one"]


def test_a_set_is_read_by_what_reads_sets(tmp_path):
    suite = find_suites([write(tmp_path / "a.yaml", "one")])[0]
    asked = []

    def read(name):
        asked.append(name)
        return suite

    assert find_suites(["set:xstest?n=5"], read) == (suite,)
    assert asked == ["xstest?n=5"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nonsense-of-mine", "eval list"),
        (shipped_suites()[0] + "x", f"did you mean {shipped_suites()[0]}"),
        ("alll", "did you mean all"),
        ("gone.yaml", "no file 'gone.yaml'"),
        ("gone/folder", "no file 'gone/folder'"),
        ("", "no suite is called ''"),
        ("a\0b", "no suite is called"),
        ("set:xstest", "set:xstest cannot be had here"),
    ],
)
def test_an_unknown_name_is_named(name, says):
    with pytest.raises(SuiteError, match=says):
        find_suites([name])


def test_no_name_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(SuiteError, match="no suite is named"):
        find_suites([])
    with pytest.raises(SuiteError, match="holds no suite"):
        find_suites([str(tmp_path)])


def test_two_suites_of_one_name_are_refused(tmp_path):
    names = [write(tmp_path / "a.yaml", "one"), write(tmp_path / "b.yaml", "one")]
    with pytest.raises(SuiteError, match="are both called one"):
        find_suites(names)


def test_the_mistakes_of_all_files_are_named(tmp_path):
    for name in ("a", "b"):
        write(tmp_path / f"{name}.yaml", "A B")
    with pytest.raises(SuiteError, match=r"a\.yaml:1.*b\.yaml:1"):
        find_suites([str(tmp_path)])
