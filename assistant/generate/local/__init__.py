"""A language model on this computer that drafts in nothing but the words of the evidence."""

from pathlib import Path

from assistant.generate.local.generator import LocalGenerator
from assistant.generate.local.language_model import LanguageModel

__all__ = ["LanguageModel", "LocalGenerator", "load_language_model"]


def load_language_model(name: str, models: Path) -> LanguageModel:
    """The model called `name`: `packaged`, a Hugging Face name, a folder, or a GGUF file.

    `models` is where `assistant.generate.local.conversion` put the packaged one. Raises ModelError.
    """
    from assistant.generate.local.causal import CausalModel

    return CausalModel(name, models)
