"""An evidence model that finds what it is told to find."""

from assistant.judgement import Judgement


class WordJudge:
    """Says of each text, and of each sentence, the highest number given for a word it holds."""

    identity = "word-judge@1"

    def __init__(self, **logits):
        self._logits = logits
        self.judged = []
        """Every reading it was given, in order."""

    def judge(self, question, readings):
        self.judged += readings
        return [self._of(reading) for reading in readings]

    def _of(self, reading):
        whole = self._logit(" ".join([reading.heading, *reading.sentences]))
        return Judgement(whole, whole, tuple(map(self._logit, reading.sentences)))

    def _logit(self, text):
        found = [logit for word, logit in self._logits.items() if word in text.casefold()]
        return max(found, default=0.0)
