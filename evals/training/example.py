"""What the evidence model is trained on: a question with texts that do and do not answer it."""

from dataclasses import dataclass

from assistant.judgement import Reading


@dataclass(frozen=True, slots=True)
class Text:
    """One text beside a question."""

    reading: Reading
    answers: bool
    sentences: tuple[bool, ...] | None = None
    """Which of its sentences answer; None where the set does not say."""
    weight: float = 1.0
    """How far the label is to be believed."""

    def __post_init__(self) -> None:
        if self.sentences is not None and len(self.sentences) != len(self.reading.sentences):
            raise ValueError("every sentence has a label, or none")


@dataclass(frozen=True, slots=True)
class Group:
    """One question with its texts."""

    question: str
    texts: tuple[Text, ...]
    source: str
    """The name of the set."""

    def __post_init__(self) -> None:
        if not self.texts:
            raise ValueError(f"{self.question!r} has no texts")


def negative(reading: Reading, weight: float = 1.0) -> Text:
    """A text that does not answer, in any of its sentences."""
    return Text(reading, False, (False,) * len(reading.sentences), weight)
