import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from evals.benchmarks import __main__ as command
from evals.benchmarks.agreement import agreement
from evals.benchmarks.documents import count_pages, prepare_documents
from evals.benchmarks.places import Places
from evals.benchmarks.process import run_measured
from evals.benchmarks.report import Outcome, Skipped, Table, print_table


@pytest.fixture
def places(tmp_path):
    guidelines = tmp_path / "shared" / "guidelines" / "ward"
    guidelines.mkdir(parents=True)
    (guidelines / "LICENSE").write_text("not a document")
    for number in range(45):
        (guidelines / f"topic-{number:02}.md").write_text("# Topic\n" + "word " * 700)
    (tmp_path / "work").mkdir()
    return Places(tmp_path / "work", tmp_path / "shared", tmp_path / "cache", tmp_path / "models")


def test_a_missing_folder_is_skipped_with_its_name(places):
    with pytest.raises(Skipped, match="evalsets/medquad"):
        places.need("evalsets/medquad")


def test_the_small_size_takes_forty_documents(places):
    assert len(list(prepare_documents("small", places).rglob("*.md"))) == 40


def test_the_full_size_takes_every_document_and_no_licence(places):
    names = [file.name for file in prepare_documents("full", places).rglob("*") if file.is_file()]
    assert len(names) == 45
    assert "LICENSE" not in names


def test_markdown_counts_a_page_for_every_begun_3000_characters(places):
    assert count_pages(prepare_documents("small", places)) == 40 * 2


def test_a_command_is_measured_with_its_output():
    run = run_measured([sys.executable, "-c", "import time; time.sleep(0.3); print('done')"])
    assert run.output == "done\n"
    assert 0.3 <= run.seconds < 30
    assert 1 < run.peak_mib < 500


def test_memory_of_children_counts():
    hold = "import time; kept = bytearray(200 * 2**20); time.sleep(0.6)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    assert run_measured([sys.executable, "-c", code]).peak_mib > 200


def test_a_command_that_fails_says_why():
    with pytest.raises(RuntimeError, match="no such ward"):
        run_measured([sys.executable, "-c", "raise SystemExit('no such ward')"])


def test_agreement_is_taken_row_by_row():
    ours = np.array([[1, 0], [0, 1]], np.float32)
    theirs = np.array([[1, 0], [0.6, 0.8]], np.float32)
    found = agreement(ours, theirs)
    assert found["least"] == pytest.approx(0.8)
    assert found["mean"] == pytest.approx(0.9)


def test_a_row_that_does_not_fit_its_header_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        Table("title", ["one", "two"], [["only"]])


def test_columns_of_a_table_line_up(capsys):
    print_table(Table("Speed", ["system", "seconds"], [["ours", 1.23456], ["theirs", 1234.5]]))
    assert capsys.readouterr().out == (
        "\nSpeed\nsystem  seconds\n------  -------\nours      1.235\ntheirs    1,234\n"
    )


def test_a_benchmark_gives_figures_and_seconds(places, capsys):
    table = Table("Made up", ["figure"], [[1]])
    done = command.run_one(
        "x", lambda *_: Outcome((table,), ("a note",), {"one": 1}), "small", places
    )
    assert done["figures"] == {"one": 1}
    assert "a note" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "word"), [(Skipped("no set"), "skipped"), (ModelError("no model"), "failed")]
)
def test_what_goes_wrong_in_one_benchmark_is_reported(places, error, word, capsys):
    def fail(size, given):
        raise error

    assert command.run_one("x", fail, "small", places) == {word: str(error)}
    assert f"x: {word}: {error}" in capsys.readouterr().out


def test_a_run_without_the_sets_skips_and_writes_its_report(places, monkeypatch, capsys):
    out = places.work / "report" / "figures.json"
    arguments = ["--only", "ingest,publish", "--shared", str(Path("absent")), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
    assert command.main() == 0
    assert "ingest: skipped" in capsys.readouterr().out
    assert '"skipped"' in out.read_text()


def test_an_unknown_benchmark_is_named(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only", "speed"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    assert "no speed" in capsys.readouterr().err
