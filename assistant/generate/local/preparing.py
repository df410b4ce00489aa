"""Makes the automaton of an answer from the sentences that may be said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.generate.candidates import Candidate
from assistant.generate.local.automaton import Automaton, Copyable, Said, Tokens
from assistant.generate.local.clauses import Clause, clauses_of, said
from assistant.generate.local.prompt import NO_ANSWER
from assistant.generate.units import units_of
from corpus.errors import ModelError

CONNECTOR = "; "
"""The only words beside those of a sentence: where a clause is left out between two others."""

Encode = Callable[[Sequence[str]], list[list[int]]]


@dataclass(frozen=True, slots=True)
class Offer:
    """The sentences a model may copy from, and the automaton that lets it."""

    chosen: tuple[Candidate, ...]
    clauses: tuple[tuple[Clause, ...], ...]
    """Of each sentence."""
    automaton: Automaton

    def words(self, statement: Said) -> str:
        """What a finished statement says, from the characters of its source."""
        source = self.chosen[statement.sentence].words
        clauses = self.clauses[statement.sentence]
        return said(source, clauses, statement.clauses, CONNECTOR)


def offer(
    chosen: Sequence[Candidate], encode: Encode, *, stop: int, most: int, cut: bool = True
) -> Offer:
    """Everything that may be said, as tokens; sentences are never cut unless `cut`.

    A unit is left out when the tokenizer has no tokens for some of it, or takes some of it for the
    end of the text. Raises ModelError when it cannot write a citation.
    """
    clauses = [
        clauses_of(one.sentence, one.words) if cut else (Clause(0, len(one.words), needed=True),)
        for one in chosen
    ]
    texts = [NO_ANSWER]
    for number, (one, parts) in enumerate(zip(chosen, clauses, strict=True), start=1):
        texts += _runs(one.words, parts)
        texts.append(f" [{number}]\n")
    encoded = [tuple(ids) for ids in encode(texts)]
    no_answer, *rest = encoded
    sentences: dict[int, Copyable] = {}
    for number, parts in enumerate(clauses):
        count = len(_runs("", parts)) + 1
        runs, rest = rest[:count], rest[count:]
        if all(runs) and not any(stop in run for run in runs):
            sentences[number] = _copyable(runs, parts)
    if not no_answer or stop in no_answer or (chosen and not sentences):
        raise ModelError("the language model's tokenizer cannot write an answer: name another")
    units = [unit for unit in units_of(chosen) if all(number in sentences for number in unit)]
    automaton = Automaton(sentences, units, no_answer, stop, most)
    return Offer(tuple(chosen), tuple(clauses), automaton)


def _runs(words: str, parts: Sequence[Clause]) -> list[str]:
    """Each clause as it opens a statement, behind its neighbour, and behind another."""
    texts = [words[part.start : part.end] for part in parts]
    if len(parts) == 1:
        return texts
    starts = [0, *(part.end for part in parts)]
    behind = [words[start : part.end] for start, part in zip(starts, parts, strict=False)]
    return [*texts, *behind, *(CONNECTOR + text for text in texts)]


def _copyable(runs: Sequence[Tokens], parts: Sequence[Clause]) -> Copyable:
    count = len(parts)
    opening = tuple(runs[:count])
    return Copyable(
        opening=opening,
        going_on=tuple(runs[count : 2 * count]) if count > 1 else opening,
        joined=tuple(runs[2 * count : 3 * count]) if count > 1 else opening,
        needed=tuple(part.needed for part in parts),
        mark=runs[-1],
    )
