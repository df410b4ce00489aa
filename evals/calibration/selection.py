"""Chooses what the evidence model counts for a sentence, and how far below the best one is shown.

    python -m evals.calibration.selection --home FOLDER [--shared ../shared] [--evidence-model NAME]

The home holds the protocol questions' documents, published (`evals.calibration.decision` makes it).
The questions are the answerable ones on the documents that calibrate, which trained nothing and
are reported nowhere. Takes some minutes.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embed import Embedder
from assistant.embed.embedder import Progress, no_progress
from assistant.evidence_model import EvidenceModel, load_evidence_model
from assistant.generate.candidates import Candidate, candidates
from assistant.generate.scoring import scored_by_model, scored_by_sense, scored_by_words
from assistant.generate.selection import JUDGED_MARGIN, MARGIN, choose
from assistant.retrieve import Reranker
from assistant.settings import Settings
from assistant.vocabulary import Expansion, populations_in
from corpus.errors import ModelError
from evals.benchmarks.places import Places
from evals.benchmarks.report import Table, print_line, print_table
from evals.calibration.answerable import Answerable, Corpus

SHARES = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0)
MARGINS = (0.08, 0.12, 0.16, 0.2, 0.3, 0.4, 0.6)
EVIDENCE: int = Settings.model_fields["evidence"].default
RERANKED: int = Settings.model_fields["reranked"].default
STATEMENTS: int = Settings.model_fields["statements"].default
EARLY = 3
"""Statements that are read first."""


@dataclass(frozen=True)
class Shown:
    """What one way of choosing shows, in the mean over questions."""

    gold: float
    """Questions with a statement that answers."""
    early: float
    """Questions with such a statement among the first."""
    focus: float
    """Statements that answer, of all."""
    statements: float


@dataclass(frozen=True)
class Case:
    """One question with the candidates of its evidence, scored by their words."""

    question: Answerable
    expansion: Expansion
    by_words: list[Candidate]


def cases(corpus: Corpus, folder: Path, model: EvidenceModel) -> Iterator[Case]:
    """The questions whose answer is among the evidence."""
    for question in corpus.answerable(folder, "calibrate"):
        expansion = corpus.read(question.text)
        reranker = Reranker(model, expansion.asked, RERANKED)
        evidence = corpus.retrieve(expansion, EVIDENCE, reranker)
        if not any(map(question.answered_in, evidence)):
            continue
        found = list(candidates(expansion, evidence, populations_in(expansion.asked)))
        by_words = scored_by_words(expansion, found, corpus.snapshot.lexical.rarity)
        yield Case(question, expansion, by_words)


def shown(
    found: Sequence[Case],
    score: Callable[[Case], Sequence[Candidate]],
    rarity: Callable[[str], float],
    margin: float = JUDGED_MARGIN,
) -> Shown:
    """What is shown of each case when its candidates are scored that way."""
    hits = []
    for case in found:
        chosen = choose(case.expansion, score(case), rarity, STATEMENTS, margin)
        hits.append(
            [
                case.question.answered_at(one.evidence, one.sentence.start, one.sentence.end)
                for one in chosen
            ]
        )
    every = [hit for case in hits for hit in case]
    return Shown(
        gold=float(np.mean([any(case) for case in hits])),
        early=float(np.mean([any(case[:EARLY]) for case in hits])),
        focus=float(np.mean(every)),
        statements=len(every) / len(hits),
    )


def by_share(share: float, embedder: Embedder) -> Callable[[Case], Sequence[Candidate]]:
    """What scores the candidates of a case when the model counts `share`."""
    return lambda case: scored_by_sense(
        case.expansion, scored_by_model(case.by_words, share), embedder
    )


class RememberingEmbedder:
    """Embeds each text once: every choice compares the same sentences."""

    def __init__(self, embedder: Embedder) -> None:
        self.identity, self.dimension, self.window = (
            embedder.identity,
            embedder.dimension,
            embedder.window,
        )
        self.lengths = embedder.lengths
        self._embedder = embedder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._embedder.embed(new, progress), strict=True))
        return np.array([self._vectors[text] for text in texts])


def main() -> None:
    """Print what each choice shows, and what belongs into `assistant/generate`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Places.shared)
    parser.add_argument("--evidence-model", default="packaged")
    options = parser.parse_args()
    model = load_evidence_model(options.evidence_model)
    if model is None:
        raise ModelError("without an evidence model there is nothing to choose: name one")
    corpus = Corpus.open(options.home)
    embedder = RememberingEmbedder(corpus.embedder)
    rarity = corpus.snapshot.lexical.rarity
    found = list(cases(corpus, options.shared / "evalsets" / "protocol_questions", model))
    results = {
        (share, margin): shown(found, by_share(share, embedder), rarity, margin)
        for share in SHARES
        for margin in MARGINS
    }
    header = ["share", "margin", "gold shown", f"in first {EARLY}", "focus", "statements"]
    rows = [
        [f"{share}", f"{margin}", one.gold, one.early, one.focus, one.statements]
        for (share, margin), one in results.items()
    ]
    print_table(Table(f"{len(found)} questions, {model.identity}", header, rows))
    share, margin = choice(results)
    print_line(f"JUDGED_SHARE = {share}; JUDGED_MARGIN = {margin}")


def choice(results: Mapping[tuple[float, float], Shown]) -> tuple[float, float]:
    """The most focused of those that show at least what is shown without the model."""
    unjudged = results[0.0, MARGIN].gold
    good = {key: one for key, one in results.items() if one.gold >= unjudged}
    return max(good, key=lambda key: good[key].focus)


if __name__ == "__main__":
    main()
