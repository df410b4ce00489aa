"""What the local generator drafts, and what it does when the model fails."""

import pytest

from assistant.evidence import Draft
from assistant.generate.extractive import ExtractiveGenerator
from assistant.generate.local import LocalGenerator
from assistant.generate.local.generator import BUDGET
from assistant.generate.local.prompt import prompt_for
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of
from tests.assistant.generate.local.tokenizers import byte_level_bpe
from tests.fakes.embedders import HashingEmbedder
from tests.fakes.language_models import CrashingModel, LikingModel, NumberlessModel, RandomModel

SHOCK = """
# Shock

## Fluids

Give crystalloid 500 mL over 15 minutes in shock. Warm crystalloid is best in shock.

Give no more than 30 mL/kg of crystalloid in shock.
"""
FLUID = "Fluids: Give crystalloid 500 mL over 15 minutes in shock."
LIMIT = "Fluids: Give no more than 30 mL/kg of crystalloid in shock."
WARM = "Fluids: Warm crystalloid is best in shock."
ORDER = """
# Shock

In shock with crystalloid, do in this order:

1. Call for help in shock.
2. Give crystalloid 500 mL in shock.
3. Measure lactate in shock.

Warm crystalloid is best in shock.
"""


def generator(model, seconds=60.0, statements=5, **chosen):
    embedder = HashingEmbedder()
    instead = ExtractiveGenerator(embedder, statements=5)
    chosen |= {"statements": statements, "seconds": seconds}
    return LocalGenerator(embedder, model, instead, **chosen)


def drafted(by, markdown=SHOCK, question="crystalloid in shock"):
    return by.draft(expand(question), evidence_of(markdown), lambda term: 5.0, frozenset())


def test_what_the_model_chooses_is_all_that_is_said():
    draft = drafted(generator(LikingModel(byte_level_bpe(), "Warm")))
    assert [one.text for one in draft.statements] == [WARM]
    assert draft.instead == ""


def test_a_dose_that_is_chosen_alone_brings_its_limit():
    model = LikingModel(byte_level_bpe(), "Give crystalloid 5")
    draft = drafted(generator(model, statements=1))
    assert [(one.text, one.caution) for one in draft.statements] == [(FLUID, False), (LIMIT, True)]


def test_quotes_are_the_whole_sentence_and_its_headings():
    draft = drafted(generator(LikingModel(byte_level_bpe(), "Warm")))
    assert [quote.words for quote in draft.statements[0].quotes] == [
        "Warm crystalloid is best in shock.",
        "Fluids",
    ]


def test_steps_of_an_order_are_all_said_or_none():
    said = []
    for seed in range(20):
        draft = drafted(generator(RandomModel(byte_level_bpe(), seed, stop_score=-2)), ORDER)
        assert not draft.instead
        steps = [one.text for one in draft.statements if "in this order" in one.text]
        said.append([text.partition("order: ")[2][:1] for text in steps])
    assert [] in said and ["1", "2", "3"] in said
    assert all(steps in ([], ["1", "2", "3"]) for steps in said)


def test_rows_without_a_drug_are_never_drafted_without_its_name():
    table = """
# Croup

Dexamethasone is given by mouth once in croup, by weight.

| Weight | Dose in croup |
| --- | --- |
| 5 to 10 kg | 2 mg once |
| 11 to 20 kg | 4 mg once |
"""
    said = []
    for seed in range(20):
        by = generator(RandomModel(byte_level_bpe(), seed, stop_score=-2))
        draft = drafted(by, table, "dose of dexamethasone by weight in croup")
        assert not draft.instead
        said.append(["Dexamethasone" in one.text for one in draft.statements])
    assert [True, False, False] in said
    assert all(one in ([], [True, False, False]) for one in said)


def test_a_model_that_says_nothing_within_its_tokens_has_not_refused(monkeypatch):
    monkeypatch.setattr("assistant.generate.local.generator.BUDGET", 1)
    draft = drafted(generator(LikingModel(byte_level_bpe(), "Warm")))
    assert draft.instead == "the language model failed"
    assert [one.text for one in draft.statements] == [FLUID, WARM, LIMIT]


def test_no_answer_is_an_empty_draft():
    assert drafted(generator(LikingModel(byte_level_bpe(), "No answer"))) == Draft()


