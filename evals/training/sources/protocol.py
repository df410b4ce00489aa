"""Protocol questions: the gold passage, the same with its answer cut out, and what looks alike."""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.embed import Embedder
from assistant.vocabulary import drugs_in, populations_in
from corpus.metadata import slug
from corpus.text import Span
from evals.adapters import protocol_questions
from evals.adapters.splits import Part, part_of
from evals.suites.gold import find_gold
from evals.training.example import Group, Text, negative
from evals.training.pool import Pool
from evals.training.sources.documents import Piece, pieces

NAME = "protocol-questions"
CONTRASTIVE = Path(__file__).parents[1] / "questions" / "contrastive.jsonl"
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
OTHER_PATIENTS = (
    ("paediatric", "in a 4-year-old child"),
    ("neonatal", "in a newborn"),
    ("obstetric", "in pregnancy"),
    ("renal", "in severe renal impairment"),
    ("elderly", "in a frail 88-year-old"),
)
"""Asked for where a whole document is silent about them: then it holds no answer."""


def groups(
    folder: Path, part: Part, embedder: Embedder, seed: int, *, swaps: float = 0.35
) -> Iterator[Group]:
    """The questions of the documents of one part.

    `swaps` is the share of answerable questions that come once more asking for another drug or
    for other patients, which their document does not mention.
    """
    content = protocol_questions.read(folder)
    names = {slug(file.stem): file.name for file in (folder / "protocol_questions/docs").glob("*")}
    mine = {key: text for key, text in content.documents.items() if part_of(names[key]) == part}
    found = {key: pieces(key, text, embedder) for key, text in mine.items()}
    everything = [piece for group in found.values() for piece in group]
    shelf = _Shelf(everything, Pool([piece.reading for piece in everything]))
    chance = random.Random(seed)
    for case in content.cases:
        document = case.tags["document"]
        if document not in mine:
            continue
        own = found[document]
        spans = [span for gold in case.evidence for span in find_gold(own[0].text, gold.contains)]
        yield from _question(case.question, own, spans, shelf)
        if spans and chance.random() < swaps:
            yield from _swapped(case.question, own, spans, shelf, chance)
    yield from _contrastive(folder, names, found, shelf)


@dataclass(frozen=True)
class _Shelf:
    """The passages of all documents of a part, and how to find those that look alike."""

    everything: list[Piece]
    pool: Pool

    def nearest(self, question: str, count: int, wanted: Callable[[Piece], bool]) -> list[Piece]:
        rows = self.pool.nearest(question, count, lambda row: wanted(self.everything[row]))
        return [self.everything[row] for row in rows]


def _question(
    question: str,
    own: list[Piece],
    spans: list[Span],
    shelf: _Shelf,
    decoys: Sequence[Piece] = (),
) -> Iterator[Group]:
    """With spans, an answerable question; without, a near miss of its document.

    `decoys` are passages of its document that answer a question much like it.
    """
    texts, taken = [negative(piece.reading) for piece in decoys], set(map(id, decoys))
    for piece in own:
        marked = piece.holds(spans)
        if any(marked):
            texts.append(Text(piece.reading, True, marked))
            taken.add(id(piece))
            rest = piece.without(marked)
            if rest:
                texts.append(negative(rest))
    if spans and not texts:
        return
    here, figures = own[0].document, _figures(own, spans)
    same = shelf.nearest(
        question,
        2 if texts else 3,
        lambda piece: (
            piece.document == here
            and id(piece) not in taken
            and not (figures and figures <= _figures_in(piece.passage.reading))
        ),
    )
    others = shelf.nearest(question, 1, lambda piece: piece.document != here)
    # Another passage of its document may say it too, and another document all the more.
    texts += [negative(piece.reading, 0.7) for piece in same]
    texts += [negative(piece.reading, 0.4) for piece in others]
    if texts:
        yield Group(question, tuple(texts), NAME)


def _figures(own: Sequence[Piece], spans: Sequence[Span]) -> frozenset[str]:
    """The numbers of what answers: a passage that holds them all may say it once more."""
    return frozenset[str]().union(*(_figures_in(own[0].text[span]) for span in spans))


def _figures_in(words: str) -> frozenset[str]:
    return frozenset(_FIGURE.findall(words))


def _swapped(
    question: str, own: list[Piece], spans: list[Span], shelf: _Shelf, chance: random.Random
) -> Iterator[Group]:
    """The question asked of another drug or of other patients than its document knows."""
    decoys = [piece for piece in own if any(piece.holds(spans))][:1]
    content = own[0].text.content
    for name in sorted(drugs_in(question)):
        if name in question.lower():
            other = chance.choice(shelf.everything).reading.heading
            others = sorted(drugs_in(other) - drugs_in(content))
            if others:
                asked = question.lower().replace(name, chance.choice(others))
                yield from _question(asked, own, [], shelf, decoys)
                return
    silent = [
        words
        for group, words in OTHER_PATIENTS
        if group not in populations_in(content) and group not in content.lower()
    ]
    if silent and not populations_in(question):
        asked = f"{question.rstrip('?. ')} {chance.choice(silent)}?"
        yield from _question(asked, own, [], shelf, decoys)


def _contrastive(
    folder: Path, names: Mapping[str, str], found: Mapping[str, list[Piece]], shelf: _Shelf
) -> Iterator[Group]:
    """Twins of our own: a question the document answers, and its neighbour that it does not."""
    if not CONTRASTIVE.exists():
        return
    by_file = {names[key]: own for key, own in found.items()}
    for line in CONTRASTIVE.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        own = by_file.get(record["doc"])
        if own is None:
            continue
        spans: list[Span] = []
        if record["answerable"]:
            file = folder / "protocol_questions/docs" / record["doc"]
            source = file.read_text(encoding="utf-8")
            quote = source[record["start"] : record["end"]]
            spans = list(protocol_questions.find_quote(own[0].text, quote))
            if not spans:
                continue
        yield from _question(record["question"], own, spans, shelf)
