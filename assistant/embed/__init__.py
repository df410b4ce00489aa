"""Texts become unit vectors; which model does it is chosen by name in `load_embedder`."""

from pathlib import Path

from assistant.embed.embedder import Embedder

PACKAGED = "packaged"
"""The name of the embedder that comes with the installation: all-MiniLM-L6-v2 in int8."""

__all__ = ["PACKAGED", "Embedder", "load_embedder"]


def load_embedder(name: str, models: Path) -> Embedder:
    """The embedder called `name`: `packaged`, or a sentence-transformers model by name or folder.

    `models` is the folder where `assistant.embed.export` put the packaged model. Raises ModelError.
    """
    if name == PACKAGED:
        from assistant.embed.onnxruntime import OnnxEmbedder

        return OnnxEmbedder(models / "embedder")
    from assistant.embed.sentence_transformers import SentenceTransformersEmbedder

    return SentenceTransformersEmbedder(name)
