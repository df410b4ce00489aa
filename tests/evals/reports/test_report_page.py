import re
import shutil
from base64 import b64encode
from hashlib import sha256

import orjson
import pytest
from lxml import html

from corpus.errors import RunError
from evals.gates import Gate, Gates, hold
from evals.reports import write_report
from evals.reports.wording import sentence
from evals.runs.folder import open_run
from evals.suites.suite import Suite
from tests.fakes.runs import ATTACK, DAY, FakeRun

LENIENT = Gates((Gate("correct", 0.01, at_least=True, because="Some must be right."),), (), "0")
STRICT = Gates((Gate("correct", 1.0, at_least=True, because="All must be right."),), (), "0")
AIMING = Gates((Gate("correct", 0.0, True, "All should be right.", goal=1.0),), (), "0")
ALL_RIGHT = frozenset()


def written(folder, run=None, gates=None, against=None):
    """The page of a run, parsed, with its bytes."""
    suites = (run or FakeRun()).write(folder)
    ruling = hold(gates, open_run(folder, unfinished=True), suites) if gates else None
    write_report(folder, suites, folder / "report.html", against, ruling)
    data = (folder / "report.html").read_bytes()
    return html.fromstring(data.decode()), data


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return written(tmp_path_factory.mktemp("run") / "run", gates=STRICT)


def text_of(element):
    return " ".join(element.text_content().split())


def test_nothing_is_fetched_and_nothing_but_our_script_runs(page):
    tree, data = page
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in {"style", "src", "srcdoc", "action"}
            assert name != "href" or value.startswith("#")
    assert not tree.xpath("//link|//img|//iframe|//object|//embed|//form|//base|//image")
    assert b"://" not in data and b"@import" not in data
    assert data.count(b"url(#") == data.count(b"url(")
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    for tag in ("script", "style"):
        (inline,) = tree.xpath(f"//{tag}")
        assert b64encode(sha256(inline.text.encode()).digest()).decode() in policy


def test_hostile_words_are_shown_as_words(page):
    tree, data = page
    assert ATTACK in tree.text_content()
    assert "{{ 7 * 7 }} {% raw %}" in tree.text_content()
    assert "⟨U+202E⟩evil" in tree.text_content() and "⟨U+0007⟩" in tree.text_content()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", data.decode())


def test_the_same_run_gives_the_same_bytes(page, tmp_path):
    assert written(tmp_path / "elsewhere", gates=STRICT)[1] == page[1]


def test_every_id_is_there_once_and_every_link_leads_somewhere(page):
    tree, _ = page
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//@href")} <= set(ids)
    for shape in tree.xpath("//*[@clip-path]/@clip-path"):
        assert shape.removeprefix("url(#").removesuffix(")") in ids


def test_a_chart_says_in_words_what_it_shows(page):
    tree, _ = page
    charts = tree.xpath("//figure//svg")
    assert len(charts) >= 4
    for chart in charts:
        named = chart.get("aria-labelledby").split()
        assert all(tree.get_element_by_id(one).text_content().strip() for one in named)


@pytest.mark.parametrize(
    ("run", "gates", "sign"),
    [
        (FakeRun(wrong=ALL_RIGHT, times=3), LENIENT, "passed"),
        (FakeRun(wrong=ALL_RIGHT, times=3), None, "none"),
        (FakeRun(wrong=ALL_RIGHT, times=3), STRICT, "failed"),
        (FakeRun(times=3), STRICT, "failed"),
        (FakeRun(wrong=ALL_RIGHT, times=3, state="stopped"), LENIENT, "none"),
        (FakeRun(wrong=ALL_RIGHT, times=3, state="running"), LENIENT, "none"),
        (FakeRun(wrong=ALL_RIGHT, times=3, filters={"tags": ["kind=typo"]}), LENIENT, "none"),
        (FakeRun(wrong=ALL_RIGHT, times=3, state="stopped"), None, "none"),
    ],
)
def test_only_a_whole_run_that_kept_its_gates_looks_like_a_pass(tmp_path, run, gates, sign):
    tree, data = written(tmp_path / "run", run, gates)
    (banner,) = tree.xpath("//*[starts-with(@class, 'verdict ')]")
    assert banner.get("class") == f"verdict {sign}"
    title = tree.xpath("//h1")[0].text
    assert title.startswith({"passed": "Passed", "failed": "Failed", "none": "No verdict"}[sign])
    assert title in data.decode().split("<title>")[1].split("</title>")[0]


def test_a_pass_that_is_short_of_a_goal_says_so(tmp_path):
    tree, _ = written(tmp_path / "run", FakeRun(times=3), AIMING)
    (banner,) = tree.xpath("//*[starts-with(@class, 'verdict ')]")
    assert banner.get("class") == "verdict short"
    assert tree.xpath("//h1")[0].text.endswith("and 1 is short of its goal")
    assert "the goal is at least 100 %" in text_of(banner)


