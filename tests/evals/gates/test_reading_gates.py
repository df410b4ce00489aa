import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SuiteError
from evals.gates import SHIPPED, Gate, On, read_gates, required_suites

WHOLE = """\
suites: [sepsis, far-off]
gates:
  - measure: rejection
    at_least: 0.95
    goal: 0.98
    because: A guess may harm.
  - measure: canary_leaks
    at_most: 0
    on: value
    suites: [far-off]
    because: Planted words must stand nowhere.
  - measure: correct
    at_least: 0.5
    tag: population
    because: No group of patients is served worse.
"""


def written(folder, text):
    file = folder / "gates.yaml"
    file.write_text(text)
    return file


def mistakes(folder, text):
    with pytest.raises(SuiteError) as caught:
        read_gates(written(folder, text))
    return str(caught.value)


def changed(old, new):
    assert old in WHOLE
    return WHOLE.replace(old, new, 1)


def test_gates_are_read_as_they_are_written(tmp_path):
    found = read_gates(written(tmp_path, WHOLE))
    assert found.suites == ("sepsis", "far-off")
    rejection, leaks, correct = found.gates
    assert rejection == Gate("rejection", 0.95, True, "A guess may harm.", goal=0.98, line=3)
    assert (leaks.bound, leaks.at_least, leaks.on) == (0, False, On.VALUE)
    assert (leaks.suites, correct.tag) == (("far-off",), "population")


def test_all_are_the_suites_that_ship(tmp_path):
    assert read_gates(written(tmp_path, changed("[sepsis, far-off]", "all"))).suites is None


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("at_least: 0.95", "at_leats: 0.95", 4, "did you mean at_least"),
        ("at_least: 0.95", "at_least: 95 %", 4, "'95 %' is no share"),
        ("at_least: 0.95", "at_least: 1.5", 4, "is no share"),
        ("at_least: 0.95", "at_least: nan", 4, "is no share"),
        ("    at_least: 0.95\n", "", 3, "either at_least or at_most"),
        ("    goal: 0.98", "    at_most: 0.98", 3, "either at_least or at_most"),
        ("goal: 0.98", "goal: 0.9", 3, "asks for less"),
        ("on: value", "on: values", 9, "did you mean value"),
        ("    because: A guess may harm.\n", "", 3, "has no because"),
        ("tag: population", "tag: population\n    suites: [sepsis]", 12, "not by both"),
        ("suites: [sepsis, far-off]", "suites: []", 1, "neither all nor a list"),
        ("suites: [sepsis, far-off]\n", "", 1, "has no suites"),
        ("suites: [far-off]", "suites: [Far off]", 10, "is no name"),
        ("  - measure: correct\n    at_least: 0.5\n    tag: population",
         "  - measure: rejection\n    at_least: 0.5", 12, "asked twice, first in line 3"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path, old, new, line, words):
    said = mistakes(tmp_path, changed(old, new))
    assert f"gates.yaml:{line}: " in said
    assert words in said


def test_every_mistake_is_named_at_once(tmp_path):
    text = changed("at_least: 0.95", "at_least: much").replace("on: value", "on: nothing")
    said = mistakes(tmp_path, text)
    assert "gates.yaml:4: " in said and "gates.yaml:9: " in said


@pytest.mark.parametrize("text", ["", "gates: []\nsuites: all\n", "[]", "gates", "gates: {a: b}"])
def test_a_file_without_gates_is_refused(tmp_path, text):
    assert "gates.yaml:1: " in mistakes(tmp_path, text)


def test_a_suite_of_a_site_is_named_from_the_file_of_gates_on(tmp_path):
    (tmp_path / "own.yaml").write_text(
        "suite: own\nabout: ours\ncases:\n  - {id: one, question: Why?, expect: refuse}\n"
    )
    text = changed("suites: [sepsis, far-off]", "suites: [own.yaml]")
    (own,) = required_suites(read_gates(written(tmp_path, text)))
    assert (own.name, len(own.cases)) == ("own", 1)


def test_a_suite_that_is_not_there_is_named(tmp_path):
    text = changed("suites: [sepsis, far-off]", "suites: [nowhere.yaml]")
    with pytest.raises(SuiteError, match="nowhere"):
        required_suites(read_gates(written(tmp_path, text)))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SuiteError, match="nowhere"):
        read_gates(tmp_path / "nowhere.yaml")


def test_what_is_no_text_is_refused(tmp_path):
    (tmp_path / "gates.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SuiteError, match="cannot be read"):
        read_gates(tmp_path / "gates.yaml")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    file = tmp_path_factory.mktemp("gates") / "gates.yaml"
    file.write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises(SuiteError):
        read_gates(file)


@given(
    st.sampled_from(["at_least", "at_most", "goal", "on", "tag", "measure", "suites", "because"]),
    st.text(st.characters(codec="utf-8"), max_size=20),
)
def test_any_value_is_read_or_refused(tmp_path_factory, key, value):
    file = tmp_path_factory.mktemp("gates") / "gates.yaml"
    file.write_text(WHOLE + f"  - measure: mrr\n    {key}: {value}\n", encoding="utf-8")
    try:
        assert len(read_gates(file).gates) == 3
    except SuiteError as error:
        assert "gates.yaml:" in str(error)


def test_the_gates_that_ship_can_be_read():
    found = read_gates(SHIPPED)
    assert found.suites is None
    assert all(gate.goal is not None for gate in found.gates)
