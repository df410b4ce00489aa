"""Protocol questions as the decision meets them: features, and whether an answer would be wrong.

An answerable question is asked twice, once of the whole corpus and once without its document; a
near miss once. An answer is right only to the first kind, and only when words that answer are
among the evidence.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.decide.features import look
from assistant.evidence_model import EvidenceModel
from assistant.retrieve import Reranker
from evals.adapters.splits import Part, part_of
from evals.calibration.answerable import Corpus

Kind = Literal["answerable", "near_miss", "removed"]


@dataclass(frozen=True)
class Example:
    """One question with one state of the corpus."""

    question: str
    document: str
    part: Part
    kind: Kind
    right: bool
    """Whether what answers is among the evidence."""
    forbidden: bool
    """Whether a rule refuses it, whatever its probability."""
    values: dict[str, float]


def read_records(folder: Path, parts: Sequence[Part]) -> list[dict[str, Any]]:
    """The questions of the set in `folder` on documents of these parts."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [one for one in map(json.loads, lines) if part_of(one["doc"]) in parts]


def digest(records: Sequence[dict[str, Any]]) -> str:
    """sha256 of the questions, whatever their order in the file."""
    lines = sorted(json.dumps(one, sort_keys=True) for one in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def examples(
    records: Sequence[dict[str, Any]],
    corpus: Corpus,
    model: EvidenceModel | None,
    *,
    evidence: int,
    reranked: int,
) -> Iterator[Example]:
    """Every question in its states; left out where the quote is not one run of the text."""
    by_file = {version.source_name: version for version in corpus.in_force.values()}
    rarity = corpus.snapshot.lexical.rarity
    for record in records:
        version = by_file[record["doc"]]
        asked = None
        if record["answerable"]:
            asked = corpus.asked(record, version)
            if asked is None:
                continue
        expansion = corpus.read(record["question"])
        reranker = Reranker(model, expansion.asked, reranked) if model else None
        kinds: tuple[Kind, ...] = ("answerable", "removed") if asked else ("near_miss",)
        for kind in kinds:
            without = version.key if kind == "removed" else None
            found = corpus.retrieve(expansion, evidence, reranker, without=without)
            seen = look(expansion, found, rarity)
            yield Example(
                question=record["question"],
                document=record["doc"],
                part=part_of(record["doc"]),
                kind=kind,
                right=kind == "answerable" and asked is not None
                and any(map(asked.answered_in, found)),
                forbidden=seen.forbidden,
                values=seen.features,
            )  # fmt: skip
