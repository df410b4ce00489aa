"""What constraining a language model costs: preparing, and each token beside decoding freely."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence
from assistant.generate.candidates import Candidate, candidates
from assistant.generate.local import LanguageModel, load_language_model
from assistant.generate.local.decoding import Reader, decode
from assistant.generate.local.preparing import Offer, offer
from assistant.generate.local.prompt import prompt_for
from assistant.vocabulary import expand
from corpus.errors import ModelError
from corpus.metadata import parse_metadata
from corpus.readers.markdown import read_markdown
from corpus.splitting import split_passages
from corpus.versions import Version
from evals.benchmarks.places import ROOT, Places, Size
from evals.benchmarks.report import Outcome, Skipped, Table

DOCUMENTS = ROOT / "corpus" / "demonstration" / "approved"
EVIDENCE = 8_000
"""Tokens of the evidence that preparing is measured on."""
OFFERED = 12
"""Sentences of one answer, as the generator offers them."""
TOKENS = 64
"""Written by each way of decoding."""
ROUNDS = {"small": 3, "full": 12}
NOTES = (
    "The same model reads the same prompt and writes as many tokens each way, in turn; medians "
    "of the time a token takes, the first left out, for it reads the prompt.",
    "One by one, the model is asked at every token, as in free decoding: what is left is what the "
    "automaton adds. As it is used, it is asked only where there is a choice, and reads what "
    "follows from its choice in one go.",
    "Preparing makes the tokens and the automaton; reading the prompt is the model's.",
)


def run(size: Size, places: Places) -> Outcome:
    """Measure the packaged model; raises Skipped where it was not prepared."""
    began = time.perf_counter()
    try:
        model = load_language_model("packaged", places.models)
    except ModelError as error:
        raise Skipped(str(error)) from None
    loading = time.perf_counter() - began
    everything = list(_sentences(model))
    preparing = [_timed(lambda: _offer(model, everything))[0] for _ in range(ROUNDS[size] + 2)]
    free, single, own, skipping = _in_turn(model, everything, ROUNDS[size])
    ratio = median(one / other for one, other in zip(single, free, strict=True))
    figures = {
        "load_s": loading,
        "sentences": len(everything),
        "prepare_ms": median(preparing),
        "free_ms_per_token": median(free),
        "constrained_ms_per_token": median(single),
        "paired_ratio": ratio,
        "automaton_ms_per_token": median(own),
        "as_used_ms_per_token": median(skipping),
    }
    title = f"{model.identity}, {EVIDENCE:,} tokens in {len(everything)} sentences"
    rows = [
        ["loading, torch and transformers included (ms)", 1000 * loading],
        ["preparing the automaton (ms)", figures["prepare_ms"]],
        ["free decoding (ms a token)", figures["free_ms_per_token"]],
        ["constrained, one by one (ms a token)", figures["constrained_ms_per_token"]],
        ["constrained over free, paired", ratio],
        ["of that the automaton (ms a token)", figures["automaton_ms_per_token"]],
        ["constrained, as used (ms a token)", figures["as_used_ms_per_token"]],
    ]
    return Outcome((Table(title, ["what", "median"], rows),), NOTES, figures)


class _Watch:
    """A reader that times each reading, and never lets the model end before `TOKENS` are written.

    An ending would be a shorter text, which costs less a token.
    """

    def __init__(self, reader: Reader, stop: int) -> None:
        self._reader = reader
        self._stop = stop
        self.taken: list[float] = []

    def read(self, tokens: Sequence[int]) -> NDArray[np.float32]:
        began = time.perf_counter()
        scores = self._reader.read(tokens)
        self.taken.append(1000 * (time.perf_counter() - began))
        scores[self._stop] = np.finfo(np.float32).min
        return scores


def _in_turn(
    model: LanguageModel, everything: Sequence[Candidate], rounds: int
) -> tuple[list[float], list[float], list[float], list[float]]:
    """Milliseconds a token: free, one by one, the automaton's share of that, and as used."""
    free, single, own, skipping = [], [], [], []
    for number in range(rounds):
        chosen = everything[number * OFFERED : (number + 1) * OFFERED] or everything[:OFFERED]
        prompt = model.framed(prompt_for("How is this treated?", chosen, model.reserved))
        free.append(_free(model, prompt))
        taken, of_it = _constrained(model, chosen, prompt, skip=False)
        single.append(taken)
        own.append(of_it)
        skipping.append(_constrained(model, chosen, prompt, skip=True)[0])
    return free, single, own, skipping


def _free(model: LanguageModel, prompt: Sequence[int]) -> float:
    """Milliseconds a token of greedy decoding, whatever comes."""
    watch = _Watch(model.reader(), model.stop)
    token = int(watch.read(prompt).argmax())
    began = time.perf_counter()
    for _ in range(TOKENS - 1):
        token = int(watch.read([token]).argmax())
    return 1000 * (time.perf_counter() - began) / (TOKENS - 1)


def _constrained(
    model: LanguageModel, chosen: Sequence[Candidate], prompt: Sequence[int], *, skip: bool
) -> tuple[float, float]:
    """Milliseconds a token, and how many of them are not the model's."""
    watch, automaton = _Watch(model.reader(), model.stop), _offer(model, chosen).automaton
    # What is skipped at the end would never be read, so that it needs more to be measured.
    budget = 4 * TOKENS if skip else TOKENS
    began = time.perf_counter()
    written = decode(automaton, watch, prompt, budget=budget, until=float("inf"), skip=skip)
    taken = 1000 * (time.perf_counter() - began)
    rest = max(1, written - 1)
    return (taken - watch.taken[0]) / rest, (taken - sum(watch.taken)) / rest


def _offer(model: LanguageModel, chosen: Sequence[Candidate]) -> Offer:
    return offer(chosen, model.encode, stop=model.stop, most=len(chosen), cut=True)


def _sentences(model: LanguageModel) -> Iterator[Candidate]:
    """Sentences of the demonstration's documents, until they have `EVIDENCE` tokens."""
    question = expand("How is this treated?")
    left = EVIDENCE
    for file in sorted(DOCUMENTS.glob("*.md")):
        for candidate in candidates(question, _evidence(file), frozenset()):
            left -= len(model.encode([candidate.words])[0])
            if left < 0:
                return
            yield candidate


def _evidence(file: Path) -> list[Evidence]:
    """Every passage of a document, as if it had been found."""
    text = read_markdown(file.read_text(encoding="utf-8")).text
    values = {"id": file.stem, "title": file.stem, "version": "1", "effective": "2026-01-01"}
    now = datetime(2026, 1, 1, tzinfo=UTC)
    version = Version(
        metadata=parse_metadata(values),
        ordinal=1,
        source_name=file.name,
        source_sha256="0" * 64,
        text_sha256=text.sha256,
        pages=0,
        problems=(),
        added_at=now,
        approved_at=now,
        approved_by="measured",
    )
    passages = split_passages(text, file.stem, lambda texts: [len(t.split()) for t in texts], 200)
    return [Evidence(version, text, passage, 0.9, 0.8, 0.5) for passage in passages]


def _timed(call: Any) -> tuple[float, Any]:
    """Milliseconds a call takes, and what it returns."""
    began = time.perf_counter()
    result = call()
    return 1000 * (time.perf_counter() - began), result
