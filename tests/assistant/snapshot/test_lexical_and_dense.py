"""Both indexes agree with a computation by hand."""

import numpy as np
import pytest

from assistant.snapshot.dense import DenseIndex, build_dense_index
from assistant.snapshot.lexical import LexicalIndex, build_lexical_index
from corpus.errors import SnapshotError

BAGS = [["dose", "adrenaline", "dose"], ["adrenaline"], ["saline", "volume"], ["volume"]]
K1, B = 1.2, 0.75


def by_hand(token):
    """BM25 in Lucene's form."""
    frequency = sum(token in bag for bag in BAGS)
    rarity = np.log1p((len(BAGS) - frequency + 0.5) / (frequency + 0.5))
    mean = np.mean([len(bag) for bag in BAGS])
    counts = [bag.count(token) for bag in BAGS]
    return np.array(
        [
            rarity * count / (count + K1 * (1 - B + B * len(bag) / mean))
            for count, bag in zip(counts, BAGS, strict=True)
        ]
    )


@pytest.fixture
def lexical(tmp_path):
    build_lexical_index(BAGS, tmp_path / "lexical")
    return LexicalIndex(tmp_path / "lexical", len(BAGS))


@pytest.mark.parametrize("token", ["dose", "adrenaline", "saline", "unknown"])
def test_lexical_scores_are_those_of_bm25(lexical, token):
    assert lexical.scores({token: 1.0}) == pytest.approx(by_hand(token), abs=1e-4)


def test_weights_multiply_and_terms_add_up(lexical):
    expected = by_hand("dose") + 0.4 * by_hand("adrenaline")

    assert lexical.scores({"dose": 1.0, "adrenaline": 0.4}) == pytest.approx(expected, abs=1e-4)


def test_known_terms_are_counted(lexical):
    assert lexical.frequency("adrenaline") == 2
    assert "dose" in lexical and "unknown" not in lexical
    assert lexical.rarity("unknown") > lexical.rarity("dose") > lexical.rarity("adrenaline") > 0


def test_dense_search_finds_the_nearest_allowed_vectors(tmp_path):
    random = np.random.default_rng(1)
    vectors = random.normal(size=(200, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    build_dense_index(vectors, tmp_path / "index")
    index = DenseIndex(tmp_path / "index", 16)
    allowed = random.random(200) < 0.3

    rows, cosines = index.search(vectors[5], 10, allowed)

    expected = np.where(allowed, vectors @ vectors[5], -9)
    assert rows.tolist() == np.argsort(-expected)[:10].tolist()
    assert cosines == pytest.approx(expected[rows], abs=1e-5)
    assert index.cosines(vectors[5], rows) == pytest.approx(cosines, abs=1e-5)


def test_fewer_allowed_than_wanted_gives_fewer(tmp_path):
    vectors = np.eye(4, dtype=np.float32)
    build_dense_index(vectors, tmp_path / "index")
    rows, _ = DenseIndex(tmp_path / "index", 4).search(
        vectors[0], 3, np.array([False, True, False, False])
    )

    assert rows.tolist() == [1]


def test_vectors_of_another_length_are_refused(tmp_path):
    build_dense_index(np.eye(4, dtype=np.float32), tmp_path / "index")
    with pytest.raises(SnapshotError, match="length 4"):
        DenseIndex(tmp_path / "index", 5)
