"""Lets a language model on a server draft, and answers without it when that fails."""

from assistant.generate.remote.generator import RemoteGenerator
from assistant.generate.remote.openai_like import KEY_VARIABLE, ModelServer

__all__ = ["KEY_VARIABLE", "ModelServer", "RemoteGenerator"]
