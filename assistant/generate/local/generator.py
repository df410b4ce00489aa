"""The local generator: a language model chooses and orders what the evidence says."""

import logging
import threading
import time
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from assistant.embed.embedder import Embedder
from assistant.evidence import Draft, DraftStatement, Evidence
from assistant.generate.candidates import Candidate
from assistant.generate.drafting import Drafted, sentences_that_answer, verbatim, with_cautions
from assistant.generate.generator import Generator
from assistant.generate.local.decoding import TooSlowError, decode
from assistant.generate.local.language_model import LanguageModel
from assistant.generate.local.preparing import Offer, offer
from assistant.generate.local.prompt import prompt_for
from assistant.generate.units import naming_a_drug, units_of
from assistant.vocabulary import Expansion, drugs_in
from corpus.errors import ModelError

IDENTITY = "local/2"
OFFERED = 12
"""Sentences, with their company, that the model chooses from."""
BUDGET = 600
"""Tokens a model may write; most of them follow from its choices, and are read in one go."""

_log = logging.getLogger(__name__)


class LocalGenerator:
    """A model that chooses among whole sentences, and can write nothing else.

    It says that nothing answers only where it finds that likelier by `margin`, in nats. With `cut`,
    clauses that nothing else depends on may be left out of a sentence. Where the model
    fails, or takes more than `seconds`, another generator drafts, and the draft says so.
    """

    def __init__(
        self,
        embedder: Embedder,
        model: LanguageModel,
        instead: Generator,
        *,
        statements: int,
        seconds: float,
        margin: float = 0.0,
        cut: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._embedder = embedder
        self._statements = statements
        self._seconds = seconds
        self._margin = margin
        self._cut = cut
        self._clock = clock
        self._instead = instead
        # Two answers written at once would both be late.
        self._writing = threading.Lock()

    @property
    def identity(self) -> str:
        """Name and version, and the model's."""
        return f"{IDENTITY}:{self._model.identity}"

    def draft(
        self,
        question: Expansion,
        evidence: Sequence[Evidence],
        rarity: Callable[[str], float],
        asked: Set[str],
    ) -> Draft:
        """The model's choice in its order, then the cautions; none when it finds no answer."""
        found = sentences_that_answer(
            question, evidence, rarity, asked, embedder=self._embedder, count=OFFERED
        )
        chosen = naming_a_drug(drugs_in(question.asked), found, evidence)
        if not chosen:
            return Draft()
        try:
            core = self._written(question.asked, chosen)
        except TooSlowError:
            reason = f"was not done within {self._seconds:g} s"
        except Exception as error:  # libraries raise bare exceptions of their own
            # Its message may hold the question.
            _log.warning("the local language model failed: %s", type(error).__name__)
            reason = "failed"
        else:
            return Draft(with_cautions(question, core, evidence, asked))
        drafted = self._instead.draft(question, evidence, rarity, asked)
        by = f"{self._instead.identity} instead of {self.identity}"
        return replace(drafted, instead=f"the language model {reason}", by=by)

    def _written(self, question: str, chosen: Sequence[Candidate]) -> list[Drafted]:
        """What the model says; raises TooSlowError, and whatever goes wrong in it."""
        until = self._clock() + self._seconds
        if not self._writing.acquire(timeout=self._seconds):
            raise TooSlowError
        try:
            prompt, offered = self._prepared(question, chosen)
            decode(
                offered.automaton,
                self._model.reader(),
                prompt,
                budget=BUDGET,
                until=until,
                clock=self._clock,
                margin=self._margin,
            )
        finally:
            self._writing.release()
        said = offered.automaton.said
        return [
            (
                offered.chosen[one.sentence],
                _statement(offered.chosen[one.sentence], offered.words(one)),
            )
            for one in said
        ]

    def _prepared(self, question: str, chosen: Sequence[Candidate]) -> tuple[list[int], Offer]:
        """Prompt and automaton of as many sentences as the model has room for, the first ones."""
        model = self._model
        units = units_of(chosen)
        for count in range(len(chosen), 0, -1):
            if any(min(unit) < count <= max(unit) for unit in units):
                # What is said together is not offered in part.
                continue
            offered = chosen[:count]
            prompt = model.framed(prompt_for(question, offered, model.reserved))
            if len(prompt) + BUDGET <= model.window:
                most, stop = self._statements, model.stop
                return prompt, offer(offered, model.encode, stop=stop, most=most, cut=self._cut)
        raise ModelError(f"the language model reads no more than {model.window} tokens")


def _statement(candidate: Candidate, words: str) -> DraftStatement:
    """The sentence under its headings, or so much of it as is said; the whole of it is quoted."""
    whole = verbatim(candidate)
    headings = whole.text.removesuffix(candidate.words)
    return DraftStatement(f"{headings}{words}", whole.quotes)
