import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml

from evals.reports import write_csv, write_junit
from evals.reports.scores_csv import cell
from tests.fakes.runs import FakeRun


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run") / "run"
    suites = FakeRun(times=2).write(folder)
    write_csv(folder, suites, folder / "scores.csv")
    write_junit(folder, suites, folder / "junit.xml")
    return folder


def test_the_table_has_a_row_for_each_case_and_a_column_for_each_measure(run):
    rows = list(csv.DictReader(io.StringIO((run / "scores.csv").read_text("utf-8-sig"))))
    assert len(rows) == 10
    by_id = {row["id"]: row for row in rows}
    assert 0 < float(by_id["dose-0"]["number_fidelity"]) < 1 and by_id["dose-0"]["passed"] == "no"
    assert "300 mL/kg" in by_id["dose-0"]["faults"]
    assert by_id["far-0"]["key_facts"] == "" and by_id["far-0"]["rejection"] == "1"
    assert by_id["crash-0"]["confidence"] == "" and by_id["crash-0"]["status"] == "error"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "|", "\t=", "\r\n=", " =", "%"])
def test_no_cell_starts_a_formula(start):
    assert cell(f"{start}HYPERLINK(1)").startswith("'")


@given(st.text())
def test_a_cell_never_begins_as_a_formula_does(words):
    assert cell(words)[:1] not in set("=@|%+") and "\n" not in cell(words)


@given(st.floats(-1, 1))
def test_a_number_stays_a_number(value):
    assert float(cell(value).removeprefix("'")) == pytest.approx(value, abs=1e-5)


def test_a_build_server_sees_failures_and_errors_apart(run):
    whole = JUnitXml.fromfile(str(run / "junit.xml"))
    assert (whole.tests, whole.failures, whole.errors) == (10, 6, 2)
    (suite,) = whole
    results = {case.name: case.result for case in suite}
    assert suite.name == "sepsis-core"
    assert isinstance(results["dose-0"][0], Failure) and results["dose-0"][0].type == "forbidden"
    assert "300 mL/kg" in results["dose-0"][0].text
    assert isinstance(results["crash-0"][0], Error)
    assert results["far-0"] == []
