"""An embedder that remembers gives the vectors of the one within, and asks it once for a text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.embed.remembering import RememberingEmbedder
from tests.fakes.embedders import HashingEmbedder


@pytest.fixture
def within():
    return HashingEmbedder()


def test_a_text_is_embedded_once(within):
    embedder = RememberingEmbedder(within)
    first = embedder.embed(["a dose", "a level", "a dose"])
    again = embedder.embed(["a level", "a dose"])
    assert within.embedded == ["a dose", "a level"]
    assert np.array_equal(again, first[[1, 0]])


def test_what_was_not_used_for_longest_is_forgotten(within):
    embedder = RememberingEmbedder(within, kept=2)
    embedder.embed(["one", "two"])
    embedder.embed(["one"])
    embedder.embed(["three"])
    within.embedded.clear()
    embedder.embed(["one"])
    assert within.embedded == []
    embedder.embed(["two"])
    assert within.embedded == ["two"]


def test_more_texts_at_once_than_are_kept_are_all_embedded(within):
    texts = [f"text {number}" for number in range(7)]
    assert np.array_equal(
        RememberingEmbedder(within, kept=3).embed(texts), HashingEmbedder().embed(texts)
    )


def test_a_vector_that_somebody_changes_is_not_the_kept_one(within):
    embedder = RememberingEmbedder(within)
    embedder.embed(["a dose"])[:] = 0
    assert np.array_equal(embedder.embed(["a dose"]), HashingEmbedder().embed(["a dose"]))


def test_progress_counts_every_text(within):
    embedder, done = RememberingEmbedder(within), []
    embedder.embed(["one"])
    embedder.embed(["one", "two", "one"], done.append)
    assert sum(done) == 3


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6), max_size=6), st.integers(1, 4))
def test_vectors_are_those_of_the_embedder_within(batches, kept):
    embedder = RememberingEmbedder(HashingEmbedder(), kept)
    for texts in batches:
        assert np.array_equal(embedder.embed(texts), HashingEmbedder().embed(texts))
