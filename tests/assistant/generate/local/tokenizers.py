"""Tokenizers of every family: those of packaged models, and small ones made here."""

from functools import cache
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

import assistant.evidence_model
from assistant.settings import default_models

WORDS = [
    "Give oxygen at 15 L/min; call the medical registrar; the family may stay in the room.",
    "Do not give 500 mg or 1.5 g if eGFR is below 30 mL/min, unless a consultant agrees.",
    "No answer [1] [2] [3] [4] [5] [6] [7] [8] [9] [10] µg ≥ × – Drug: Dose (mg/kg)",
]


@cache
def byte_level_bpe():
    """Merges of bytes, as of GPT-2 and its kin."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(WORDS, trainer)
    return tokenizer


@cache
def unigram():
    """Pieces with a mark for spaces, as of SentencePiece; what it does not know is one token."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=120, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(WORDS, trainer)
    return tokenizer


@cache
def words_only():
    """One token a word, all but three unknown: it can hardly tell two sentences apart."""
    vocabulary = {"[UNK]": 0, "give": 1, "the": 2, "no": 3}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


@cache
def _from_file(file):
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def available():
    """Every tokenizer that is here, by name."""
    evidence = Path(assistant.evidence_model.__file__).parent / "packaged" / "tokenizer.json"
    files = {
        "MiniLM, wordpiece": default_models() / "embedder" / "tokenizer.json",
        "evidence model": evidence,
        "SmolLM2, byte-level": default_models() / "language-model" / "tokenizer.json",
    }
    made = {"byte-level": byte_level_bpe, "unigram": unigram, "words only": words_only}
    found = {name: make() for name, make in made.items()}
    return found | {name: _from_file(file) for name, file in files.items() if file.exists()}
