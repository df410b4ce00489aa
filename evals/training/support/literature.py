"""Claims beside the literature: SciFact trains and measures, HealthVer only measures.

HealthVer has no licence, so that nothing is trained on it or chosen by it that ships.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.vocabulary import tokens
from evals.adapters.records import read_records
from evals.adapters.splits import part_of
from evals.training.support.example import Example

SUPPORTS = "claim_supported"
REFUTES = "claim_refuted"
NEUTRAL = "claim_not_enough"
_KINDS = {"SUPPORT": SUPPORTS, "CONTRADICT": REFUTES, "": NEUTRAL}
_HEALTHVER = {"Supports": SUPPORTS, "Refutes": REFUTES, "Neutral": NEUTRAL}
_QUOTED = 2
"""Sentences quoted where none is marked: those that share most words with the claim."""


def scifact_train(sets: Path) -> Iterator[Example]:
    """Claims of the training part, but none about an abstract that the test cites."""
    yield from _scifact(sets, calibrate=False)


def scifact_calibrate(sets: Path) -> Iterator[Example]:
    """Claims of the training part that train nothing: measured thresholds are chosen by these."""
    yield from _scifact(sets, calibrate=True)


def scifact_test(sets: Path) -> Iterator[Example]:
    """Claims of the validation part; the labels of SciFact's own test part are not published."""
    corpus = _corpus(sets)
    for record in read_records(sets / "scifact/claims_validation.jsonl"):
        yield from list(_claim(record, corpus))[:1]


def healthver(sets: Path, part: str) -> Iterator[Example]:
    """Claims about COVID-19 with the evidence of one part, `dev` or `test`."""
    for record in read_records(sets / f"healthver/healthver_{part}.jsonl"):
        kind = _HEALTHVER[record["label"]]
        yield Example(
            record["evidence"].strip(), record["claim"].strip(), kind == SUPPORTS, kind,
            f"topic-{record['topic_ip']}",
        )  # fmt: skip


def _scifact(sets: Path, *, calibrate: bool) -> Iterator[Example]:
    corpus = _corpus(sets)
    tested = {
        key for record in read_records(sets / "scifact/claims_validation.jsonl")
        for key in _cited(record)
    }  # fmt: skip
    for record in read_records(sets / "scifact/claims_train.jsonl"):
        cited = _cited(record)
        if tested & set(cited):
            continue
        if (part_of(cited[0]) == "calibrate") == calibrate:
            yield from _claim(record, corpus)


def _claim(record: dict[str, Any], corpus: dict[str, list[str]]) -> Iterator[Example]:
    """The claim beside what it is judged by; after it, beside what only looks alike."""
    claim, marked = record["claim"], record["evidence_sentences"]
    for key in _cited(record)[:1]:
        if key not in corpus:
            continue
        abstract = corpus[key]
        kind = _KINDS[record["evidence_label"]]
        places = marked or _nearest(claim, abstract)
        quote = " ".join(abstract[place] for place in sorted(places) if place < len(abstract))
        if quote.strip():
            yield Example(quote, claim, kind == SUPPORTS, kind, f"scifact-{key}")
        if kind == SUPPORTS:
            # Beside other sentences of its abstract it is about the same and not said.
            others = [place for place in _nearest(claim, abstract, 5) if place not in places]
            rest = " ".join(abstract[place] for place in sorted(others[:_QUOTED]))
            if rest.strip():
                yield Example(rest, claim, False, NEUTRAL, f"scifact-{key}")


def _nearest(claim: str, abstract: Sequence[str], count: int = _QUOTED) -> list[int]:
    wanted = set(tokens(claim))
    shared = [len(wanted & set(tokens(sentence))) for sentence in abstract]
    return sorted(range(len(abstract)), key=lambda place: -shared[place])[:count]


def _cited(record: dict[str, Any]) -> list[str]:
    first = [str(record["evidence_doc_id"])] if record["evidence_doc_id"] else []
    return list(dict.fromkeys([*first, *map(str, record["cited_doc_ids"])]))


def _corpus(sets: Path) -> dict[str, list[str]]:
    records = read_records(sets / "scifact/corpus_train.jsonl")
    return {str(record["doc_id"]): record["abstract"] for record in records}
