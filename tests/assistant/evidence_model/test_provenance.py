"""An answer and a run name the evidence model that they were made with."""

import pytest

from assistant.settings import load_settings
from corpus.errors import RunError
from evals.runs.asker import OpenAssistant
from evals.runs.identity import provenance
from tests.fakes.evidence_models import WordsEvidenceModel

QUESTION = "What is the dose of adrenaline in anaphylaxis?"


def test_an_answer_names_the_model_or_that_there_is_none(demonstration):
    judging = demonstration.having(evidence_model=WordsEvidenceModel("words@7"))
    assert judging.ask(QUESTION).provenance["reranker"] == "words@7"
    without = demonstration.having(evidence_model=None)
    assert without.ask(QUESTION).provenance["reranker"] == "none"


def test_the_setting_counts_among_those_that_can_change_an_answer(tmp_path, exported):
    settings = load_settings(tmp_path)
    one, other = (
        provenance(settings.choose(evidence_model=name)) for name in ("none", str(exported))
    )
    assert one["reranker"] == "none" and other["reranker"].startswith("tiny@")
    assert one["settings"] != other["settings"]


def test_a_run_is_not_finished_with_another_model_than_it_began_with(
    tmp_path, exported, exported_otherwise
):
    settings = load_settings(tmp_path).choose(evidence_model=str(exported))
    began = provenance(settings)
    assert OpenAssistant(settings, {}, began, tmp_path)()

    other = provenance(settings.choose(evidence_model=str(exported_otherwise)))["reranker"]
    with pytest.raises(RunError, match=rf"the reranker in use is tiny@\w+, .* {other}"):
        OpenAssistant(settings, {}, began | {"reranker": other}, tmp_path)()
