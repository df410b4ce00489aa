"""Tries a model out when it is loaded, so that a broken one stops the start and no question."""

from assistant.evidence_model.model import EvidenceModel
from assistant.judgement import Reading
from corpus.errors import ModelError

QUESTION = "What is the dose of adrenaline in anaphylaxis?"
READINGS = (
    Reading("Anaphylaxis > Treatment", ("Give adrenaline 0.5 mg intramuscularly.", "Call help.")),
    Reading("", ("The ward kitchen opens at seven.",)),
)


def try_out(model: EvidenceModel, repair: str) -> None:
    """Raise ModelError, with what to do, when the model does not judge a plain pair of texts."""
    try:
        model.judge(QUESTION, READINGS)
    except ModelError:
        raise
    except Exception as error:  # libraries of models raise bare exceptions of their own
        raise ModelError(
            f"the evidence model {model.identity} cannot be used ({error}): {repair}"
        ) from None