def test_a_run_without_some_of_its_suites_cases_is_not_a_whole_one(tmp_path):
    (suite,) = FakeRun(wrong=ALL_RIGHT).write(tmp_path / "run")
    extra = FakeRun(times=2).write(tmp_path / "other")[0].cases
    whole = Suite(suite.name, suite.about, extra, suite.sha256)
    write_report(tmp_path / "run", [whole], tmp_path / "r.html")
    assert "5 were left out" in (tmp_path / "r.html").read_text()


def test_a_failing_case_stands_with_what_was_expected_and_what_came(page):
    case = text_of(page[0].get_element_by_id("case-sepsis-core.2f.dose-0"))
    assert "How much crystalloid in septic shock?" in case
    assert "found “30 mL/kg”" in case and "found “3 hours” or “three hours”" in case
    assert "found “hydroxyethyl starch”" in case and "said “300 mL/kg”" in case
    assert "cited “plan for at least 30 mL/kg" in case and "retrieved at rank 1 of 1" in case
    assert "plan for at least 300 mL/kg" in case and "confidence 0.91" in case
    assert "number_fidelity" in case and f"asked about {DAY}" in case


def test_cited_and_gold_words_are_marked_where_they_stand_in_the_source(page):
    case = page[0].get_element_by_id("case-sepsis-core.2f.dose-0")
    (quote, *_) = case.xpath(".//blockquote")
    cited = "".join(mark.text_content() for mark in quote.xpath(".//mark"))
    assert cited.count("plan for at least 30 mL/kg") == 1
    assert quote.xpath(".//mark[@class='gold']")[0].text.startswith("plan for at least 30 mL/kg")
    assert "Use a balanced crystalloid" in quote.text_content()
    assert "Sepsis and septic shock in adults › Fluid resuscitation" in case.text_content()


def test_a_refusal_and_an_error_show_why(page):
    refused = text_of(page[0].get_element_by_id("case-sepsis-core.2f.refused-0"))
    assert "Refused: not_in_corpus" in refused and "not cited “plan for" in refused
    crashed = text_of(page[0].get_element_by_id("case-sepsis-core.2f.crash-0"))
    assert "An error" in crashed and "no answer after 60 seconds" in crashed


def test_an_identifier_is_not_shown_even_after_an_error(page):
    assert b"Jane Doe" not in page[1]
    assert "[PERSON] asks." in page[0].text_content()


def test_failing_cases_stand_once_under_their_gravest_fault(page):
    tree, _ = page
    groups = [group.get("data-measure") for group in tree.xpath("//*[@class='faultgroup']")]
    assert groups == ["errors", "forbidden", "key_facts"]
    assert len(tree.xpath("//details[@class='case']")) == 4


def test_a_comparison_names_the_cases_that_turned(tmp_path):
    FakeRun(wrong=frozenset({"crash"})).write(tmp_path / "before")
    tree, _ = written(tmp_path / "run", FakeRun(), against=tmp_path / "before")
    compared = text_of(tree.get_element_by_id("comparison"))
    assert "4 passed before, 1 now" in compared
    assert "Newly failing: 3" in compared and "Newly passing: none" in compared
    assert "sepsis-core/dose-0" in compared and "refused: not_in_corpus" in compared
    assert tree.xpath("//figure[@class='chart-differences']//svg")


def test_three_hundred_failures_stay_a_page_that_opens(tmp_path):
    tree, data = written(tmp_path / "run", FakeRun(times=80))
    assert len(tree.xpath("//details[@class='case']")) == 320
    assert not tree.xpath("//details[@open]")
    assert len(data) < 3_000_000


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / "run"
    return folder, FakeRun().write(folder)


def rescored(folder, **changed):
    scores = orjson.loads((folder / "scores.json").read_bytes())
    (folder / "scores.json").write_bytes(orjson.dumps(scores | changed))


@pytest.mark.parametrize(
    "changed", [{"run": "0" * 16}, {"outcomes": "0" * 64}, {"format": 2}, {"cases": [{}]}]
)
def test_scores_of_something_else_are_refused(run, changed):
    folder, suites = run
    rescored(folder, **changed)
    with pytest.raises(RunError, match="eval score"):
        write_report(folder, suites, folder / "report.html")
    assert not (folder / "report.html").exists()


def test_a_suite_that_was_changed_or_is_missing_is_named(run):
    folder, (suite,) = run
    other = Suite(suite.name, suite.about, suite.cases, "6" * 64)
    with pytest.raises(RunError, match="sepsis-core was changed since"):
        write_report(folder, [other], folder / "report.html")
    with pytest.raises(RunError, match="sepsis-core is not at hand"):
        write_report(folder, [], folder / "report.html")


