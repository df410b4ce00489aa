"""Lets a drafted statement through only when its quotes carry every word of it."""

from assistant.verify.verification import verify

__all__ = ["verify"]
