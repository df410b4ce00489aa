"""An evidence model that keeps what it said in a file, so that fitting again takes seconds."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from assistant.evidence_model import EvidenceModel
from assistant.judgement import Judgement, Reading


class KeptJudgements:
    """Asks a model only what was not asked before; one file for each model."""

    def __init__(self, model: EvidenceModel, folder: Path) -> None:
        self._model = model
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(model.identity.encode()).hexdigest()[:16]
        self._file = folder / f"judgements-{name}.jsonl"
        self._kept: dict[str, Judgement] = {}
        if self._file.exists():
            for line in self._file.read_text(encoding="utf-8").splitlines():
                key, relevance, answers, sentences = json.loads(line)
                self._kept[key] = Judgement(relevance, answers, tuple(sentences))

    @property
    def identity(self) -> str:
        """That of the model."""
        return self._model.identity

    def judge(self, question: str, readings: Sequence[Reading]) -> list[Judgement]:
        """One judgement a reading, in their order."""
        keys = [_key(question, reading) for reading in readings]
        unknown = {
            key: reading
            for key, reading in zip(keys, readings, strict=True)
            if key not in self._kept
        }
        if unknown:
            judged = self._model.judge(question, list(unknown.values()))
            with self._file.open("a", encoding="utf-8") as file:
                for key, one in zip(unknown, judged, strict=True):
                    self._kept[key] = one
                    line = [key, one.relevance, one.answers, one.sentences]
                    file.write(json.dumps(line) + "\n")
        return [self._kept[key] for key in keys]


def _key(question: str, reading: Reading) -> str:
    read = json.dumps([question, reading.heading, reading.sentences]).encode()
    return hashlib.sha256(read).hexdigest()[:32]
