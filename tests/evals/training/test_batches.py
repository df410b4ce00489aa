from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.judgement import Reading
from evals.training.batches import UNLABELLED, batches, tokenized
from evals.training.example import Group, Text, negative

WORDS = st.sampled_from(["adrenaline", "0.5 mg IM", "repeat after 5 minutes", "adult", "child"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=5).map(tuple)


@st.composite
def groups(draw):
    texts = []
    for sentences in draw(st.lists(SENTENCES, min_size=1, max_size=5)):
        reading = Reading("Anaphylaxis › Dose", sentences)
        marked = tuple(draw(st.booleans()) for _ in sentences)
        texts.append(Text(reading, any(marked), marked) if any(marked) else negative(reading))
    return Group("what dose of adrenaline?", tuple(texts), "test")


@settings(max_examples=30, deadline=None)
@given(st.lists(groups(), min_size=1, max_size=12), st.integers(2, 12), st.integers(0, 5))
def test_every_pair_comes_once_and_a_question_stays_in_one_step(tokenizer, found, pairs, seed):
    steps = list(batches(tokenized(found, tokenizer), pairs, seed))

    seen = [sorted(batch.groups.tolist() for batch in step) for step in steps]
    per_step = [[number for rows in step for number in rows] for step in seen]
    assert sorted(n for step in per_step for n in step) == sorted(
        number for number, group in enumerate(found) for _ in group.texts
    )
    for number in range(len(found)):
        assert sum(number in step for step in per_step) == 1


@settings(max_examples=30, deadline=None)
@given(groups())
def test_a_sentence_keeps_its_tokens_and_its_label(tokenizer, group):
    [step] = batches(tokenized([group], tokenizer), 99, 0)

    found = []
    for batch in step:
        for row in range(len(batch.ids)):
            for number in sorted(set(batch.sentences[row].tolist()) - {0}):
                ids = batch.ids[row][batch.sentences[row] == number].tolist()
                found.append((tokenizer.decode(ids), float(batch.labels[number - 1])))
    expected = [
        (tokenizer.decode(tokenizer.encode(words, add_special_tokens=False).ids), float(label))
        for text in group.texts
        for words, label in zip(text.reading.sentences, text.sentences, strict=True)
    ]
    assert sorted(found) == sorted(expected)


def test_a_text_whose_set_marks_no_sentences_trains_none(tokenizer):
    group = Group("dose?", (Text(Reading("", ("0.5 mg IM",)), True, None),), "test")
    [[batch]] = batches(tokenized([group], tokenizer), 9, 0)
    assert batch.labels.tolist() == [UNLABELLED]


def test_the_text_is_marked_apart_from_the_question(tokenizer):
    group = Group("which dose?", (negative(Reading("Title", ("0.5 mg IM",))),), "test")
    [[batch]] = batches(tokenized([group], tokenizer), 9, 0)
    asked = batch.ids[0][batch.segments[0] == 0].tolist()
    text = batch.ids[0][batch.segments[0] == 1].tolist()
    assert tokenizer.decode(asked) == "which dose?"
    assert tokenizer.decode(text) == "title 0. 5 mg im"
