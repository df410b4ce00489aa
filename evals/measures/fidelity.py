"""What a statement states beyond its quotes, or leaves out of them: the frame of four measures."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from evals.measures.score import Graded, Score
from evals.measures.statements import failed, statements_of, worst

MOST_TOLD = 6


class Mention(NamedTuple):
    """A number, drug, negation or population that a text states."""

    key: Hashable
    """Equal for all ways to state the same."""
    words: str
    """As the text states it."""


class Kind(Protocol):
    """What is looked for; hashable, so that a statement is looked at once."""

    def __hash__(self) -> int: ...

    def mentions(self, text: str) -> Sequence[Mention]:
        """All in a statement or a quote, in order; one that is stated twice, twice."""
        ...

    def dropped(self, statement: str, quotes: tuple[str, ...]) -> Sequence[Mention]:
        """Those of the words quoted that the statement does not say."""
        ...


@dataclass(frozen=True)
class Fidelity:
    """Mentions of one kind that are in the cited quotes, of all that there are to be.

        hits = mentions of the statements that their quotes hold, each as often as stated
        of   = mentions of the statements + mentions dropped from the words they quote

    Quotes are the documents' own words at the cited places, so that a falsified quote supports
    nothing. Source: quality.md 1, numeric, entity and polarity fidelity; after the idea of
    SummaC and of entity precision (Nan et al., EACL 2021), with exact instead of learned matching.
    Pitfall: an answer without such a mention has no score, not a perfect one.
    """

    name: str
    about: str
    kind: Kind
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """Over all statements; None for a refusal, or when nothing of the kind is stated."""
        if failed(graded):
            return worst(graded)
        hits, of, faults = 0, 0, list[str]()
        for said in statements_of(graded):
            number, found = check(self.kind, said.text, said.quotes)
            of += number
            hits += number - len(found)
            faults += [f"statement {said.number} {fault}" for fault in found]
        return Score(hits, of, tuple(faults)) if of else None


@lru_cache(maxsize=100_000)
def check(kind: Kind, statement: str, quotes: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """How many mentions there are to be in a statement, and a fault for each that is not right."""
    stated = kind.mentions(statement)
    # Most statements name no drug and no group, and then it does not matter what their quotes do.
    sources = [mention for quote in quotes for mention in kind.mentions(quote)] if stated else []
    left = Counter(mention.key for mention in sources)
    faults = []
    for mention in stated:
        if left[mention.key] > 0:
            left[mention.key] -= 1
        else:
            faults.append(f"states “{mention.words}”; its quotes state {_told(sources)}")
    dropped = kind.dropped(statement, quotes)
    faults += [f"leaves out “{mention.words}”, which its quote states" for mention in dropped]
    return len(stated) + len(dropped), tuple(faults)


def _told(mentions: Iterable[Mention]) -> str:
    words = list(dict.fromkeys(f"“{mention.words}”" for mention in mentions))
    more = ["…"] if len(words) > MOST_TOLD else []
    return ", ".join(words[:MOST_TOLD] + more) or "nothing of the kind"