@pytest.mark.parametrize("name", ["manifest.json", "scores.json", "outcomes.jsonl"])
@pytest.mark.parametrize("data", [None, b"", b"{", b"[]\n", b"\xff\n"])
def test_a_damaged_run_is_refused(run, name, data):
    folder, suites = run
    (folder / name).unlink() if data is None else (folder / name).write_bytes(data)
    with pytest.raises(RunError):
        write_report(folder, suites, folder / "report.html")
    assert not (folder / "report.html").exists()


def test_a_text_that_is_not_in_the_run_leaves_the_quote_to_read(run):
    folder, suites = run
    shutil.rmtree(folder / "library")
    write_report(folder, suites, folder / "report.html")
    assert "Its text is not in the run folder. Cited: [1]" in (folder / "report.html").read_text()


@pytest.mark.parametrize("name", ["measures", "suites_measures", "slices", "fairness"])
def test_scores_that_lack_a_part_are_refused(run, name):
    folder, suites = run
    rescored(folder, **{name: {"correct": {}, "sepsis-core": {"correct": {}}, "kind": {"x": 1}}})
    with pytest.raises(RunError, match="eval score"):
        write_report(folder, suites, folder / "report.html")


GRADE = {
    "format": 1,
    "killed": {"value": 0.9, "low": 0.7, "high": 0.97, "of": 20},
    "false_alarms": {"value": 0.0, "low": 0.0, "high": 0.2, "of": 9},
    "mutations": {
        "dose_tenfold": {"value": 1.0, "low": 0.7, "high": 1.0, "of": 10,
                         "by_measure": {"number_fidelity": 10, "unsupported_statements": 10}},
        "unit_exchanged": {"value": 0.8, "low": 0.5, "high": 0.9, "of": 10, "by_measure": {}},
    },
    "missed": [["unit_exchanged", "sepsis-core/dose-0", "Give 5 g <b>now</b>."]],
    "alarms": [],
}  # fmt: skip


def graded(folder, **changed):
    run = orjson.loads((folder / "manifest.json").read_bytes())["id"]
    (folder / "grader.json").write_bytes(orjson.dumps(GRADE | {"run": run} | changed))


def test_the_grade_of_the_measures_is_shown_the_least_caught_first(run):
    folder, suites = run
    graded(folder)
    write_report(folder, suites, folder / "report.html")
    tree = html.fromstring((folder / "report.html").read_text())
    section = tree.get_element_by_id("grader")
    shown = text_of(section)
    assert "caught 90 % of 20 corrupted answers" in shown and "on 0 % of 9 untouched" in shown
    assert "fall short of what is wanted" in shown and "Give 5 g <b>now</b>." in shown
    rows = [text_of(row) for row in section.xpath(".//tbody/tr")]
    assert rows[0].startswith("unit_exchanged") and rows[0].endswith("nothing")
    assert rows[1].endswith("10number_fidelity 10")


def test_measures_that_were_not_graded_are_not_praised(page):
    shown = text_of(page[0].get_element_by_id("grader"))
    assert "were not graded" in shown and "%" not in shown


@pytest.mark.parametrize("changed", [{"run": "0" * 16}, {"format": 2}, {"killed": 3}])
def test_a_grade_of_something_else_is_refused(run, changed):
    folder, suites = run
    graded(folder, **changed)
    with pytest.raises(RunError):
        write_report(folder, suites, folder / "report.html")


def test_ten_failures_of_every_fault_are_named_right_after_the_verdict(tmp_path):
    tree, _ = written(tmp_path / "run", FakeRun(times=80), gates=STRICT)
    first = tree.get_element_by_id("gravest")
    faults = [text_of(chip) for chip in first.xpath(".//*[@class='chip bad']")]
    assert faults == ["errors"] * 2 + ["forbidden"] * 2 + ["key_facts"] * 2
    sections = tree.xpath("//section/@id")
    assert sections[:2] == ["gravest", "gates"] and sections.index("measures") == 2


def test_gates_that_failed_stand_first_and_say_why_they_matter(tmp_path):
    gates = Gates((*LENIENT.gates, *STRICT.gates), (), "0")
    tree, _ = written(tmp_path / "run", FakeRun(times=3), gates=gates)
    chips = [text_of(row) for row in tree.xpath("//section[@id='gates']//tbody//td[1]")]
    assert chips == ["failed", "passed"]
    (reason,) = tree.xpath("//*[starts-with(@class, 'verdict ')]//li")
    assert text_of(reason).startswith("All must be right. correct is 20 %")
    assert "over 15 cases" in text_of(reason)


@pytest.mark.parametrize(
    ("words", "shown"),
    [("it was answered", "It was answered."), ("it says “Give 5 mg.”", "It says “Give 5 mg.”"),
     ("all must be right.", "All must be right."), ("", ".")],
)  # fmt: skip
def test_a_sentence_ends_once(words, shown):
    assert sentence(words) == shown
