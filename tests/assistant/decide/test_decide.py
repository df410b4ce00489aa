"""Answer or refuse."""

from dataclasses import replace

import pytest

from assistant.answers import RefusalReason
from assistant.ask import search
from assistant.decide import decide, look, shipped
from assistant.judgement import Judgement
from assistant.question import Question
from assistant.vocabulary import expand
from corpus.errors import ModelError
from tests.assistant.generate.build import evidence_of
from tests.fakes.calibrations import calibration

NEONATAL = """
# Sepsis in adults

## Antibiotics

Give gentamicin 5 mg/kg intravenously once a day.

## Newborns

Call the neonatologist at once for a newborn with sepsis.
"""
NEWBORNS = """
# Sepsis in newborns

## Antibiotics

Give gentamicin 5 mg/kg intravenously every 36 hours.

## Renal impairment

Ask the pharmacist when creatinine rises.
"""
PREGNANCY = """
# Sepsis

## In pregnancy

Give gentamicin 5 mg/kg intravenously once a day.
"""
CHILDREN = """
# Sepsis

## Children

Give a child gentamicin 7 mg/kg intravenously once a day.
"""


def rarity(term):
    return 2.0


def decision(hospital, words, evidence=None):
    snapshot = hospital.stages.current.get()
    expansion = expand(words, snapshot.lexical.__contains__, snapshot.spelling)
    found = search(Question(words), hospital.stages, 8) if evidence is None else evidence
    return decide(expansion, found, snapshot.lexical.rarity, shipped()["none"])


def test_without_evidence_nothing_is_answered(demonstration):
    made = decision(demonstration, "adrenaline in anaphylaxis", evidence=())

    assert (made.probability, made.refusal) == (0, RefusalReason.NOT_IN_CORPUS)


def test_a_question_the_evidence_answers_is_likelier_than_one_it_does_not(demonstration):
    about = decision(demonstration, "How much crystalloid for shock in adult anaphylaxis?")
    far = decision(demonstration, "Who won the battle of Waterloo?")

    assert about.refusal is None
    assert far.refusal is not None
    assert 0 <= far.probability < about.probability <= 1


def evidence(markdown):
    return [replace(one, fused=one.score) for one in evidence_of(markdown, "Sepsis")]


def made(question, markdown):
    return decide(expand(question), evidence(markdown), rarity, calibration())


def test_a_dose_for_adults_never_answers_for_a_newborn():
    refused = made("gentamicin dose for a 2-day-old with sepsis", NEONATAL)

    assert refused.refusal is RefusalReason.INSUFFICIENT_EVIDENCE
    assert refused.finding.found == "a dose of gentamicin for adults"
    assert refused.finding.missing == "a dose of gentamicin for newborns"


def test_a_dose_for_children_answers_for_a_child():
    assert made("gentamicin dose for a child with sepsis", CHILDREN).refusal is None


@pytest.mark.parametrize("group", ["in pregnancy", "on dialysis", "for a child", "in cirrhosis"])
def test_no_figure_is_carried_over_to_patients_it_is_not_given_for(group):
    assert made(f"How much gentamicin {group}?", NEONATAL).refusal is not None


def test_a_dose_for_one_group_of_patients_never_answers_for_two():
    assert made("gentamicin dose for a newborn", NEWBORNS).refusal is None
    assert made("gentamicin dose for a newborn with renal impairment", NEWBORNS).refusal


def test_a_dose_in_pregnancy_is_none_while_breastfeeding():
    assert made("gentamicin dose in pregnancy", PREGNANCY).refusal is None
    assert made("gentamicin dose in breastfeeding women", PREGNANCY).refusal


def test_for_other_adults_the_dose_stands():
    assert made("gentamicin dose for a man with sepsis", NEONATAL).refusal is None


def test_an_interval_that_is_not_there_is_named_as_missing():
    features = look(expand("How often is amikacin given?"), evidence(CHILDREN), rarity).features

    assert features["drugs_missing"] == 1
    assert features["apart"] == 1


def test_what_is_there_is_never_named_as_missing():
    refused = decide(
        expand("How often is gentamicin given to a child?"),
        evidence(CHILDREN),
        rarity,
        calibration(threshold=1.0),
    )

    assert refused.refusal is RefusalReason.INSUFFICIENT_EVIDENCE
    assert refused.finding is None


def judged(markdown, *answers):
    """The evidence with judgements: each passage's logit, and the same for its sentences."""
    return [
        replace(one, judgement=Judgement(logit, logit, (logit,) * len(one.passage.sentences)))
        for one, logit in zip(evidence(markdown), answers, strict=False)
    ]


def test_judgements_are_features_only_where_a_model_judged():
    asked = expand("gentamicin dose for a child")
    without = look(asked, evidence(CHILDREN), rarity).features
    found = look(asked, judged(CHILDREN, 3.0), rarity).features

    assert found.keys() - without.keys() == {
        "answers",
        "answers_second",
        "sentence",
        "sentence_held",
    }
    assert found["answers"] == 0.3
    assert found["sentence"] == found["sentence_held"] == 0.3


def test_the_best_sentence_that_lacks_something_is_told_from_one_that_lacks_nothing():
    asked = expand("gentamicin dose for a newborn")
    found = look(asked, judged(NEONATAL, 5.0, 1.0), rarity).features

    assert found["sentence"] > found["sentence_held"]


def test_calibrations_for_a_model_cannot_decide_without_judgements():
    with pytest.raises(ModelError, match="answers"):
        decide(
            expand("gentamicin dose"),
            evidence(CHILDREN),
            rarity,
            calibration(weights={"answers": 1.0}),
        )
