"""The generator `remote`: a language model words the answer, from numbered sentences."""

import logging
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace

from assistant.embed.embedder import Embedder
from assistant.evidence import Draft, DraftStatement, Evidence
from assistant.generate.candidates import Candidate
from assistant.generate.drafting import Drafted, sentences_that_answer, verbatim, with_cautions
from assistant.generate.generator import Generator
from assistant.generate.remote.matching import Matched, match
from assistant.generate.remote.openai_like import Completion, ModelServer
from assistant.generate.remote.prompt import prompt, within_budget
from assistant.generate.remote.schema import Reply
from assistant.generate.units import naming_a_drug, units_of
from assistant.phrasing.limits import limits_or_warns
from assistant.vocabulary import Expansion, drugs_in
from corpus.errors import ModelError

NAME = "remote/1"
OFFERED = 2
"""Sentences offered for each statement an answer may have: the model may choose."""

_log = logging.getLogger(__name__)


class NothingQuotedError(ModelError):
    """A reply of which no statement stands on a sentence; `dropped` says why of each."""

    def __init__(self, dropped: tuple[str, ...]) -> None:
        super().__init__("it quoted none of the sentences it was given")
        self.dropped = dropped


class RemoteGenerator:
    """Asks a model server; another generator drafts where nothing usable comes back.

    Nothing it says is trusted: each statement is checked against its sentence afterwards.
    """

    def __init__(
        self,
        embedder: Embedder,
        server: ModelServer,
        instead: Generator,
        *,
        statements: int,
        is_english: Callable[[str], bool],
    ) -> None:
        self._embedder = embedder
        self._server = server
        self._instead = instead
        self._statements = statements
        self._is_english = is_english

    @property
    def identity(self) -> str:
        """Name, version and model."""
        return f"{NAME}:{self._server.model}"

    def draft(
        self,
        question: Expansion,
        evidence: Sequence[Evidence],
        rarity: Callable[[str], float],
        asked: Set[str],
    ) -> Draft:
        """The model's statements, then what belongs to their doses; or another one's draft."""
        count = OFFERED * self._statements
        found = sentences_that_answer(
            question, evidence, rarity, asked, embedder=self._embedder, count=count
        )
        chosen = naming_a_drug(drugs_in(question.asked), found, evidence)
        if not chosen:
            return Draft()
        dropped: tuple[str, ...] = ()
        try:
            completion, matched = self._asked(question.asked, asked, within_budget(chosen))
        except NothingQuotedError as error:
            reason, dropped = str(error), error.dropped
        except ModelError as error:
            reason = str(error)
        except Exception as error:  # libraries raise bare exceptions of their own
            # Its message may hold the question.
            _log.warning("drafting with the model server failed: %s", type(error).__name__)
            reason = "it failed"
        else:
            core = list(_with_company(matched.core, chosen))
            statements = (*with_cautions(question, core, evidence, asked), *_limits(core))
            by = f"{self.identity} ({completion.model})"
            return Draft(statements, by=by, dropped=matched.dropped)
        drafted = self._instead.draft(question, evidence, rarity, asked)
        by = f"{self._instead.identity} instead of {self.identity}"
        return replace(drafted, instead=reason, by=by, dropped=dropped)

    def _asked(
        self, asked: str, patients: Set[str], sentences: Sequence[Candidate]
    ) -> tuple[Completion, Matched]:
        """The reply and what of it stands on the sentences; ModelError when none of it does."""
        if not sentences:
            raise ModelError("the sentences that may answer are too long for it")
        completion = self._server.complete(prompt(asked, patients, sentences), Reply)
        reply = read(completion.text)
        matched = match(reply, sentences)
        if reply.statements and not matched.core:
            raise NothingQuotedError(matched.dropped)
        if matched.core and not self._is_english(" ".join(s.text for _, s in matched.core)):
            raise ModelError("its reply was not in English")
        return completion, matched


def read(text: str) -> Reply:
    """The reply in a completion, which may have words or a fence around it. Raises ModelError."""
    from llama_index.core.output_parsers import PydanticOutputParser

    try:
        parsed: Reply = PydanticOutputParser(output_cls=Reply).parse(text)
    except (ValueError, RecursionError):
        raise ModelError("its reply had another form than asked for") from None
    return parsed


def _with_company(core: Sequence[Drafted], chosen: Sequence[Candidate]) -> Iterator[Drafted]:
    """The statements; what is said together with others is said with all of them, as it stands.

    In the model's words, one of them could be dropped afterwards and leave the rest alone.
    """
    units = {chosen[number].key: unit for unit in units_of(chosen) for number in unit}
    said: set[tuple[int, ...]] = set()
    for candidate, statement in core:
        unit = units[candidate.key]
        if len(unit) == 1:
            yield candidate, statement
        elif unit not in said:
            said.add(unit)
            yield from ((chosen[number], verbatim(chosen[number])) for number in unit)


def _limits(core: Sequence[Drafted]) -> tuple[DraftStatement, ...]:
    """The sentences that limit a treatment or warn, put in the model's words, as they stand.

    Should its words not hold, the caution would be lost with them.
    """
    said = {statement.text for _, statement in core}
    return tuple(
        replace(whole, caution=True)
        for candidate in {candidate.key: candidate for candidate, _ in core}.values()
        if limits_or_warns(candidate.sentence.kind, candidate.words)
        and (whole := verbatim(candidate)).text not in said
    )
