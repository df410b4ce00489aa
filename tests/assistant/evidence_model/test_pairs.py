"""Question and text lie side by side in tokens, whatever they hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from assistant.embed.export import package_folder
from assistant.evidence_model.pairs import UNREAD, WINDOW, Pair, pairs, sentence_logits
from assistant.judgement import Reading

CLS, SEP = 101, 102
TOKENIZER = Tokenizer.from_file(str(package_folder() / "tokenizer.json"))
TOKENIZER.no_padding()
TOKENIZER.no_truncation()
TOKENIZER.encode_special_tokens = True
LONG = st.builds(lambda text, times: text * times, st.text(), st.sampled_from([1, 1, 50]))


def words(tokens):
    return TOKENIZER.decode(tokens)


def test_a_pair_is_question_heading_and_sentences():
    reading = Reading("Anaphylaxis", ("Give adrenaline.", "Call for help."))
    [pair] = pairs(TOKENIZER, "What dose?", [reading])

    assert (pair.ids[0], pair.ids[pair.text_from - 1], pair.ids[-1]) == (CLS, SEP, SEP)
    assert words(pair.ids[1 : pair.text_from]) == "what dose?"
    assert words(pair.ids[pair.text_from :]).startswith("anaphylaxis")
    assert [words(pair.ids[start:end]) for start, end in pair.sentences] == [
        "give adrenaline.",
        "call for help.",
    ]


@settings(max_examples=100, deadline=None)
@given(LONG, LONG, st.lists(LONG, min_size=1, max_size=5))
def test_any_pair_fits_the_window_and_ends_each_part(question, heading, sentences):
    [pair] = pairs(TOKENIZER, question, [Reading(heading, tuple(sentences))])

    assert len(pair.ids) <= WINDOW and len(pair.sentences) == len(sentences)
    assert [at for at, token in enumerate(pair.ids) if token == SEP] == [
        pair.text_from - 1,
        len(pair.ids) - 1,
    ]
    ends = [place for span in pair.sentences for place in span]
    assert ends == sorted(ends) and pair.text_from <= ends[0] and ends[-1] == len(pair.ids) - 1


def test_what_is_too_long_loses_its_end_and_leaves_room_for_the_text():
    words_of = "dose " * 500
    [pair] = pairs(TOKENIZER, words_of, [Reading(words_of, ("Give it.", words_of, "Never."))])

    first, second, third = pair.sentences
    assert words(pair.ids[slice(*first)]) == "give it."
    assert second[1] - second[0] > 150 and third[0] == third[1]


def test_a_sentence_has_the_mean_of_its_tokens_and_one_unread_is_none():
    pair = Pair([CLS, 1, SEP, 2, 3, 4, SEP], 3, [(3, 5), (5, 6), (6, 6)])
    tokens = np.array([9, 9, 9, 1, 2, 4, 9], np.float32)

    assert sentence_logits(pair, tokens) == pytest.approx((1.5, 4, UNREAD))