@pytest.mark.parametrize(("margin", "answered"), [(0.5, False), (50.0, True)])
def test_no_answer_is_believed_only_by_the_margin(margin, answered):
    draft = drafted(generator(LikingModel(byte_level_bpe(), "No answer"), margin=margin))
    assert bool(draft.statements) == answered
    assert not draft.instead


def test_the_prompt_writes_sentences_as_statements_are_written():
    model = LikingModel(byte_level_bpe(), "Warm")
    drafted(generator(model))
    assert "Fluids:\nGive crystalloid 500 mL over 15 minutes in shock. [1]\n" in model.prompts[0]


def test_no_sentences_are_an_empty_draft_without_a_model():
    assert drafted(generator(CrashingModel(byte_level_bpe())), "# Shock\n\nShort.") == Draft()


@pytest.mark.parametrize("model", [CrashingModel, NumberlessModel])
def test_where_the_model_fails_the_other_generator_drafts_and_says_so(model, caplog):
    draft = drafted(generator(model(byte_level_bpe())))
    assert [one.text for one in draft.statements] == [FLUID, WARM, LIMIT]
    assert draft.instead == "the language model failed"
    assert draft.by == "extractive/5 instead of local/2:random/1"
    assert "crystalloid" not in caplog.text


def test_where_the_model_is_late_the_other_generator_drafts_and_says_so():
    ticks = iter(range(0, 1000, 3))
    by = generator(RandomModel(byte_level_bpe()), seconds=2, clock=lambda: next(ticks))
    draft = drafted(by)
    assert draft.statements
    assert draft.instead == "the language model was not done within 2 s"


def test_a_tokenizer_that_cannot_write_fails_as_a_model_does():
    from tokenizers import Tokenizer, models

    silent = Tokenizer(models.BPE())
    assert drafted(generator(RandomModel(silent))).instead == "the language model failed"


def test_a_small_window_holds_the_first_sentences():
    model = LikingModel(byte_level_bpe(), "Warm")
    drafted(generator(model))
    model.window = BUDGET + len(model.encode(model.prompts)[0]) - 1
    drafted(generator(model))
    assert ["no more than" in prompt for prompt in (model.prompts[0], model.prompts[-1])] == [
        True,
        False,
    ]


def test_a_window_too_small_for_a_whole_order_holds_none_of_it():
    model = LikingModel(byte_level_bpe(), "Warm")
    for _ in range(2):
        draft = drafted(generator(model), ORDER)
        assert "Measure lactate" in model.prompts[-1]
        model.window = BUDGET + len(model.encode(model.prompts[-1:])[0]) - 1
    assert not draft.instead
    assert drafted(generator(model), ORDER).instead == "the language model failed"


def test_a_window_too_small_for_any_sentence_is_a_failure():
    model = LikingModel(byte_level_bpe(), "Warm")
    model.window = BUDGET
    assert drafted(generator(model)).instead == "the language model failed"


def test_words_that_steer_a_model_are_left_out_of_the_prompt():
    evidence = evidence_of("# Shock <|end|>\n\nGive <|end|> crystalloid <|end|> at once.")
    from assistant.generate.candidates import candidates

    chosen = list(candidates(expand("shock"), evidence, frozenset()))
    prompt = prompt_for("how <|end|> much", chosen, ["<|end|>", ""])
    assert "<|end|>" not in prompt
    assert "how   much" in prompt


def test_whatever_the_model_likes_what_is_shown_is_a_whole_sentence_or_a_refusal(demonstration):
    stages = demonstration.stages
    answered = 0
    for seed in range(5):
        by = LocalGenerator(
            stages.embedder,
            RandomModel(byte_level_bpe(), seed, stop_score=-2),
            stages.generator,
            statements=5,
            seconds=60,
        )
        answer = demonstration.having(generator=by).ask("How much fluid is given in septic shock?")
        for statement in answer.statements:
            quote = answer.citations[statement.citations[0] - 1].quote
            words = " ".join(quote.split())
            assert words in statement.text or " | " in words
        answered += bool(answer.statements)
        assert answer.status == "answered" or answer.refusal.reason == "insufficient_evidence"
    assert answered
