"""Answer or refuse."""

from assistant.answers import RefusalReason
from assistant.ask import search
from assistant.decide import decide
from assistant.question import Question
from assistant.vocabulary import expand


def decision(hospital, words, evidence=None):
    snapshot = hospital.stages.current.get()
    expansion = expand(words, snapshot.lexical.__contains__, snapshot.spelling)
    found = search(Question(words), hospital.stages, 8) if evidence is None else evidence
    return decide(expansion, found, snapshot.lexical.rarity)


def test_without_evidence_nothing_is_answered(demonstration):
    made = decision(demonstration, "adrenaline in anaphylaxis", evidence=())

    assert (made.probability, made.refusal) == (0, RefusalReason.NOT_IN_CORPUS)


def test_a_question_the_evidence_answers_is_likelier_than_one_it_does_not(demonstration):
    about = decision(demonstration, "How much crystalloid for shock in adult anaphylaxis?")
    far = decision(demonstration, "Who won the battle of Waterloo?")

    assert about.refusal is None
    assert far.refusal is not None
    assert 0 <= far.probability < about.probability <= 1
