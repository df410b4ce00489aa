"""Who asks for the dose of a drug gets one, or nothing."""

from assistant.generate.extractive import ExtractiveGenerator
from assistant.vocabulary import expand
from tests.assistant.generate.build import evidence_of
from tests.fakes.embedders import HashingEmbedder

QUESTION = "adrenaline dose in anaphylaxis?"
NAMED = "# Anaphylaxis\n\nAdrenaline comes first in anaphylaxis: see the picture.\n"
RESCUE = (
    "# Anaphylaxis\n\nIf an adrenaline infusion is not effective: give nebulised adrenaline 5 mg.\n"
)
FORBIDDEN = "# Anaphylaxis\n\nDo not give adrenaline in mild anaphylaxis.\n"
FIRST = "# Anaphylaxis\n\nGive adrenaline 500 micrograms into the muscle in anaphylaxis.\n"


def drafted(markdown, question=QUESTION):
    generator = ExtractiveGenerator(HashingEmbedder(), statements=5)
    evidence = evidence_of(markdown)
    return generator.draft(expand(question), evidence, lambda term: 3.0, frozenset()).statements


def test_without_a_dose_nothing_is_drafted():
    assert not drafted(NAMED)


def test_a_rescue_is_no_first_dose():
    assert not drafted(RESCUE)
    assert drafted(RESCUE + FIRST.partition("\n\n")[2])


def test_that_it_is_not_given_is_an_answer():
    assert drafted(FORBIDDEN)
    assert drafted(FIRST)


def test_who_asks_when_or_how_long_is_told_without_a_dose():
    assert drafted(NAMED, "when is the first dose of adrenaline in anaphylaxis?")
