"""The questions on real guidelines stand on their texts, and do not give their label away."""

import re
from collections import Counter
from pathlib import Path
from statistics import mean

import pytest

from evals.adapters.guideline_questions import NAME, questions
from evals.adapters.sets import Sets
from evals.suites.case import Expect
from evals.suites.gold import find_gold

SETS = Path(__file__).parents[4] / "shared" / "evalsets"
needs_guidelines = pytest.mark.skipif(
    not (SETS.parent / "guidelines" / "kiribati_pccm").is_dir(),
    reason="the shared guidelines are not here",
)
STYLES = {"plain", "ward", "case", "abbrev", "typo", "negative"}
MISSES = {
    "population", "drug", "route", "stage", "interval", "maximum", "duration", "threshold", "other",
}  # fmt: skip


@pytest.fixture(scope="module")
def records():
    return tuple(questions())


def of_both(records):
    """The answerable ones and the near misses."""
    return [[one for one in records if one["answerable"] is label] for label in (True, False)]


def test_there_are_enough_of_both_on_enough_documents(records):
    answerable, near_misses = of_both(records)
    assert len(answerable) >= 250
    assert len(near_misses) >= 150
    assert len({one["document"] for one in records}) >= 50
    assert len({one["question"].casefold() for one in records}) == len(records)


def test_every_document_has_both(records):
    for label in of_both(records):
        assert {one["document"] for one in label} == {one["document"] for one in records}


def test_an_answer_has_a_place_and_a_near_miss_says_what_is_missing(records):
    answerable, near_misses = of_both(records)
    for one in answerable:
        assert 0 <= one["start"] < one["end"], one["question"]
        assert one["missing"] is None
        assert one["kind_of_miss"] is None
    for one in near_misses:
        assert one["start"] is None
        assert one["end"] is None
        assert one["missing"].strip(), one["question"]
        assert one["kind_of_miss"] in MISSES


def test_styles_and_lengths_do_not_tell_the_labels_apart(records):
    shares, words = [], []
    for label in of_both(records):
        styles = Counter(one["style"] for one in label)
        assert set(styles) == STYLES
        shares.append({style: count / len(label) for style, count in styles.items()})
        words.append(mean(len(one["question"].split()) for one in label))
    for style in STYLES:
        assert abs(shares[0][style] - shares[1][style]) <= 0.06, style
    assert abs(words[0] - words[1]) <= 1


@pytest.mark.parametrize("pattern", [r"how ", r"what ", r"which ", r"when ", r".*\?$"])
def test_both_open_and_end_alike(records, pattern):
    shares = [
        mean(re.match(pattern, one["question"], re.IGNORECASE) is not None for one in label)
        for label in of_both(records)
    ]
    assert abs(shares[0] - shares[1]) <= 0.08


@needs_guidelines
def test_every_place_lies_in_the_text_and_holds_words(records, tmp_path):
    suite = Sets(SETS, tmp_path).read(NAME)
    on_markdown = [one for one in records if one["file"].endswith(".md")]
    assert [case.question for case in suite.cases] == [one["question"] for one in on_markdown]

    from corpus.readers import read

    texts = {file.stem: read(file).text for file in suite.documents.glob("*.md")}
    for case, one in zip(suite.cases, on_markdown, strict=True):
        assert (case.expect is Expect.ANSWER) is one["answerable"]
        if one["answerable"]:
            text = texts[one["document"]]
            quote = text.content[one["start"] : one["end"]]
            assert quote.strip() == quote != ""
            assert find_gold(text, case.evidence[0].contains), case.question
