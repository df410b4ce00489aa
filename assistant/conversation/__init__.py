"""A conversation: what a question means after the ones before it, all of them redacted."""

from dataclasses import dataclass

from assistant.answers import Notice, NoticeKind, Refusal, RefusalReason
from assistant.conversation.completing import complete, standing
from assistant.conversation.leaning import leans
from assistant.question import REMEMBERED, Question
from assistant.redact import Redacted, Redactor
from assistant.screen import check_question

__all__ = ["Understood", "complete", "remember", "standing", "understand"]


ABOUT_NOTHING = (
    "The question does not say what it is about, and no earlier question does either. Name the "
    "drug or the condition, and ask again."
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was asked, and as it is read."""

    asked: Redacted
    read: Redacted
    """Completed from earlier questions; the same as `asked` where it is complete by itself."""
    earlier: tuple[str, ...] = ()
    """What was asked before, redacted, the oldest first."""
    leaned_on: str = ""
    """The earlier question, complete by itself, without which this one says nothing."""

    open: bool = False
    """Whether it says nothing by itself, and nothing before it says what it is about."""

    @property
    def refusal(self) -> Refusal | None:
        """Of a question that could only be answered with whatever happens to be found."""
        return Refusal(RefusalReason.INSUFFICIENT_EVIDENCE, ABOUT_NOTHING) if self.open else None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """How a follow-up is read, so that the asker can see what was carried over."""
        if self.read.text == self.asked.text:
            return ()
        return (Notice(NoticeKind.UNDERSTOOD, f"Understood as: “{self.read.text}”"),)


def understand(question: Question, redactor: Redactor) -> Understood:
    """Redact a question and those before it, and complete it where it leans on them.

    What is completed is redacted again, since parts that tell nothing may tell who someone is
    when they stand together. Raises QuestionError and RedactionError: then nothing is asked.
    """
    asked = redactor.redact(check_question(question.text))
    earlier = tuple(redactor.redact(check_question(one)).text for one in question.earlier)
    if not leans(asked.text):
        return Understood(asked, asked, earlier)
    text = complete(asked.text, earlier)
    if text == asked.text:
        return Understood(asked, asked, earlier, standing(earlier), open=True)
    return Understood(asked, redactor.redact(check_question(text)), earlier, standing(earlier))


def remember(earlier: tuple[str, ...], asked: str) -> tuple[str, ...]:
    """The questions of a conversation with one more; what is too old lives on in the next."""
    questions = (*earlier, asked)
    while len(questions) > REMEMBERED:
        first, second, *others = questions
        questions = (complete(second, (first,)), *others)
    return questions
