"""Numbers changed at random places of real guidelines must be what a curator sees first."""

import random
import re
from pathlib import Path

import pytest

from assistant.curate.aspects import Aspect
from assistant.curate.diff import compare
from corpus.readers.markdown import read_markdown

FOLDER = Path(__file__).parents[3] / ".." / "shared" / "guidelines" / "kiribati_pccm" / "md"
NUMBER = re.compile(r"(?<![\w.,/–-])\d{1,4}(?= ?(?:mg|mL|ml|g|kg|hours|days|weeks|units|%))")
LONG_WORD = re.compile(r"(?<= )[a-z]{9,}(?= [a-z])")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/guidelines is absent")


@pytest.fixture(scope="module")
def guideline():
    return "\n\n".join(file.read_text() for file in sorted(FOLDER.glob("*.md"))[::6])


@pytest.mark.parametrize("seed", range(3))
def test_ten_numbers_times_ten_come_before_thirty_other_words(guideline, seed):
    choose = random.Random(seed)
    numbers = choose.sample([match.span() for match in NUMBER.finditer(guideline)], 10)
    words = choose.sample([match.span() for match in LONG_WORD.finditer(guideline)], 30)
    edited = guideline
    for start, end in sorted(numbers + words, reverse=True):
        put = f"{edited[start:end]}0" if (start, end) in numbers else "otherwise"
        edited = edited[:start] + put + edited[end:]

    changes = compare(read_markdown(guideline).text, read_markdown(edited).text).changes

    marked = [
        change.after.reading[slice(*edit.after)]
        for change in changes
        if change.aspect is Aspect.QUANTITY
        for edit in change.edits
    ]
    for start, end in numbers:
        assert any(f"{guideline[start:end]}0" in words for words in marked)
    quantities = [change.aspect is Aspect.QUANTITY for change in changes]
    assert quantities == sorted(quantities, reverse=True)
    assert len(changes) > sum(quantities) > 0
