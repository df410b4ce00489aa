"""Drafts an answer from evidence."""

from assistant.generate.generator import Generator

__all__ = ["Generator"]
