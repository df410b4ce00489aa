"""Evidence models without a model."""

import re

from assistant.judgement import Judgement


class WordsEvidenceModel:
    """Judges by the share of the question's words that a text holds: all is 5, none is -5."""

    def __init__(self, identity="words@1"):
        self.identity = identity
        self.judged = []
        """Every question with its readings, in order."""

    def judge(self, question, readings):
        self.judged.append((question, list(readings)))
        asked = words(question)
        judgements = []
        for reading in readings:
            heading = words(reading.heading)
            sentences = [words(sentence) for sentence in reading.sentences]
            whole = share(asked, heading.union(*sentences))
            judgements.append(
                Judgement(whole, whole, tuple(share(asked, heading | one) for one in sentences))
            )
        return judgements


class SayingEvidenceModel:
    """Says of every text what `say(question, reading)` returns."""

    def __init__(self, say, identity="saying@1"):
        self.say = say
        self.identity = identity

    def judge(self, question, readings):
        return [self.say(question, reading) for reading in readings]


class CrashingEvidenceModel:
    """Crashes with the question in its message, as libraries do."""

    identity = "crashing@1"

    def judge(self, question, readings):
        raise RuntimeError(f"cannot judge {question}")


def words(text):
    return set(re.findall(r"\w+", text.casefold()))


def share(asked, text):
    return 10.0 * len(asked & text) / max(1, len(asked)) - 5.0
