"""What constraining a language model costs: preparing, and each token beside decoding freely."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    "follows from its choice in one go; its time and that of free decoding are given a second "
    "time with the prompt's reading, for as many tokens.",
    "Libraries are torch and transformers, which a process imports once.",
    "Preparing makes the tokens and the automaton; reading the prompt is the model's.",
)


def run(size: Size, places: Places) -> Outcome:
    """Measure the packaged model; raises Skipped where it was not prepared."""
    libraries, _ = _timed(_import_libraries)
    try:
        loading, model = _timed(lambda: load_language_model("packaged", places.models))
    except ModelError as error:
        raise Skipped(str(error)) from None
    everything = list(_sentences(model))
    preparing = [_timed(lambda: _offer(model, everything))[0] for _ in range(ROUNDS[size] + 2)]
    rounds = _in_turn(model, everything, ROUNDS[size])
    free, single = ([one.free for one in rounds], [one.single for one in rounds])
    ratio = median(one / other for one, other in zip(single, free, strict=True))
    figures = {
        "libraries_ms": libraries,
        "load_ms": loading,
        "sentences": len(everything),
        "prepare_ms": median(preparing),
        "free_ms_per_token": median(free),
        "constrained_ms_per_token": median(single),
        "paired_ratio": ratio,
        "automaton_ms_per_token": median(one.automaton for one in rounds),
        "as_used_ms_per_token": median(one.as_used for one in rounds),
        "free_with_prompt_ms_per_token": median(one.free_with_prompt for one in rounds),
    }
    title = f"{model.identity}, {EVIDENCE:,} tokens in {len(everything)} sentences"
    rows = [
        ["importing its libraries (ms)", libraries],
        ["loading the model (ms)", loading],
        ["preparing the automaton (ms)", figures["prepare_ms"]],
        ["free decoding (ms a token)", figures["free_ms_per_token"]],
        ["constrained, one by one (ms a token)", figures["constrained_ms_per_token"]],
        ["constrained over free, paired", ratio],
        ["of that the automaton (ms a token)", figures["automaton_ms_per_token"]],
        ["free, with the prompt's reading (ms a token)", figures["free_with_prompt_ms_per_token"]],
        ["constrained, as used, with it (ms a token)", figures["as_used_ms_per_token"]],
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


@dataclass(frozen=True)
class _Round:
    """Milliseconds a token of one prompt, each way."""

    free: float
    single: float
    """Constrained, the model asked at every token."""
    automaton: float
    """Of that, what is not the model's."""
    free_with_prompt: float
    as_used: float
    """Constrained with skipping, the prompt's reading included."""


def _in_turn(model: LanguageModel, everything: Sequence[Candidate], rounds: int) -> list[_Round]:
    found = []
    for number in range(rounds):
        chosen = everything[number * OFFERED : (number + 1) * OFFERED] or everything[:OFFERED]
        prompt = model.framed(prompt_for("How is this treated?", chosen, model.reserved))
        first, free = _free(model, prompt)
        written, taken, readings = _constrained(model, chosen, prompt, skip=False)
        used, whole, _ = _constrained(model, chosen, prompt, skip=True)
        found.append(
            _Round(
                free=free,
                single=(taken - readings[0]) / max(1, written - 1),
                automaton=(taken - sum(readings)) / max(1, written - 1),
                free_with_prompt=(first + free * (used - 1)) / used,
                as_used=whole / used,
            )
        )
    return found


def _free(model: LanguageModel, prompt: Sequence[int]) -> tuple[float, float]:
    """Milliseconds of the first token of greedy decoding, and of each one after it."""
    watch = _Watch(model.reader(), model.stop)
    token = int(watch.read(prompt).argmax())
    began = time.perf_counter()
    for _ in range(TOKENS - 1):
        token = int(watch.read([token]).argmax())
    return watch.taken[0], 1000 * (time.perf_counter() - began) / (TOKENS - 1)


def _constrained(
    model: LanguageModel, chosen: Sequence[Candidate], prompt: Sequence[int], *, skip: bool
) -> tuple[int, float, list[float]]:
    """Tokens written, milliseconds in all, and those of each reading of the model."""
    watch, automaton = _Watch(model.reader(), model.stop), _offer(model, chosen).automaton
    began = time.perf_counter()
    written = decode(automaton, watch, prompt, budget=TOKENS, until=float("inf"), skip=skip)
    return written, 1000 * (time.perf_counter() - began), watch.taken


def _import_libraries() -> None:
    import torch  # noqa: F401
    from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: F401


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
