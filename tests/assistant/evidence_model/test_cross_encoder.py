"""A cross-encoder of others stands in for ours, or is refused with what to do."""

import pytest
import torch
from transformers import AutoTokenizer, BertForSequenceClassification

from assistant.evidence_model import load_evidence_model
from assistant.evidence_model.cross_encoder import CrossEncoderModel
from assistant.judgement import Reading
from corpus.errors import ModelError
from tests.assistant.evidence_model import tiny

READING = Reading("Anaphylaxis", ("Give adrenaline 0.5 mg.", "Call for help."))
QUESTION = "dose of adrenaline"


def logits(folder, question, text):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = BertForSequenceClassification.from_pretrained(folder).eval()
    with torch.inference_mode():
        return model(**tokenizer(question, text, return_tensors="pt")).logits[0].tolist()


def test_a_text_and_each_sentence_with_its_heading_are_scored(tmp_path):
    folder = tiny.cross_encoder(tmp_path)
    [judged] = load_evidence_model(str(folder)).judge(QUESTION, [READING])

    [whole] = logits(folder, QUESTION, "Anaphylaxis Give adrenaline 0.5 mg. Call for help.")
    [second] = logits(folder, QUESTION, "Anaphylaxis Call for help.")
    assert judged.relevance == judged.answers == pytest.approx(whole, abs=1e-5)
    assert judged.sentences[1] == pytest.approx(second, abs=1e-5)


def test_of_two_labels_the_second_is_taken_over_the_first(tmp_path):
    folder = tiny.cross_encoder(tmp_path, num_labels=2)
    [judged] = CrossEncoderModel(str(folder)).judge(QUESTION, [Reading("", ("Give it.",))])

    no, yes = logits(folder, QUESTION, "Give it.")
    assert judged.answers == pytest.approx(yes - no, abs=1e-5)


@pytest.mark.parametrize(
    "labels",
    [["contradiction", "entailment", "neutral"], ["entailment", "not_entailment"], ["Yes", "No"]],
)
def test_labels_that_do_not_say_what_answers_are_refused(tmp_path, labels):
    called = dict(enumerate(labels))
    folder = tiny.cross_encoder(tmp_path, num_labels=len(labels), id2label=called)
    with pytest.raises(ModelError, match=f"{labels[0]}, {labels[1]}.*the second of two"):
        CrossEncoderModel(str(folder))


def test_an_embedder_is_refused_since_its_scores_would_be_random(tmp_path):
    with pytest.raises(ModelError, match=r"not trained to classify \(no classifier"):
        CrossEncoderModel(str(tiny.encoder(tmp_path)))


def test_a_model_that_gives_no_numbers_is_refused(tmp_path):
    model = BertForSequenceClassification.from_pretrained(tiny.cross_encoder(tmp_path))
    torch.nn.init.constant_(model.classifier.bias, float("nan"))
    model.save_pretrained(tmp_path)
    with pytest.raises(ModelError, match="made of numbers"):
        CrossEncoderModel(str(tmp_path))


def test_a_name_that_is_no_model_says_what_to_name(tmp_path):
    with pytest.raises(ModelError, match=r"no folder and no model in the local cache.*`packaged`"):
        load_evidence_model("nobody/nothing")
    with pytest.raises(ModelError, match="a folder, cannot be loaded"):
        load_evidence_model(str(tmp_path))


def test_a_truncated_file_is_refused(tmp_path):
    weights = tiny.cross_encoder(tmp_path) / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(ModelError, match="cannot be loaded"):
        CrossEncoderModel(str(tmp_path))
