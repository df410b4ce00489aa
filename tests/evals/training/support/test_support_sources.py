"""What trains the support model is told apart from what measures it, by document."""

from pathlib import Path

import pytest

from assistant.embed import PACKAGED, load_embedder
from assistant.settings import default_models
from evals.adapters.records import read_records
from evals.adapters.splits import part_of
from evals.training.support import literature
from evals.training.support.documents import lines

SETS = Path(__file__).parents[5] / "shared" / "evalsets"
GUIDELINES = SETS.parent / "guidelines"
pytestmark = pytest.mark.skipif(not SETS.exists(), reason="the sets are not beside the repository")


@pytest.fixture(scope="module")
def calibrating():
    """The part with the fewest documents."""
    embedder = load_embedder(PACKAGED, default_models())
    return list(lines(SETS, GUIDELINES, "calibrate", embedder))


def test_every_line_is_of_a_document_of_its_part(calibrating):
    assert len(calibrating) > 3000
    assert {part_of(one.document) for one in calibrating} == {"calibrate"}


def test_no_national_guideline_is_among_them(calibrating):
    known = {file.name for file in (SETS / "protocol_questions/docs").glob("*.md")}
    known |= {f"ph-{file.name}" for file in (GUIDELINES / "openstax_pharmacology/md").glob("*.md")}
    assert {one.document for one in calibrating} <= known


def test_rows_have_their_neighbours(calibrating):
    rows = [one for one in calibrating if one.row]
    assert len(rows) > 100
    assert sum(bool(one.neighbours) for one in rows) > 0.9 * len(rows)


def test_no_abstract_that_tests_trains_or_calibrates():
    test = {one.document for one in literature.scifact_test(SETS)}
    train = {one.document for one in literature.scifact_train(SETS)}
    chosen = {one.document for one in literature.scifact_calibrate(SETS)}
    assert len(train) > 200
    assert not test & train
    assert not test & chosen
    assert not train & chosen


def test_every_tested_claim_comes_with_its_own_label_only():
    labels = {"SUPPORT": True, "CONTRADICT": False, "": False}
    records = list(read_records(SETS / "scifact/claims_validation.jsonl"))
    found = list(literature.scifact_test(SETS))
    assert len(records) - 5 <= len(found) <= len(records)
    by_claim = {}
    for record in records:
        by_claim.setdefault(record["claim"], set()).add(labels[record["evidence_label"]])
    assert all(one.supported in by_claim[one.statement] for one in found)


def test_healthver_is_only_read_to_measure():
    from evals.training.support import __main__ as training

    assert "healthver" not in Path(training.__file__).read_text()
    assert {one.kind for one in literature.healthver(SETS, "test")} == {
        literature.SUPPORTS, literature.REFUTES, literature.NEUTRAL,
    }  # fmt: skip
